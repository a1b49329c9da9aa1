import { JsonObject } from '@backstage/types';
import {
  DEFAULT_VOLUME_SIZE_GB,
  instanceTypesOf,
  isSpot,
  nodeGroupsOf,
  sizesOf,
} from './nodeGroups';
import {
  ClusterConfig,
  NodeGroupConfig,
  VolumeConfig,
} from '../model/clusterConfig';
import {
  Band,
  ClusterShape,
  NodeGroupShape,
  VolumeShape,
} from '../model/clusterShape';
import { unpricedPartsOf } from './unpricedParts';

/** eksctl's defaults: three zones, two in us-east-1. */
const DEFAULT_ZONES = 3;
const DEFAULT_ZONES_US_EAST_1 = 2;
const DEFAULT_VOLUME_TYPE = 'gp3';

/**
 * Interface endpoints that eksctl creates for every private cluster: ec2, ecr.api, ecr.dkr, sts. The endpoint of S3 is a gateway and
 * free. (RequiredEndpointServices in eksctl's pkg/apis)
 */
const PRIVATE_CLUSTER_ENDPOINTS = 4;

/**
 * Size and cost factors of a config that passed {@link checkClusterConfig}.
 *
 * @public
 */
export function summarizeClusterConfig(config: JsonObject): ClusterShape {
  const cluster = config as ClusterConfig;
  const nodeGroups = nodeGroupsOf(cluster).map((placed): NodeGroupShape => {
    const { group } = placed;
    return {
      name: group.name,
      instanceTypes: instanceTypesOf(group),
      ...sizesOf(placed),
      spot: isSpot(group),
      volumes: volumesOf(group),
      detailedMonitoring: group.enableDetailedMonitoring === true,
      publicIp: !group.privateNetworking && !cluster.privateCluster?.enabled,
    };
  });
  const zones = zonesOf(cluster);
  return {
    nodes: {
      min: sum(nodeGroups, 'min'),
      desired: sum(nodeGroups, 'desired'),
      max: sum(nodeGroups, 'max'),
    },
    nodeGroups,
    natGateways: natGatewaysOf(cluster, zones),
    vpcEndpoints: vpcEndpointsOf(cluster, zones),
    unpriced: unpricedPartsOf(cluster),
    zones,
    kubernetesVersion: cluster.metadata?.version,
    extendedSupport: cluster.upgradePolicy?.supportType === 'EXTENDED',
  };
}

/** Whether the cluster uses an existing VPC, named by its id or its subnets. */
export function usesExistingVpc({ vpc }: Pick<ClusterConfig, 'vpc'>): boolean {
  return (
    Boolean(vpc?.id) ||
    Object.values(vpc?.subnets ?? {}).some(
      subnets => Object.keys(subnets ?? {}).length > 0,
    )
  );
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

function volumesOf(group: NodeGroupConfig): VolumeShape[] {
  const root = toVolume({
    ...group,
    volumeSize: group.volumeSize ?? DEFAULT_VOLUME_SIZE_GB,
  });
  return [root, ...(group.additionalVolumes ?? []).map(toVolume)];
}

function toVolume(volume: VolumeConfig): VolumeShape {
  return {
    type: volume.volumeType ?? DEFAULT_VOLUME_TYPE,
    sizeGb: volume.volumeSize,
    iops: volume.volumeIOPS,
    throughput: volume.volumeThroughput,
  };
}

function natGatewaysOf(
  { vpc, privateCluster }: ClusterConfig,
  zones: number,
): number {
  if (usesExistingVpc({ vpc }) || privateCluster?.enabled) {
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

function vpcEndpointsOf(
  { privateCluster, cloudWatch }: ClusterConfig,
  zones: number,
): number {
  if (!privateCluster?.enabled || privateCluster.skipEndpointCreation) {
    return 0;
  }
  const additional = new Set(privateCluster.additionalEndpointServices);
  if (cloudWatch?.clusterLogging?.enableTypes?.length) {
    additional.add('logs');
  }
  return (PRIVATE_CLUSTER_ENDPOINTS + additional.size) * zones;
}
