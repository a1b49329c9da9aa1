import type { QuotaUnit } from 'backstage-plugin-eks-environments-common';
import type { Translate } from './translation';

const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
// AWS prices are in US dollars, and the quota ledger adds them up without conversion.
const dollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
});

/** An amount beside the title of its dimension, with a currency if it is money. */
export function formatQuantity(
  unit: QuotaUnit,
  amount: number,
  t: Translate,
): string {
  return unit.kind === 'dollarsPerHour'
    ? t('format.perHour', { amount: dollars.format(amount) })
    : counts.format(amount);
}
