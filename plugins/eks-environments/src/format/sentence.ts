/** A text of the server or of a user, with a full stop added if it has none. */
export function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
