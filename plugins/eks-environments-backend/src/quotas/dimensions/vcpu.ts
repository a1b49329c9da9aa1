import type { QuotaDimension } from 'backstage-plugin-eks-environments-node';

export const vcpu: QuotaDimension = {
  id: 'vcpu',
  title: 'vCPU',
  unit: { kind: 'count', one: 'vCPU', other: 'vCPU' },
  measure: ({ largest, unknownSize }) => ({
    amount: largest.vcpu,
    uncounted: unknownSize,
  }),
};
