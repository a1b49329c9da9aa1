/*
 * YAML 1.1 and YAML 1.2 differ in some characters: U+0085, U+2028 and U+2029 end a line in 1.1 and are plain text in 1.2. So texts that
 * are written for other programs contain none of these, and no invisible characters.
 */

/** Ends a line in YAML 1.1, or is a byte order mark within a text. */
const READ_DIFFERENTLY = /[\u0085\u2028\u2029\ufeff]|\r(?!\n)/u;

/** YAML accepts none of these, escaped or not: unpaired surrogates, and code points that are not characters. */
const NO_CHARACTER =
  /[\p{Cs}\ufdd0-\ufdef]|[\ufffe\uffff\u{1fffe}\u{1ffff}\u{2fffe}\u{2ffff}\u{3fffe}\u{3ffff}\u{4fffe}\u{4ffff}\u{5fffe}\u{5ffff}\u{6fffe}\u{6ffff}\u{7fffe}\u{7ffff}\u{8fffe}\u{8ffff}\u{9fffe}\u{9ffff}\u{afffe}\u{affff}\u{bfffe}\u{bffff}\u{cfffe}\u{cffff}\u{dfffe}\u{dffff}\u{efffe}\u{effff}\u{ffffe}\u{fffff}\u{10fffe}\u{10ffff}]/u;

const CONTROL = /(?![\t\n\r])\p{Cc}/u;

/** Every invisible character and every one that changes the display order, except the plain space. */
const INVISIBLE = /(?! )[\p{C}\p{Z}]/gu;

const SHOWN = 80; // characters

/** The first code point of a text that YAML cannot represent, such as `U+D800`. */
export function findNoCharacter(text: string): string | undefined {
  return nameOf(NO_CHARACTER.exec(text));
}

/** The first code point of a YAML source that YAML parsers read differently. The source may start with a byte order mark. */
export function findUnportable(source: string): string | undefined {
  const text = source.replace(/^\ufeff/, '');
  return nameOf(
    READ_DIFFERENTLY.exec(text) ??
      CONTROL.exec(text) ??
      NO_CHARACTER.exec(text),
  );
}

/**
 * A text for display: invisible characters are escaped, and it is truncated.
 *
 * @public
 */
export function toVisible(text: string): string {
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  return shown.replace(INVISIBLE, escapeCodePoint);
}

/** A text in double quotes for every YAML parser, on one line, with escapes for all invisible characters. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(INVISIBLE, escapeCodePoint);
}

function escapeCodePoint(character: string): string {
  const hex = hexOf(character);
  return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex}`;
}

function nameOf(match: RegExpExecArray | null): string | undefined {
  return match ? `U+${hexOf(match[0]).toUpperCase()}` : undefined;
}

function hexOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
}
