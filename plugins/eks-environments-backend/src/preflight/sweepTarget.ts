import {
  ENVIRONMENT_ID,
  INSTALLATION,
} from 'backstage-plugin-eks-environments-common';
import type { SweepTarget } from 'backstage-plugin-eksctl-node';
import type { EnvironmentRow } from '../database';
import { idInTags } from '../database/idInTags';

/** What proves in AWS that a resource belongs to the environment. */
export function sweepTargetOf(
  environment: EnvironmentRow,
  installation: string,
): SweepTarget {
  return {
    clusterName: environment.cluster_name,
    region: environment.region,
    ownership: { key: ENVIRONMENT_ID, value: idInTags(environment) },
    manager: { key: INSTALLATION, value: installation },
  };
}
