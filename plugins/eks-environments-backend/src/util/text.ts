import { InputError } from '@backstage/errors';

// Control characters except tab and line feed. PostgreSQL cannot store NUL, and escape sequences must not reach mails or terminals.
const CONTROL_CHARACTERS = /(?![\t\n\r])\p{Cc}/u;

/** Why a text of a user cannot be stored, as a sentence that begins with the field. */
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
