/*
 * Money is counted in whole micro-dollars, so that sums are exact and what a page adds up is what the total says.
 */

const MICROS = 1_000_000;

/** A decimal string such as `0.0416` in micro-dollars. */
export function parseUsd(amount: string): number {
  return Math.round(Number(amount) * MICROS);
}

/** Micro-dollars as a decimal string with two to six places. */
export function formatUsd(micros: number): string {
  const [whole, fraction] = (micros / MICROS).toFixed(6).split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
}
