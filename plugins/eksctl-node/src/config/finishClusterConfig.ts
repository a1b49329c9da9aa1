import { JsonObject } from '@backstage/types';
import { partitionOf } from '../util';
import { AccessEntryConfig, AccessPrincipal, ClusterConfig } from './types';

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
 *
 * What the template says about these stays. The config given is not changed.
 *
 * @public
 */
export function finishClusterConfig(
  config: JsonObject,
  options: FinishOptions,
): ClusterConfig {
  const draft = structuredClone(config) as Partial<ClusterConfig>;
  const given = draft.accessConfig?.accessEntries ?? [];
  const added = withoutDuplicates(
    options.accessEntries.map(principal => toEntry(principal, options.region)),
    given,
  );
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
    accessConfig: {
      authenticationMode: 'API_AND_CONFIG_MAP',
      bootstrapClusterCreatorAdminPermissions: true,
      ...draft.accessConfig,
      accessEntries: [...given, ...added],
    },
    ...finishedAddons(draft),
    ...finishedNetwork(draft),
    ...finishedGroups(draft, 'managedNodeGroups'),
    ...finishedGroups(draft, 'nodeGroups'),
  };
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
function finishedAddons({
  addons = [],
  addonsConfig,
  autoModeConfig,
}: Partial<ClusterConfig>): Pick<ClusterConfig, 'addons'> {
  if (addonsConfig?.disableDefaultAddons || autoModeConfig?.enabled) {
    return addons.length > 0 ? { addons } : {};
  }
  const given = new Set(addons.map(addon => addon.name));
  const missing = (names: string[]) =>
    names.filter(name => !given.has(name)).map(name => ({ name }));
  return {
    addons: [
      ...missing(['vpc-cni', 'kube-proxy']),
      ...addons,
      ...missing(['coredns', 'metrics-server']),
    ],
  };
}

/** With a VPC that exists already, or none at all, there is no NAT to set. */
function finishedNetwork({
  vpc,
  privateCluster,
}: Partial<ClusterConfig>): Pick<ClusterConfig, 'vpc'> {
  if ((vpc && 'id' in vpc) || privateCluster?.enabled) {
    return vpc ? { vpc } : {};
  }
  return { vpc: { ...vpc, nat: { gateway: 'Single', ...vpc?.nat } } };
}

/** IMDSv2 alone, and encrypted disks. */
function finishedGroups(
  draft: Partial<ClusterConfig>,
  key: 'managedNodeGroups' | 'nodeGroups',
): Partial<ClusterConfig> {
  const groups = draft[key];
  if (!groups) {
    return {};
  }
  return {
    [key]: groups.map(group => ({
      disableIMDSv1: true,
      volumeEncrypted: true,
      ...group,
    })),
  };
}
