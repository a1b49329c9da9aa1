import { ClusterConfig, NodeGroupConfig } from '../model/clusterConfig';
import { Band } from '../model/clusterShape';

/** eksctl's default size of a node's root volume, in GiB. */
export const DEFAULT_VOLUME_SIZE_GB = 80;

/** A node group with its path in the config. */
export type PlacedNodeGroup = {
  path: string;
  managed: boolean;
  group: NodeGroupConfig;
};

/** Managed and self-managed groups. */
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

/** The instance types that a group may use; m5.large is eksctl's default. Empty where a selector or a launch template decides. */
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

/** Whether eksctl selects all matching types; an empty selector does not count. */
export function usesSelector({ instanceSelector }: NodeGroupConfig): boolean {
  return Object.keys(instanceSelector ?? {}).length > 0;
}

/** Whether AWS may reclaim the nodes at any time. */
export function isSpot(group: NodeGroupConfig): boolean {
  const distribution = group.instancesDistribution;
  return (
    group.spot === true ||
    (distribution !== undefined &&
      (distribution.onDemandPercentageAboveBaseCapacity ?? 100) < 100)
  );
}

/**
 * The sizes that eksctl would use. A missing size is derived from the given ones; two nodes is the default when none is given. A managed
 * group of size zero may scale to one unless the config says otherwise (SetNodeGroupDefaults and ValidateManagedNodeGroup in eksctl's
 * pkg/apis).
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
