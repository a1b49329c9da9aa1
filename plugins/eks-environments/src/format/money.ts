import type { Money } from 'backstage-plugin-eks-environments-common';

/** What an amount is for. */
export type MoneyPeriod = 'hour' | 'month' | 'lease';

const suffixes: Record<MoneyPeriod, string> = {
  hour: '/h',
  month: ' this month',
  lease: ' for the lease',
};

const CENT = 0.01;

/**
 * Money with its unit and period, as in `$0.43/h` or `$31 for the lease`.
 *
 * @remarks
 *
 * Cents are shown where they matter: below 100, which is where hourly prices live. Less than a cent is still not nothing.
 */
export function formatMoney(money: Money, period?: MoneyPeriod): string {
  const amount = Number(money.amount);
  const tiny = amount > 0 && amount < CENT;
  const digits = Math.abs(amount) < 100 && amount !== 0 ? 2 : 0;
  const formatted = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(tiny ? CENT : amount);
  return `${tiny ? '<' : ''}${formatted}${period ? suffixes[period] : ''}`;
}
