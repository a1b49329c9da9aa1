/** A text of the server or of a person with the full stop that some of them lack. */
export function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
