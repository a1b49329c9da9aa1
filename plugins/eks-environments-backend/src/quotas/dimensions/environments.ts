import type { QuotaDimension } from 'backstage-plugin-eks-environments-node';

export const environments: QuotaDimension = {
  id: 'environments',
  title: 'Environments',
  unit: { kind: 'count', one: 'environment', other: 'environments' },
  measure: () => ({ amount: 1, uncounted: [] }),
};
