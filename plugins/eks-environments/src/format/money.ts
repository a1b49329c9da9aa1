import type {
  Money,
  UnpricedPart,
} from 'backstage-plugin-eks-environments-common';

/** What an amount is for. */
export type MoneyPeriod = 'hour' | 'month' | 'lease';

const suffixes: Record<MoneyPeriod, string> = {
  hour: '/h',
  month: ' this month',
  lease: ' for the lease',
};

const CENT = 0.01;

/**
 * Money with its unit and period, as in `$0.43/h` or `$31 for the lease`; a lower bound as in `at least $0.10/h`.
 *
 * @remarks
 *
 * A lower bound of nothing says nothing, so it is `unknown`. Cents are shown where they matter: below 100, which is where hourly prices live. Less than a cent is still not nothing.
 */
export function formatMoney(
  money: Money,
  options: { period?: MoneyPeriod; isLowerBound?: boolean } = {},
): string {
  const { period, isLowerBound = false } = options;
  const amount = Number(money.amount);
  if (isLowerBound && amount === 0) {
    return 'unknown';
  }
  const tiny = amount > 0 && amount < CENT;
  const digits = Math.abs(amount) < 100 && amount !== 0 ? 2 : 0;
  const formatted = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(tiny ? CENT : amount);
  const bound = isLowerBound ? 'at least ' : '';
  const sign = tiny && !isLowerBound ? '<' : '';
  return `${bound}${sign}${formatted}${period ? suffixes[period] : ''}`;
}

/** A part without a price in a sentence. */
export function unpricedText({ subject, reason }: UnpricedPart): string {
  return `${subject}: ${reason}`;
}
