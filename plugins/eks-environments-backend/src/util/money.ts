import type { Money } from 'backstage-plugin-eks-environments-common';

/*
 * Amounts are stored in whole millionths of a dollar, so that sums are exact, and returned as decimal strings.
 */

const MICROS = 1_000_000;

/** @param amount - dollars, as a number or a decimal string */
export function toMicroDollars(amount: number | string): number {
  return Math.round(Number(amount) * MICROS);
}

export function toDollars(micros: number): number {
  return micros / MICROS;
}

/** Formats millionths of a dollar for the API, with two to six decimals. */
export function toMoney(micros: number): Money {
  const [whole, fraction] = toDollars(Math.round(micros)).toFixed(6).split('.');
  const decimals = fraction.replace(/0+$/, '').padEnd(2, '0');
  return { amount: `${whole}.${decimals}`, currency: 'USD' };
}
