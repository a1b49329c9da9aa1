import {
  ENVIRONMENT_ID,
  INSTALLATION,
} from 'backstage-plugin-eks-environments-common';
import type { OperationEnvironment } from 'backstage-plugin-eks-environments-node';
import type { SweepTarget } from 'backstage-plugin-eksctl-node';

/** What proves in AWS that a resource belongs to the environment. */
export function sweepTargetOf(
  {
    clusterName,
    region,
    tagId,
  }: Pick<OperationEnvironment, 'clusterName' | 'region' | 'tagId'>,
  installation: string,
): SweepTarget {
  return {
    clusterName,
    region,
    ownership: { key: ENVIRONMENT_ID, value: tagId },
    manager: { key: INSTALLATION, value: installation },
  };
}
