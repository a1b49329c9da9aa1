import type { JsonObject } from '@backstage/types';
import type {
  HibernationSupport,
  ProvisionedEnvironment,
} from 'backstage-plugin-eks-environments-node';
import {
  type ClusterConfig,
  parseWrittenConfig,
  summarizeClusterConfig,
} from 'backstage-plugin-eksctl-node';

/** Reasons against a hibernation, in the order in which they are reported. */
const obstacles: ReadonlyArray<{
  code: string;
  message: string;
  applies(config: ClusterConfig & JsonObject): boolean;
}> = [
  {
    code: 'hibernation-auto-mode',
    message:
      'EKS Auto Mode launches nodes whenever pods wait, so the cluster would not stay without nodes',
    applies: ({ autoModeConfig }) => autoModeConfig?.enabled === true,
  },
  {
    code: 'hibernation-fargate',
    message:
      'Pods on Fargate have no nodes that could be removed; scale their workloads to zero instead',
    applies: ({ fargateProfiles }) => (fargateProfiles ?? []).length > 0,
  },
  {
    code: 'hibernation-no-nodes',
    message: 'The cluster has no node groups, so there is nothing to save',
    applies: config => summarizeClusterConfig(config).nodes.max === 0,
  },
];

/** Whether all nodes of a cluster are in node groups, which can be scaled to zero and stay there. */
export function hibernationSupport({
  spec,
}: Pick<ProvisionedEnvironment, 'spec'>): HibernationSupport {
  const config = parseWrittenConfig(spec) as ClusterConfig & JsonObject;
  const obstacle = obstacles.find(({ applies }) => applies(config));
  return obstacle
    ? {
        kind: 'unsupported',
        reason: { code: obstacle.code, message: obstacle.message },
      }
    : { kind: 'supported' };
}
