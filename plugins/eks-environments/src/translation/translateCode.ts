import { codeMessages } from './messages/codes';
import type { MessageKey, Translate } from './useText';

/** A text that the API composed. */
export interface CodedText {
  /** Stable. */
  code: string;
  params?: Record<string, unknown>;
  /** In English. */
  message: string;
}

/** The text for a code in the user's language; the English one of the API if the code is not known. */
export function translateCode(
  { code, params = {}, message }: CodedText,
  t: Translate,
): string {
  return isKnown(code)
    ? t(`codes.${code}` as MessageKey, params as Record<string, string>)
    : message;
}

function isKnown(code: string): boolean {
  let found: unknown = codeMessages;
  for (const part of code.split('.')) {
    found =
      typeof found === 'object' && found !== null && Object.hasOwn(found, part)
        ? found[part as keyof typeof found]
        : undefined;
  }
  return typeof found === 'string';
}
