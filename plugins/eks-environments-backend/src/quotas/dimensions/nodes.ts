import type { QuotaDimension } from 'backstage-plugin-eks-environments-node';

export const nodes: QuotaDimension = {
  id: 'nodes',
  title: 'Nodes',
  unit: { kind: 'count', one: 'node', other: 'nodes' },
  measure: ({ largest, unknownSize }) => ({
    amount: largest.nodes,
    uncounted: unknownSize,
  }),
};
