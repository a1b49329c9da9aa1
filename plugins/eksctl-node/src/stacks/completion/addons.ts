import { readWrittenYaml } from 'backstage-plugin-safe-text-node';
import { AddonConfig, ClusterConfig } from '../../model/clusterConfig';
import { createAddonArgs, updateAddonArgs } from '../../run/eksctlArgs';
import { AddonPart, PartRemoval } from '../types';
import {
  differingPodIdentities,
  differingRole,
  policiesOfOwnRole,
  roleStacksOf,
} from './addonPermissions';
import { lacksProfiles } from './fargateProfiles';
import { isSame } from './isSame';
import { lacksNodeGroups } from './nodeGroups';
import {
  Attribute,
  CompletionContext,
  differencesOf,
  hasEntries,
  PartKind,
  PartState,
  stateOf,
} from './PartKind';

/*
 * `create addon` skips add-ons that exist unless they are CREATE_FAILED, waits for the others one by one, stops at the first unhealthy
 * one, and fails if the role stack of a missing add-on exists. `update addon` changes version, configuration and permissions of existing
 * add-ons; any other change requires a new add-on.
 */

/** Add-ons that become active without nodes. coredns does not: eksctl would wait until its timeout. */
const NEED_NO_NODES = ['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent'];

const BUSY = ['CREATING', 'UPDATING', 'DELETING'];

const VERSION: Attribute<AddonConfig, AddonPart> = {
  what: 'version',
  wanted: ({ version }) => (version === 'latest' ? undefined : version),
  found: ({ version }) => version,
  // eksctl takes the newest version that contains this text
  matches: (wanted, found) => String(found).includes(String(wanted)),
};

/** What `update addon` changes, apart from the role. */
const CHANGEABLE: Array<Attribute<AddonConfig, AddonPart>> = [
  VERSION,
  {
    what: 'configuration',
    wanted: ({ configurationValues }) => configurationValues || undefined,
    found: ({ configurationValues }) => configurationValues,
    matches: (wanted, found) =>
      isSame(contentOf(String(wanted)), contentOf(String(found ?? ''))),
  },
];

/** What cannot change after the add-on was created. */
const FIXED: Array<Attribute<AddonConfig, AddonPart>> = [
  {
    what: 'namespace',
    wanted: ({ namespaceConfig }) => namespaceConfig?.namespace || undefined,
    found: ({ namespace }) => namespace,
  },
  {
    what: 'tags',
    wanted: ({ tags }) => tags,
    found: ({ tags }) => tags,
    matches: hasEntries,
  },
];

/** The add-ons that nodes need to join. */
export const networkAddons = created('networkAddons', isForNodesToCome);

/** All others: those that need nodes, or all if no nodes will be added. */
export const otherAddons = created(
  'addons',
  (context, addon) => !isForNodesToCome(context, addon),
);

/** Existing add-ons that differ. */
export const addonUpdates: PartKind<AddonConfig> = {
  name: 'addonUpdates',
  wanted: context =>
    (context.config.addons ?? []).flatMap(addon => {
      const found = findAddon(context, addon);
      return found
        ? {
            name: addon.name,
            config: changed(context, addon, found),
            state: updateState(context, addon, found),
            stacks:
              differingRole(context, addon, found).length > 0
                ? roleStacksOf(context, addon)
                : [],
          }
        : [];
    }),
  args: updateAddonArgs,
  ask: ({ config }, addons) => askFor(config, addons),
};

/** The add-on as passed to `update addon`: attributes that are correct stay unchanged. */
function changed(
  context: CompletionContext,
  addon: AddonConfig,
  found: AddonPart,
): AddonConfig {
  const { version, ...rest } = addon;
  const isOther = differencesOf([VERSION], addon, found).length > 0;
  return {
    ...rest,
    ...(isOther && { version }),
    ...(differingRole(context, addon, found).length > 0 &&
      policiesOfOwnRole(context, addon, found)),
  };
}

function created(
  name: 'networkAddons' | 'addons',
  isIt: (context: CompletionContext, addon: AddonConfig) => boolean,
): PartKind<AddonConfig> {
  return {
    name,
    wanted: context =>
      (context.config.addons ?? [])
        .filter(addon => !findAddon(context, addon) && isIt(context, addon))
        .map(addon => ({
          name: addon.name,
          config: addon,
          state: { kind: 'missing' },
          stacks: roleStacksOf(context, addon),
        })),
    args: createAddonArgs,
    ask: ({ config }, addons) => askFor(config, addons),
  };
}

/** Without associations, which eksctl reads for an add-on that may already exist. */
function askFor(config: ClusterConfig, addons: AddonConfig[]): ClusterConfig {
  const { podIdentityAssociations: _, ...iam } = config.iam ?? {};
  return { ...config, iam, addons };
}

function isForNodesToCome(
  context: CompletionContext,
  { name }: AddonConfig,
): boolean {
  return (
    NEED_NO_NODES.includes(name) &&
    (lacksNodeGroups(context) || lacksProfiles(context))
  );
}

/** An add-on whose creation failed counts as missing: eksctl recreates it. */
function findAddon(
  { parts }: CompletionContext,
  addon: AddonConfig,
): AddonPart | undefined {
  return parts.addons.find(
    ({ name, status }) => name === addon.name && status !== 'CREATE_FAILED',
  );
}

function updateState(
  context: CompletionContext,
  addon: AddonConfig,
  found: AddonPart,
): PartState {
  const role = differingRole(context, addon, found);
  const changeable = [...role, ...differencesOf(CHANGEABLE, addon, found)];
  const fixed = [
    ...differingPodIdentities(context, addon, found),
    ...differencesOf(FIXED, addon, found),
  ];
  const how = [...changeable, ...fixed];
  if (found.status === 'DELETING' || (how.length > 0 && isBusy(found))) {
    return {
      kind: 'busy',
      reason: `The add-on ${addon.name} is ${found.status}`,
    };
  }
  // eksctl sets no role on an add-on that has associations.
  const isStuck = role.length > 0 && found.podIdentities.length > 0;
  return found.status === 'DELETE_FAILED' || fixed.length > 0 || isStuck
    ? { kind: 'obstructed', removal: removalOf(found, how) }
    : stateOf(changeable);
}

function isBusy({ status }: AddonPart): boolean {
  return BUSY.includes(status);
}

function removalOf({ name, status }: AddonPart, how: string[]): PartRemoval {
  const wrong =
    how.length === 0 ? `is ${status}` : `differs: ${how.join(', ')}`;
  return {
    kind: 'remove',
    part: 'addon',
    name,
    id: name,
    reason: `The add-on ${name} ${wrong}`,
  };
}

/** JSON or YAML; EKS accepts nothing else, so an unparsable value is the one that was requested. */
function contentOf(configuration: string): unknown {
  try {
    return readWrittenYaml(configuration);
  } catch {
    return configuration;
  }
}
