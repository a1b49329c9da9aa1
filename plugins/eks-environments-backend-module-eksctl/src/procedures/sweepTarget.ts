import {
  ENVIRONMENT_ID,
  INSTALLATION,
} from 'backstage-plugin-eks-environments-common';
import type { ResourceIdentity } from 'backstage-plugin-eks-environments-node';
import type { SweepTarget } from 'backstage-plugin-eksctl-node';

/** What proves in AWS that a resource belongs to the environment. */
export function sweepTargetOf({
  resourceRef,
  region,
  tagId,
  installation,
}: ResourceIdentity): SweepTarget {
  return {
    clusterName: resourceRef,
    region,
    ownership: { key: ENVIRONMENT_ID, value: tagId },
    manager: { key: INSTALLATION, value: installation },
  };
}
