import { nodeGroupsOf } from './nodeGroups';
import { Finding } from '../model/Finding';
import { ClusterConfig } from '../model/clusterConfig';

/*
 * Each element makes the portal, eksctl or AWS do work: read what AWS offers, create a stack, send a request. AWS limits few of them;
 * these limits are far above what a cluster needs.
 */
const MAXIMA = {
  addons: 50,
  nodeGroups: 50,
  availabilityZones: 10,
  instanceTypes: 40,
};

/** Limits the length of lists, so that no plan or creation delays others. Managed groups and Fargate profiles are limited by AWS. */
export function checkCounts(config: ClusterConfig): Finding[] {
  return [
    ...checkCount('addons', config.addons, MAXIMA.addons),
    ...checkCount('nodeGroups', config.nodeGroups, MAXIMA.nodeGroups),
    ...checkCount(
      'availabilityZones',
      config.availabilityZones,
      MAXIMA.availabilityZones,
    ),
    ...nodeGroupsOf(config).flatMap(({ path, group }) => [
      ...checkCount(
        `${path}.instanceTypes`,
        group.instanceTypes,
        MAXIMA.instanceTypes,
      ),
      ...checkCount(
        `${path}.instancesDistribution.instanceTypes`,
        group.instancesDistribution?.instanceTypes,
        MAXIMA.instanceTypes,
      ),
      ...checkCount(
        `${path}.availabilityZones`,
        group.availabilityZones,
        MAXIMA.availabilityZones,
      ),
    ]),
  ];
}

function checkCount(
  path: string,
  list: readonly unknown[] | undefined,
  maximum: number,
): Finding[] {
  return list && list.length > maximum
    ? [
        {
          severity: 'error',
          code: 'count',
          path,
          message: `${path} holds ${list.length} entries; at most ${maximum} are possible`,
        },
      ]
    : [];
}
