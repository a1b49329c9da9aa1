import type { Random } from './Random';

/*
 * Values that columns, parsers and other plugins have trouble with.
 */

const INTEGERS = [
  -1,
  0,
  1,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32,
  2 ** 53,
  2 ** 53 + 2,
  Number.MAX_SAFE_INTEGER,
];

const NUMBERS = [...INTEGERS, 1.5, -0.1, 1e-320, 1e21, 1e300, -1e300];

/** Numbers as texts in an address, beyond what a number of JavaScript holds. */
const NUMERALS = [
  '9223372036854775807',
  '9223372036854775808',
  '-9223372036854775809',
  '99999999999999999999999999',
  '1e400',
  '0x10',
  '1_000',
  ' 1',
  '٣',
  'NaN',
  'Infinity',
  '',
];

const TEXTS = [
  '',
  ' ',
  '\t',
  'a\tb',
  'a\nb',
  '\0',
  'a\0b',
  '\u0001',
  '\u007f',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\ufffe',
  '\ud800',
  'a\udc00b',
  '\udbff\udbff',
  '\u{10ffff}',
  '🎉',
  'İ',
  'ß'.repeat(70),
  'e\u0301'.repeat(200),
  'a'.repeat(64),
  'a'.repeat(256),
  'a'.repeat(3_000),
  "' or 1=1 --",
  "'; drop table requests; --",
  '") union all values (1) --',
  '%',
  '%_\\',
  '\\',
  '../../etc/passwd',
  '..%2f..',
  '{{constructor}}',
  '${7*7}',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'null',
  'undefined',
  'group:default/a\ud800',
  'group:default/te\tam',
  'group:default/',
  'group::',
  ':/',
  'user:default/dana/x',
  'component:default/x',
  `group:default/${'x'.repeat(3_000)}`,
  'P280000Y-102199995D',
  'P2000000Y-729999995D',
  'P-1D',
  'P99999999999999999999D',
  'PT0.5S',
  'P1Y',
  '2026-13-45T99:99:99Z',
  'name,sideways',
  'nothing,asc',
  'constructor,asc',
  '__proto__,desc',
];

const OTHERS: unknown[] = [null, true, false, [], {}, [[]], [null], { a: 1 }];

/** A text; now and then one that is longer than a body may be. */
export function hostileText(random: Random): string {
  return random.chance(0.01) ? 'x'.repeat(120_000) : random.pick(TEXTS);
}

/** A text where a number of an address belongs. */
export function hostileNumeral(random: Random): string {
  return random.chance(0.6)
    ? random.pick(NUMERALS)
    : String(random.pick(NUMBERS));
}

/** Anything that JSON has. */
export function hostileValue(random: Random): unknown {
  switch (random.below(5)) {
    case 0:
      return random.pick(NUMBERS);
    case 1:
      return random.pick(OTHERS);
    case 2:
      return nested(random.pick([5, 49, 60, 3_000]), random);
    default:
      return hostileText(random);
  }
}

/** A number of a kind that its column may not have. */
export function hostileNumber(random: Random): number {
  return random.pick(NUMBERS);
}

function nested(depth: number, random: Random): unknown {
  const inArrays = random.chance(0.5);
  let value: unknown = hostileText(random);
  for (let level = 0; level < depth; level += 1) {
    value = inArrays ? [value] : { a: value };
  }
  return value;
}
