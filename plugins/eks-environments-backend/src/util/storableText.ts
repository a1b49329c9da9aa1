/** The end of a sentence that begins with the field. */
export const NO_NUL = 'must not hold NUL characters';

export function hasNul(text: string): boolean {
  return text.includes('\0');
}

/** A text without what no database or encoding can store. */
export function toStorable(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Cs}/gu, '\uFFFD');
}

/**
 * What keeps a text from being stored on every database and from being sent on: PostgreSQL has no NUL, and a lone surrogate is no
 * character in UTF-8.
 *
 * @returns the end of a sentence that begins with the field; undefined where the text can be stored
 */
export function unstorable(text: string): string | undefined {
  if (hasNul(text)) {
    return NO_NUL;
  }
  return /\p{Cs}/u.test(text)
    ? 'must not hold half of a surrogate pair'
    : undefined;
}
