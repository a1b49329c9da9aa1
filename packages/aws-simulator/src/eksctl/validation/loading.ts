import { parse } from 'yaml';
import { AddonConfig, ClusterConfig } from '../config';
import { isIn, listOf, Refusals } from './refusals';

const AGENT = 'eks-pod-identity-agent';
const WITHOUT_AUTO_MODE = ['coredns', 'kube-proxy', 'vpc-cni'];

/** What `create cluster` refuses while it loads a config, before it calls AWS (`NewCreateClusterLoader` of eksctl's pkg/ctl/cmdutils). */
export function* loadingRefusals(config: ClusterConfig): Refusals {
  for (const list of ['nodeGroups', 'managedNodeGroups'] as const) {
    for (const [index, group] of listOf(config[list]).entries()) {
      if (!group) {
        yield `invalid ClusterConfig: ${list}[${index}] is not set`;
      }
    }
  }
  const { vpc, availabilityZones } = config;
  const { publicAccess, privateAccess } = vpc?.clusterEndpoints ?? {};
  if (
    config.privateCluster?.enabled &&
    (publicAccess ?? privateAccess) !== undefined
  ) {
    yield 'vpc.clusterEndpoints cannot be set for a fully-private cluster (privateCluster.enabled) as the endpoint access defaults to private-only';
  }
  if (hasSubnets(config) && listOf(availabilityZones).length > 0) {
    yield 'vpc.subnets and availabilityZones cannot be set at the same time';
  }
  for (const addon of listOf(config.addons)) {
    yield* addonRefusals(addon);
  }
  yield* autoModeRefusals(config);
  if (isWithoutNetwork(config) && usesNetwork(config)) {
    yield 'fields nodeGroups, managedNodeGroups, fargateProfiles, karpenter, gitops, iam.serviceAccounts, and iam.podIdentityAssociations are not supported during cluster creation in a cluster without VPC CNI if Auto Mode is disabled; please remove these fields and add them back after cluster creation is successful';
  }
  if (wantsPodIdentity(config) && !config.autoModeConfig?.enabled) {
    if (!isIn(config.addons, AGENT)) {
      yield `the "${AGENT}" addon must be installed to create pod identity associations; please add "${AGENT}" addon to the config file`;
    }
  }
}

export function hasSubnets({ vpc }: ClusterConfig): boolean {
  return Object.values(vpc?.subnets ?? {}).some(
    subnets => Object.keys(subnets ?? {}).length > 0,
  );
}

function* addonRefusals(addon: AddonConfig): Refusals {
  const refuse = (reason: string) =>
    `invalid configuration for "${addon.name ?? ''}" addon: ${reason}`;
  if (!addon.name) {
    yield refuse('name is required');
  }
  const values = addon.configurationValues ?? '';
  if (!isYaml(values)) {
    yield refuse(
      `configurationValues: "${values}" is not valid, supported format(s) are: JSON and YAML`,
    );
  }
  if (addon.podIdentityAssociations && addon.name === AGENT) {
    yield refuse(`cannot set pod identity associations for "${AGENT}" addon`);
  }
}

function isYaml(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

function* autoModeRefusals(config: ClusterConfig): Refusals {
  if (!config.autoModeConfig?.enabled) {
    return;
  }
  const groups = [
    ...listOf(config.nodeGroups),
    ...listOf(config.managedNodeGroups),
  ];
  if (groups.length > 0) {
    yield 'creation of managed or self-managed nodegroups is not supported during cluster creation when Auto Mode is enabled; please create them post cluster creation using `eksctl create nodegroup` after creating core networking addons in the cluster';
  }
  if (
    listOf(config.fargateProfiles).length === 0 &&
    !config.remoteNetworkConfig &&
    WITHOUT_AUTO_MODE.some(name => isIn(config.addons, name))
  ) {
    yield 'core networking addons are not required on a cluster using Auto Mode; if you still wish to create them, use `eksctl create addon` post cluster creation';
  }
}

function isWithoutNetwork(config: ClusterConfig): boolean {
  return (
    config.addonsConfig?.disableDefaultAddons === true &&
    !config.autoModeConfig?.enabled &&
    !isIn(config.addons, 'vpc-cni')
  );
}

/** At this point, sizes have no defaults yet. */
function usesNetwork(config: ClusterConfig): boolean {
  const { nodeGroups, managedNodeGroups, fargateProfiles, iam } = config;
  return (
    [...listOf(nodeGroups), ...listOf(managedNodeGroups)].some(
      ({ desiredCapacity = 0 }) => desiredCapacity > 0,
    ) ||
    listOf(fargateProfiles).length > 0 ||
    listOf(iam?.serviceAccounts).length > 0 ||
    listOf(iam?.podIdentityAssociations).length > 0
  );
}

function wantsPodIdentity({ iam, addons, addonsConfig }: ClusterConfig) {
  return (
    listOf(iam?.podIdentityAssociations).length > 0 ||
    listOf(addons).some(
      addon =>
        addonsConfig?.autoApplyPodIdentityAssociations ||
        addon.useDefaultPodIdentityAssociations ||
        listOf(addon.podIdentityAssociations).length > 0,
    )
  );
}
