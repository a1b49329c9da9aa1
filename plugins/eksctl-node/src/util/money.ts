/* Money is an integer number of micro-dollars, so that sums are exact and the displayed items add up to the displayed total. */

const MICROS = 1_000_000;

/**
 * Converts a decimal string such as `0.0416` to micro-dollars.
 *
 * @public
 */
export function parseUsd(amount: string): number {
  return Math.round(Number(amount) * MICROS);
}

/** Formats micro-dollars as a decimal string with two to six places. */
export function formatUsd(micros: number): string {
  const [whole, fraction] = (micros / MICROS).toFixed(6).split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
}
