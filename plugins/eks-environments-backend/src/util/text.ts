import { InputError } from '@backstage/errors';

// Everything below the space but tab and line feeds. PostgreSQL takes no NUL, and no mail or terminal should get an escape.
const CONTROL_CHARACTERS = /(?![\t\n\r])\p{Cc}/u;

/** What keeps a text by people from being stored, in words that begin with the field. */
export function textProblem(
  field: string,
  text: string | undefined,
  maximumLength: number,
): string | undefined {
  if (text === undefined) {
    return undefined;
  }
  if (text.length > maximumLength) {
    return `${field} must have at most ${maximumLength} characters`;
  }
  return CONTROL_CHARACTERS.test(text)
    ? `${field} must not hold control characters`
    : undefined;
}

/** @throws InputError naming the field */
export function assertText(
  field: string,
  text: string | undefined,
  maximumLength: number,
): void {
  const problem = textProblem(field, text, maximumLength);
  if (problem !== undefined) {
    throw new InputError(problem);
  }
}
