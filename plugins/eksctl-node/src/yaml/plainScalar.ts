/** What a plain scalar (one without quotes) of YAML means. */
export type PlainScalar =
  | { kind: 'value'; value: string | number | boolean | null }
  /** YAML 1.1, as eksctl reads it, and YAML 1.2 do not agree on it. `reading` is what eksctl takes it for. */
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
/** Numbers in one of the versions at least. Underscores are taken out before. */
const OTHER_NUMBER =
  /^[-+]?(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|[0-9]+|\.(inf|Inf|INF))$|^\.(nan|NaN|NAN)$/;

/**
 * Reads a plain scalar. All readers agree on the constants `true`, `false` and `null`, on decimal numbers that a double holds exactly, and
 * on texts that look like nothing else.
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

/** Whether every reader makes the same number of its decimal digits. */
export function isExact(value: number): boolean {
  return (
    Number.isFinite(value) &&
    (!Number.isInteger(value) || Number.isSafeInteger(value))
  );
}
