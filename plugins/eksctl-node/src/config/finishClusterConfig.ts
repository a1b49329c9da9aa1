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
 * What the platform puts into every config.
 *
 * @public
 */
export type FinishOptions = {
  clusterName: string;
  region: string;
  /** Tags that prove whose cluster it is; they win over tags of the template. */
  tags: Record<string, string>;
  accessEntries: AccessPrincipal[];
  /** Kubernetes version; replaces the template's. */
  version?: string;
};

/**
 * Puts name, region, tags and access entries into a config, and writes out the defaults that would otherwise bite:
 *
 * - `upgradePolicy.supportType` is EXTENDED by default, six times the price of the control plane
 * - `vpc.nat: {}` crashes eksctl's loader
 * - `autoModeConfig.enabled` will be true by default one day
 * - access entries need an API authentication mode
 * - add-ons that eksctl installs by default are missed by `create addon -f`, with which a create is resumed
 * - disks are not encrypted by default
 *
 * What the template says about these stays, and a default that eksctl refuses beside it is left out. The config given is not changed.
 *
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
    // twice: to stand first when it is written, and to win
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

/**
 * EKS has no access entries with the mode CONFIG_MAP, which is all that a cluster on an Outpost without instances of its own for etcd
 * knows.
 */
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

/** EKS has one access entry for a principal; the first one wins. */
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

/** The network comes first: a resumed create waits for each add-on, and no pod runs without vpc-cni. */
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
 * With IPv6, eksctl wants the pods of vpc-cni to have a role of their own: by pod identity, or by OIDC where that is what there is. And it
 * gives no add-on a pod identity without the agent.
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

/** With IPv6, or with a VPC or subnets that exist already, or with none that lead outside, there is no NAT to set. */
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
        // The disks of a launch template are its own.
        ...(group.launchTemplate ? {} : { volumeEncrypted: true }),
        ...group,
      })),
    }),
    ...(nodeGroups && { nodeGroups: nodeGroups.map(finishedSelfManaged) }),
  };
}

/** eksctl encrypts no disk of a self-managed group whose size is left out, whatever its own default for the size. */
function finishedSelfManaged(group: NodeGroupConfig): NodeGroupConfig {
  const finished = { disableIMDSv1: true, volumeEncrypted: true, ...group };
  return finished.volumeEncrypted
    ? { ...finished, volumeSize: group.volumeSize ?? DEFAULT_VOLUME_SIZE_GB }
    : finished;
}
