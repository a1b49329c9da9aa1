import type { QuotaDimension } from 'backstage-plugin-eks-environments-node';
import { environments } from './environments';
import { hourlyCost } from './hourlyCost';
import { nodes } from './nodes';
import { vcpu } from './vcpu';

/** The built-in dimensions, in the order in which pages show them. */
export const builtInDimensions: readonly QuotaDimension[] = [
  environments,
  nodes,
  vcpu,
  hourlyCost,
];
