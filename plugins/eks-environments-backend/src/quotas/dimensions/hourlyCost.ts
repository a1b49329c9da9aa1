import type { QuotaDimension } from 'backstage-plugin-eks-environments-node';

export const hourlyCost: QuotaDimension = {
  id: 'hourlyCost',
  title: 'Cost per hour',
  unit: {
    kind: 'dollarsPerHour',
    one: 'dollar per hour',
    other: 'dollars per hour',
  },
  measure: shape => ({ amount: shape.hourlyCost, uncounted: shape.unpriced }),
};
