import { JsonObject } from '@backstage/types';
import { partitionOf } from '../util';
import { isIpv6 } from './beyondDryRun';
import { DEFAULT_VOLUME_SIZE_GB } from './nodeGroups';
import {
  AccessEntryConfig,
  AccessPrincipal,
  AddonConfig,
  ClusterConfig,
  NodeGroupConfig,
} from '../model/clusterConfig';

function clusterAdminPolicy(region: string): string {
  return `arn:${
    partitionOf(region).id
  }:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`;
}

/**
 * What the platform sets in every config.
 * @public
 */
export type FinishOptions = {
  clusterName: string;
  region: string;
  /** Tags that prove the owner of the cluster; they override tags of the template. */
  tags: Record<string, string>;
  accessEntries: AccessPrincipal[];
  /** Kubernetes version; overrides the template's. */
  version?: string;
};

/**
 * Sets name, region, tags and access entries in a config, and writes out defaults that would otherwise cause problems:
 * - `upgradePolicy.supportType` is EXTENDED by default, six times the price of the control plane
 * - `vpc.nat: {}` crashes eksctl's loader
 * - the default of `autoModeConfig.enabled` is planned to become true
 * - access entries need an API authentication mode
 * - `create addon -f`, which resumes a creation, does not install the add-ons that eksctl installs by default
 * - disks are not encrypted by default
 * Values of the template are kept, and a default that eksctl refuses beside them is omitted. The input is not modified.
 * @public
 */
export function finishClusterConfig(
  config: JsonObject,
  options: FinishOptions,
): ClusterConfig {
  const draft = structuredClone(config) as Partial<ClusterConfig>;
  const version = options.version ?? draft.metadata?.version;
  const head = {
    apiVersion: 'eksctl.io/v1alpha5',
    kind: 'ClusterConfig',
    metadata: {
      ...draft.metadata,
      name: options.clusterName,
      region: options.region,
      ...(version === undefined ? {} : { version }),
      tags: { ...draft.metadata?.tags, ...options.tags },
    },
  } as const;
  return {
    // spread twice: first for the order when written, last to override
    ...head,
    ...draft,
    ...head,
    upgradePolicy: { supportType: 'STANDARD', ...draft.upgradePolicy },
    autoModeConfig: { enabled: false, ...draft.autoModeConfig },
    accessConfig: finishedAccess(draft, options),
    ...finishedAddons(draft),
    ...finishedNetwork(draft),
    ...finishedGroups(draft),
  };
}

/** EKS has no access entries with the mode CONFIG_MAP, the only mode of a cluster on an Outpost without dedicated etcd instances. */
function finishedAccess(
  { accessConfig, outpost }: Partial<ClusterConfig>,
  { accessEntries, region }: FinishOptions,
): ClusterConfig['accessConfig'] {
  const mode =
    accessConfig?.authenticationMode ??
    (outpost && !outpost.etcdInstanceType
      ? 'CONFIG_MAP'
      : 'API_AND_CONFIG_MAP');
  const finished = {
    authenticationMode: mode,
    bootstrapClusterCreatorAdminPermissions: true,
    ...accessConfig,
  };
  if (mode === 'CONFIG_MAP') {
    return finished;
  }
  const given = accessConfig?.accessEntries ?? [];
  const added = withoutDuplicates(
    accessEntries.map(principal => toEntry(principal, region)),
    given,
  );
  return { ...finished, accessEntries: [...given, ...added] };
}

function toEntry(
  principal: AccessPrincipal,
  region: string,
): AccessEntryConfig {
  const {
    principalArn,
    policyArn = clusterAdminPolicy(region),
    namespaces,
  } = principal;
  return {
    principalARN: principalArn,
    accessPolicies: [
      {
        policyARN: policyArn,
        accessScope: namespaces
          ? { type: 'namespace', namespaces }
          : { type: 'cluster' },
      },
    ],
  };
}

