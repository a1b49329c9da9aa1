import { ClusterConfig, NodeGroupConfig } from '../model/clusterConfig';
import { Band } from '../model/clusterShape';

/** The root disk of a node for which no size is given, as eksctl has it, in GiB. */
export const DEFAULT_VOLUME_SIZE_GB = 80;

/** A node group with its place in the config. */
export type PlacedNodeGroup = {
  path: string;
  managed: boolean;
  group: NodeGroupConfig;
};

/** Managed and self-managed groups alike. */
export function nodeGroupsOf(config: ClusterConfig): PlacedNodeGroup[] {
  const managed = (config.managedNodeGroups ?? []).map((group, index) => ({
    path: `managedNodeGroups[${index}]`,
    managed: true,
    group,
  }));
  const selfManaged = (config.nodeGroups ?? []).map((group, index) => ({
    path: `nodeGroups[${index}]`,
    managed: false,
    group,
  }));
  return [...managed, ...selfManaged];
}

/** The types that a group may get; m5.large is eksctl's default. Empty where a selector or a launch template decides. */
export function instanceTypesOf(group: NodeGroupConfig): string[] {
  const types =
    group.instanceTypes ??
    group.instancesDistribution?.instanceTypes ??
    (group.instanceType ? [group.instanceType] : []);
  if (types.length > 0 || group.launchTemplate || usesSelector(group)) {
    return types;
  }
  return ['m5.large'];
}

/** Whether eksctl chooses the types, all those that fit; an empty selector is none. */
export function usesSelector({ instanceSelector }: NodeGroupConfig): boolean {
  return Object.keys(instanceSelector ?? {}).length > 0;
}

/** Whether AWS may take the nodes back at any time. */
export function isSpot(group: NodeGroupConfig): boolean {
  const distribution = group.instancesDistribution;
  return (
    group.spot === true ||
    (distribution !== undefined &&
      (distribution.onDemandPercentageAboveBaseCapacity ?? 100) < 100)
  );
}

/**
 * The sizes that eksctl would use: a size that is not given follows from the ones that are, and two nodes is what it takes when none is
 * given. A managed group of none may grow to one unless the config says otherwise (SetNodeGroupDefaults and ValidateManagedNodeGroup in
 * eksctl's pkg/apis).
 */
export function sizesOf({ managed, group }: PlacedNodeGroup): Band {
  const { minSize, desiredCapacity, maxSize } = group;
  const desired = desiredCapacity ?? minSize ?? Math.min(2, maxSize ?? 2);
  return {
    min: minSize ?? desired,
    desired,
    max: maxSize ?? Math.max(desired, minSize ?? 0, managed ? 1 : 0),
  };
}
