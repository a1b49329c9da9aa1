import { formatEntityName } from 'backstage-plugin-eks-environments-common';
import type { Difference } from './types';

/** Formats a finding as one sentence. */
export function formatFinding({
  kind,
  clusterName: cluster,
  details,
}: Pick<Difference, 'kind' | 'clusterName'> & {
  details: {
    isAnothersNow?: boolean;
    stacks?: string[];
    nodeGroup?: string;
    differences?: string[];
    owner?: string;
  };
}): string {
  const { stacks = [], differences = [] } = details;
  switch (kind) {
    case 'ClusterVanished':
      return details.isAnothersNow
        ? `The cluster ${cluster} is gone; another one, which is not ours, has its name now.`
        : `EKS knows no cluster ${cluster} any more${
            stacks.length > 0 ? `; ${stacks.length} of its stacks stand` : ''
          }.`;
    case 'ClusterWithoutRecord':
      return `The cluster ${cluster} carries our tags${
        details.owner ? ` and the owner ${formatEntityName(details.owner)}` : ''
      }, but there is no environment for it.`;
    case 'StacksLeftOver':
      return `The cluster ${cluster} is gone; ${stacks.join(', ')} of it ${
        stacks.length === 1 ? 'is' : 'are'
      } left.`;
    default:
      return `The node group ${
        details.nodeGroup
      } of ${cluster} is not as it was approved: ${differences.join('; ')}.`;
  }
}
