import type { QuotaDimension } from 'backstage-plugin-eks-environments-common';

/** The dimensions of a quota in the order in which people read them. */
export const quotaDimensions: readonly QuotaDimension[] = [
  'environments',
  'nodes',
  'vcpu',
  'hourlyCost',
];

/** What a dimension is called on a page. */
export const dimensionLabels: Record<QuotaDimension, string> = {
  environments: 'Environments',
  nodes: 'Nodes',
  vcpu: 'vCPU',
  hourlyCost: 'Cost per hour',
};

const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });
// Prices of AWS are in US dollars, and the quota ledger adds them up as they are.
const dollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
});

/** An amount of a dimension with its unit, where it has one. */
export function formatQuantity(
  dimension: QuotaDimension,
  amount: number,
): string {
  return dimension === 'hourlyCost'
    ? `${dollars.format(amount)}/h`
    : counts.format(amount);
}
