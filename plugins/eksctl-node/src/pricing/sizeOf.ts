import { ClusterShape } from '../config/types';
import { findInstanceType } from './instanceTypes';
import { ClusterSize, InstanceType } from './types';

/**
 * The largest size that a cluster can grow to, which is what quotas count. A group that may use several instance types counts with the
 * largest.
 *
 * @public
 */
export function sizeOf(shape: ClusterShape): ClusterSize {
  const unknownTypes = new Set<string>();
  let vcpu = 0;
  let memoryMib = 0;
  for (const group of shape.nodeGroups) {
    const types = group.instanceTypes.flatMap((name): InstanceType[] => {
      const type = findInstanceType(name);
      if (!type) {
        unknownTypes.add(name);
      }
      return type ? [type] : [];
    });
    vcpu += group.max * Math.max(0, ...types.map(type => type.vcpu));
    memoryMib += group.max * Math.max(0, ...types.map(type => type.memoryMib));
  }
  return {
    nodes: shape.nodes.max,
    vcpu,
    memoryGib: memoryMib / 1024,
    unknownTypes: [...unknownTypes],
  };
}
