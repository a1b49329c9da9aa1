/** The meaning of a plain (unquoted) YAML scalar. */
export type PlainScalar =
  | { kind: 'value'; value: string | number | boolean | null }
  /** YAML 1.1, as Go's library reads it, and YAML 1.2 read it differently. `reading` is that of Go's library. */
  | { kind: 'ambiguous'; reading: string };

const CONSTANTS = new Map<string, boolean | null>([
  ...['', '~', 'null', 'Null', 'NULL'].map(text => [text, null] as const),
  ...['true', 'True', 'TRUE'].map(text => [text, true] as const),
  ...['false', 'False', 'FALSE'].map(text => [text, false] as const),
]);

const BOOLEANS_OF_1_1 = new Map([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'].map(
    text => [text, 'true'] as const,
  ),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF'].map(
    text => [text, 'false'] as const,
  ),
]);

const INTEGER = /^[-+]?(0|[1-9][0-9]*)$/;
const FLOAT =
  /^[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)([eE][-+]?[0-9]+)?$|^[-+]?[0-9]+[eE][-+]?[0-9]+$/;
/** Numbers in at least one of the versions. Underscores are removed before. */
const OTHER_NUMBER =
  /^[-+]?(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|[0-9]+|\.(inf|Inf|INF))$|^\.(nan|NaN|NAN)$/;

/**
 * Parses a plain scalar. All parsers agree on the constants `true`, `false` and `null`, on decimal numbers that a double represents
 * exactly, and on strings that resemble nothing else.
 */
export function readPlainScalar(source: string): PlainScalar {
  const constant = CONSTANTS.get(source);
  if (constant !== undefined) {
    return { kind: 'value', value: constant };
  }
  const boolean = BOOLEANS_OF_1_1.get(source);
  if (boolean !== undefined) {
    return { kind: 'ambiguous', reading: boolean };
  }
  if (INTEGER.test(source) || FLOAT.test(source)) {
    const value = Number(source);
    return isExact(value)
      ? { kind: 'value', value: value === 0 ? 0 : value }
      : { kind: 'ambiguous', reading: 'a number that is too large' };
  }
  const digits = source.replace(/_/g, '');
  return OTHER_NUMBER.test(digits) || FLOAT.test(digits)
    ? { kind: 'ambiguous', reading: 'a number' }
    : { kind: 'value', value: source };
}

/** Whether every parser reads its decimal digits as the same number. */
export function isExact(value: number): boolean {
  return (
    Number.isFinite(value) &&
    (!Number.isInteger(value) || Number.isSafeInteger(value))
  );
}
