import type {
  Money,
  UnpricedPart,
} from 'backstage-plugin-eks-environments-common';
import type { Translate } from '../translation';

/** The period of an amount. */
export type MoneyPeriod = 'hour' | 'month' | 'lease' | 'change';

const CENT = 0.01;

/**
 * Formats money with its unit and period, as in `$0.43/h` or `$31 for the lease`; a lower bound as in `at least $0.10/h`.
 *
 * @remarks
 *
 * A lower bound of zero is meaningless, so it is `unknown`. Cents are shown below 100, the range of hourly prices. An amount below one
 * cent is not shown as zero.
 */
export function formatMoney(
  money: Money,
  t: Translate,
  options: { period?: MoneyPeriod; isLowerBound?: boolean } = {},
): string {
  const { period, isLowerBound = false } = options;
  const amount = Number(money.amount);
  if (isLowerBound && amount === 0) {
    return t('format.unknown');
  }
  const tiny = amount > 0 && amount < CENT;
  const digits = Math.abs(amount) < 100 && amount !== 0 ? 2 : 0;
  const formatted = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(tiny ? CENT : amount);
  const sign = tiny && !isLowerBound ? '<' : '';
  const text = withPeriod(`${sign}${formatted}`, period, t);
  return isLowerBound ? t('format.atLeast', { amount: text }) : text;
}

function withPeriod(
  amount: string,
  period: MoneyPeriod | undefined,
  t: Translate,
): string {
  switch (period) {
    case 'hour':
      return t('format.perHour', { amount });
    case 'month':
      return t('format.thisMonth', { amount });
    case 'lease':
      return t('format.forLease', { amount });
    case 'change':
      return t('format.forChange', { amount });
    default:
      return amount;
  }
}

/** Formats a part without a price as a sentence. */
export function unpricedText(
  { subject, reason }: UnpricedPart,
  t: Translate,
): string {
  return t('format.unpriced', { subject, reason });
}
