/**
 * What keeps a text from being stored on every database and from being sent on: PostgreSQL has no NUL, and a lone surrogate is no
 * character in UTF-8.
 *
 * @returns the end of a sentence that begins with the field; undefined where the text can be stored
 */
export function unstorable(text: string): string | undefined {
  if (text.includes('\0')) {
    return 'must not hold NUL characters';
  }
  return /\p{Cs}/u.test(text)
    ? 'must not hold half of a surrogate pair'
    : undefined;
}
