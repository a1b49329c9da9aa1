import {
  ENVIRONMENT_ID,
  INSTALLATION,
} from 'backstage-plugin-eks-environments-common';
import type { OperationEnvironment } from 'backstage-plugin-eks-environments-node';
import type { SweepTarget } from 'backstage-plugin-eksctl-node';

/** What proves in AWS that a resource belongs to the environment of an operation. */
export function targetOf(
  environment: OperationEnvironment,
  installation: string,
): SweepTarget {
  const { clusterName, region, tagId } = environment;
  return {
    clusterName,
    region,
    ownership: { key: ENVIRONMENT_ID, value: tagId },
    manager: { key: INSTALLATION, value: installation },
  };
}
