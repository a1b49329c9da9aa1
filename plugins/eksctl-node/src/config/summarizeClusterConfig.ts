import { JsonObject } from '@backstage/types';
import {
  DEFAULT_VOLUME_SIZE_GB,
  instanceTypesOf,
  isSpot,
  nodeGroupsOf,
  sizesOf,
} from './nodeGroups';
import { Band, ClusterConfig, ClusterShape, NodeGroupShape } from './types';

/** eksctl's defaults: three zones, two in us-east-1. */
const DEFAULT_ZONES = 3;
const DEFAULT_ZONES_US_EAST_1 = 2;

/**
 * What a config that passed {@link checkClusterConfig} amounts to.
 *
 * @public
 */
export function summarizeClusterConfig(config: JsonObject): ClusterShape {
  const cluster = config as ClusterConfig;
  const nodeGroups = nodeGroupsOf(cluster).map(
    ({ group }): NodeGroupShape => ({
      name: group.name,
      instanceTypes: instanceTypesOf(group),
      ...sizesOf(group),
      spot: isSpot(group),
      volumeSizeGb: group.volumeSize ?? DEFAULT_VOLUME_SIZE_GB,
      publicIp: !group.privateNetworking && !cluster.privateCluster?.enabled,
    }),
  );
  const zones = zonesOf(cluster);
  return {
    nodes: {
      min: sum(nodeGroups, 'min'),
      desired: sum(nodeGroups, 'desired'),
      max: sum(nodeGroups, 'max'),
    },
    nodeGroups,
    natGateways: natGatewaysOf(cluster, zones),
    autoMode: cluster.autoModeConfig?.enabled === true,
    fargate: (cluster.fargateProfiles ?? []).length > 0,
    zones,
    kubernetesVersion: cluster.metadata?.version,
    extendedSupport: cluster.upgradePolicy?.supportType === 'EXTENDED',
  };
}

function sum(groups: NodeGroupShape[], key: keyof Band): number {
  return groups.reduce((total, group) => total + group[key], 0);
}

function zonesOf({ availabilityZones, metadata }: ClusterConfig): number {
  if (availabilityZones && availabilityZones.length > 0) {
    return new Set(availabilityZones).size;
  }
  return metadata?.region === 'us-east-1'
    ? DEFAULT_ZONES_US_EAST_1
    : DEFAULT_ZONES;
}

function natGatewaysOf(
  { vpc, privateCluster }: ClusterConfig,
  zones: number,
): number {
  if ((vpc && 'id' in vpc) || privateCluster?.enabled) {
    return 0;
  }
  switch (vpc?.nat?.gateway) {
    case 'Disable':
      return 0;
    case 'HighlyAvailable':
      return zones;
    default:
      return 1;
  }
}
