import { JsonObject } from '@backstage/types';
import {
  summarizeClusterConfig,
  usesExistingVpc,
} from '../config/summarizeClusterConfig';
import { ClusterConfig } from '../model/clusterConfig';
import { NodeGroupShape } from '../model/clusterShape';
import { findInstanceType } from '../instanceTypes/instanceTypes';
import { ClusterNeeds } from './types';
import { vcpuQuotaOf } from './vcpuQuotas';

/**
 * What a config that passed `checkClusterConfig` needs from an account when it is created. Nodes that are added later, by scaling or by
 * Auto Mode, are not counted.
 *
 * @public
 */
export function needsOf(config: JsonObject): ClusterNeeds {
  const cluster = config as ClusterConfig;
  const { availabilityZones = [], addons = [] } = cluster;
  const shape = summarizeClusterConfig(config);
  return {
    vpcs: usesExistingVpc(cluster) ? 0 : 1,
    addresses: shape.natGateways,
    vcpus: vcpusOf(shape.nodeGroups),
    instanceTypes: shape.nodeGroups.map(({ instanceTypes }) => instanceTypes),
    zones: [...new Set(availabilityZones)],
    kubernetesVersion: shape.kubernetesVersion,
    addons: addons.map(({ name, version }) => ({ name, version })),
  };
}

/** AWS chooses among the types of a group; the largest is the maximum. */
function vcpusOf(groups: NodeGroupShape[]): Map<string, number> {
  const vcpus = new Map<string, number>();
  for (const { instanceTypes, spot, desired } of groups) {
    const [largest] = instanceTypes
      .flatMap(name => findInstanceType(name) ?? [])
      .sort((a, b) => b.vcpu - a.vcpu);
    const quota = largest && vcpuQuotaOf(largest.name, { spot });
    if (quota && desired > 0) {
      vcpus.set(quota, (vcpus.get(quota) ?? 0) + desired * largest.vcpu);
    }
  }
  return vcpus;
}
