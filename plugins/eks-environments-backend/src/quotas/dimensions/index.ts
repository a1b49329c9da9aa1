import type { QuotaDimension } from 'backstage-plugin-eks-environments-node';
import { environments } from './environments';
import { hourlyCost } from './hourlyCost';
import { nodes } from './nodes';
import { vcpu } from './vcpu';

/** The dimensions that every portal has, in the order in which people read them. */
export const builtInDimensions: readonly QuotaDimension[] = [
  environments,
  nodes,
  vcpu,
  hourlyCost,
];
