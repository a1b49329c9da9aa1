import { AddonConfig, ClusterConfig } from '../../model/clusterConfig';
import { createAddonArgs, updateAddonArgs } from '../../run/eksctlArgs';
import { readWrittenYaml } from '../../yaml/readWrittenYaml';
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
 * `create addon` leaves out what EKS has unless that is CREATE_FAILED, waits for the rest one by one, ends at the first that is not well, and
 * fails over the stack of a role whose add-on was never made. `update addon` changes version, configuration and permissions of what EKS has;
 * anything else needs an add-on of its own.
 */

/** Add-ons that become active without nodes. coredns does not: eksctl would wait for it in vain. */
const NEED_NO_NODES = ['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent'];

const BUSY = ['CREATING', 'UPDATING', 'DELETING'];

const VERSION: Attribute<AddonConfig, AddonPart> = {
  what: 'version',
  wanted: ({ version }) => (version === 'latest' ? undefined : version),
  found: ({ version }) => version,
  // eksctl takes the newest version whose name has this in it
  matches: (wanted, found) => String(found).includes(String(wanted)),
};

/** What `update addon` changes, beside the role. */
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

/** What is as it was when the add-on was made. */
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

/** All others: those that need nodes, or that come where no nodes are to come. */
export const otherAddons = created(
  'addons',
  (context, addon) => !isForNodesToCome(context, addon),
);

/** What is there already, and is to be otherwise. */
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

/** The add-on as `update addon` is to have it: what is right stays as it is. */
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

/** Without associations, of which eksctl asks for an add-on that may be there already. */
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

/** One whose creation failed counts as missing: eksctl makes it again. */
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
  // eksctl gives no role to an add-on that has associations.
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

/** JSON or YAML; EKS takes nothing else, so what cannot be read is what somebody asked for. */
function contentOf(configuration: string): unknown {
  try {
    return readWrittenYaml(configuration);
  } catch {
    return configuration;
  }
}
