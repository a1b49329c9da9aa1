import { Band, ClusterShape, UnpricedPart } from '../model/clusterShape';
import { findInstanceType } from '../instanceTypes/instanceTypes';
import { Capacity, ClusterSize } from './types';

/**
 * The initial and the largest size of a cluster, without parts that the config does not define.
 *
 * @public
 */
export function sizeOf(shape: ClusterShape): ClusterSize {
  return {
    desired: capacity(shape, 'desired'),
    largest: capacity(shape, 'max'),
    unknown: [
      ...shape.unpriced.filter(({ unknownSize }) => unknownSize),
      ...unknownTypes(shape),
    ],
  };
}

function capacity(shape: ClusterShape, key: keyof Band): Capacity {
  let vcpu = 0;
  let memoryMib = 0;
  for (const group of shape.nodeGroups) {
    const types = group.instanceTypes.flatMap(
      name => findInstanceType(name) ?? [],
    );
    vcpu += group[key] * Math.max(0, ...types.map(type => type.vcpu));
    memoryMib += group[key] * Math.max(0, ...types.map(type => type.memoryMib));
  }
  return { nodes: shape.nodes[key], vcpu, memoryGib: memoryMib / 1024 };
}

/** Types of a group that cannot have nodes add nothing. */
function unknownTypes({ nodeGroups }: ClusterShape): UnpricedPart[] {
  return nodeGroups
    .filter(group => group.max > 0)
    .flatMap(group =>
      group.instanceTypes
        .filter(name => findInstanceType(name) === undefined)
        .map(name => ({
          code: 'instance-type',
          subject: `${name} (node group ${group.name})`,
          reason: 'the portal does not know this instance type',
          unknownSize: true,
        })),
    );
}
