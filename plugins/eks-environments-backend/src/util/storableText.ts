/** The end of a sentence that begins with the field. */
export const NO_NUL = 'must not hold NUL characters';

export function hasNul(text: string): boolean {
  return text.includes('\0');
}

/** Removes NUL and replaces lone surrogates, which some databases or encodings cannot store. */
export function toStorable(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Cs}/gu, '\uFFFD');
}

/**
 * Why a text cannot be stored in every database or sent to other systems: PostgreSQL cannot store NUL, and UTF-8 cannot encode a lone
 * surrogate.
 *
 * @returns the end of a sentence that begins with the field; undefined if the text can be stored
 */
export function unstorable(text: string): string | undefined {
  if (hasNul(text)) {
    return NO_NUL;
  }
  return /\p{Cs}/u.test(text)
    ? 'must not hold half of a surrogate pair'
    : undefined;
}
