import { nodeGroupsOf } from './nodeGroups';
import { Finding } from '../model/Finding';
import { ClusterConfig } from '../model/clusterConfig';

/*
 * Each of these makes the portal, eksctl and AWS do something of its own: a look at what AWS offers, a stack, a request. AWS has no limit for
 * most of them; these are far beyond what a cluster needs.
 */
const MAXIMA = {
  addons: 50,
  nodeGroups: 50,
  availabilityZones: 10,
  instanceTypes: 40,
};

/** No list is so long that a plan or a creation keeps others waiting. Managed groups and Fargate profiles have limits of AWS. */
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
