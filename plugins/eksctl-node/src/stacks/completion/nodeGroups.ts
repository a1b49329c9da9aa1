import { devicePluginsOf } from '../../config/devicePlugins';
import { nodeGroupsOf, PlacedNodeGroup } from '../../config/nodeGroups';
import { createNodegroupArgs } from '../../run/eksctlArgs';
import { NodeGroupPart } from '../types';
import {
  differingPolicies,
  explicitPolicies,
  makesNodeRole,
} from './nodePolicies';
import {
  Attribute,
  CompletionContext,
  differencesOf,
  hasEntries,
  PartKind,
  PartState,
  stateOf,
} from './PartKind';

type ManagedPart = NonNullable<NodeGroupPart['managed']>;

const ATTRIBUTES: Array<Attribute<PlacedNodeGroup, ManagedPart>> = [
  {
    what: 'minSize',
    wanted: ({ group }) => group.minSize,
    found: ({ minSize }) => minSize,
  },
  {
    what: 'maxSize',
    wanted: ({ group }) => group.maxSize,
    found: ({ maxSize }) => maxSize,
  },
  {
    what: 'labels',
    wanted: ({ group }) => group.labels,
    found: ({ labels }) => labels,
    matches: hasEntries,
  },
  {
    what: 'taints',
    wanted: ({ group: { taints } }) =>
      taints
        ?.map(({ key = '', value = '', effect = '' }) =>
          [key, value, effectOfEks(effect)].join(' '),
        )
        .sort(),
    found: ({ taints }) =>
      taints
        .map(({ key, value, effect }) => [key, value, effect].join(' '))
        .sort(),
  },
  {
    what: 'tags',
    wanted: ({ group }) => group.tags,
    found: ({ tags }) => tags,
    matches: hasEntries,
  },
  {
    // eksctl tags it after the stack is complete, and EKS does not return the tags.
    what: 'Auto Scaling group known to be tagged:',
    wanted: ({ group }) => group.propagateASGTags === true || undefined,
    found: ({ isFinished }) => isFinished,
  },
];

/** `NoSchedule` → `NO_SCHEDULE` */
function effectOfEks(effect: string): string {
  return effect.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}

/**
 * `create nodegroup` skips every group with a stack, in any state, and exits successfully. The device plugin of a group is in no stack
 * and is created only with the group: if it is missing, the group is recreated.
 */
export const nodeGroups: PartKind<PlacedNodeGroup> = {
  name: 'nodeGroups',
  wanted: context =>
    nodeGroupsOf(context.config).map(placed => {
      const suffix = `nodegroup-${placed.group.name}`;
      return {
        name: placed.group.name,
        config: placed,
        state: state(context, placed, suffix),
        stacks: [suffix],
      };
    }),
  args: createNodegroupArgs,
  ask: ({ config, parts }) => {
    const groups = (managed: boolean) =>
      nodeGroupsOf(config)
        .filter(placed => placed.managed === managed)
        .map(placed => explicitPolicies(config, placed, parts.partition));
    return {
      ...config,
      ...(config.managedNodeGroups && { managedNodeGroups: groups(true) }),
      ...(config.nodeGroups && { nodeGroups: groups(false) }),
    };
  },
};

function state(
  context: CompletionContext,
  placed: PlacedNodeGroup,
  suffix: string,
): PartState {
  const { config, parts } = context;
  if (!context.has(suffix)) {
    return { kind: 'missing' };
  }
  const found = parts.nodeGroups.find(({ name }) => name === placed.group.name);
  if (!found) {
    return stateOf(['its stack is there, but EKS does not have it']);
  }
  const { policies, managed } = found;
  return stateOf([
    ...missingPlugins(context, placed),
    ...(makesNodeRole(placed) && policies
      ? differingPolicies(config, placed, policies)
      : []),
    ...(managed ? differencesOf(ATTRIBUTES, placed, managed) : []),
  ]);
}

function missingPlugins(
  { parts: { devicePlugins } }: CompletionContext,
  { group }: PlacedNodeGroup,
): string[] {
  return devicePluginsOf(group)
    .filter(plugin => devicePlugins?.includes(plugin) === false)
    .map(plugin => `Kubernetes lacks its device plugin ${plugin}`);
}

/** Whether a group is to be created. */
export function lacksNodeGroups(context: CompletionContext): boolean {
  return nodeGroups
    .wanted(context)
    .some(({ state: { kind } }) => kind !== 'complete');
}