/** EKS allows one access entry per principal; the first one wins. */
function withoutDuplicates(
  entries: AccessEntryConfig[],
  given: AccessEntryConfig[],
): AccessEntryConfig[] {
  const seen = new Set(given.map(entry => entry.principalARN));
  const kept: AccessEntryConfig[] = [];
  for (const entry of entries) {
    if (!seen.has(entry.principalARN)) {
      seen.add(entry.principalARN);
      kept.push(entry);
    }
  }
  return kept;
}

/** Network add-ons come first: a resumed creation waits for each add-on, and no pod runs without vpc-cni. */
function finishedAddons(
  draft: Partial<ClusterConfig>,
): Pick<ClusterConfig, 'addons'> {
  const { addons = [], addonsConfig, autoModeConfig, outpost } = draft;
  if (addonsConfig?.disableDefaultAddons || outpost) {
    return addons.length > 0 ? { addons } : {};
  }
  const given = new Set(addons.map(({ name }) => name.toLowerCase()));
  const missing = (defaults: AddonConfig[]) =>
    defaults.filter(({ name }) => !given.has(name));
  if (autoModeConfig?.enabled) {
    return { addons: [...addons, ...missing([{ name: 'metrics-server' }])] };
  }
  return {
    addons: [
      ...missing([...networkAddons(draft, given), { name: 'kube-proxy' }]),
      ...addons,
      ...missing([{ name: 'coredns' }, { name: 'metrics-server' }]),
    ],
  };
}

/**
 * With IPv6, eksctl requires a role for the pods of vpc-cni: by pod identity, or by OIDC where that is configured. It also requires the
 * agent for each add-on with a pod identity.
 */
function networkAddons(
  draft: Partial<ClusterConfig>,
  given: Set<string>,
): AddonConfig[] {
  const { addonsConfig, iam } = draft;
  const agent = { name: 'eks-pod-identity-agent' };
  if (addonsConfig?.autoApplyPodIdentityAssociations) {
    return [agent, { name: 'vpc-cni' }];
  }
  const hasRole =
    !isIpv6(draft) ||
    given.has('vpc-cni') ||
    (iam?.withOIDC && !given.has(agent.name));
  return hasRole
    ? [{ name: 'vpc-cni' }]
    : [agent, { name: 'vpc-cni', useDefaultPodIdentityAssociations: true }];
}

/** NAT is not set with IPv6, with an existing VPC or existing subnets, or without public subnets. */
function finishedNetwork(
  draft: Partial<ClusterConfig>,
): Pick<ClusterConfig, 'vpc'> {
  const { vpc, privateCluster } = draft;
  if (vpc?.id || vpc?.subnets || privateCluster?.enabled || isIpv6(draft)) {
    return vpc ? { vpc } : {};
  }
  return { vpc: { ...vpc, nat: { gateway: 'Single', ...vpc?.nat } } };
}

function finishedGroups({
  managedNodeGroups,
  nodeGroups,
}: Partial<ClusterConfig>): Partial<ClusterConfig> {
  return {
    ...(managedNodeGroups && {
      managedNodeGroups: managedNodeGroups.map(group => ({
        disableIMDSv1: true,
        // A launch template defines its own disks.
        ...(group.launchTemplate ? {} : { volumeEncrypted: true }),
        ...group,
      })),
    }),
    ...(nodeGroups && { nodeGroups: nodeGroups.map(finishedSelfManaged) }),
  };
}

/** If a self-managed group has no volume size, eksctl does not encrypt its disk, although it has a default size. */
function finishedSelfManaged(group: NodeGroupConfig): NodeGroupConfig {
  const finished = { disableIMDSv1: true, volumeEncrypted: true, ...group };
  return finished.volumeEncrypted
    ? { ...finished, volumeSize: group.volumeSize ?? DEFAULT_VOLUME_SIZE_GB }
    : finished;
}
