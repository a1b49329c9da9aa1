import { findInstanceType } from '../instanceTypes/instanceTypes';
import { beyondDryRun } from './beyondDryRun';
import { checkCounts } from './countRules';
import { checkInterruption } from './interruption';
import { checkMetadata } from './metadataRules';
import { checkVolumes } from './volumeRules';
import { Finding } from '../model/Finding';
import { ClusterConfig } from '../model/clusterConfig';
import {
  instanceTypesOf,
  isSpot,
  nodeGroupsOf,
  PlacedNodeGroup,
  sizesOf,
} from './nodeGroups';

/** Options of the rules. */
export type SemanticOptions = {
  reservedTagPrefixes: readonly string[];
  allowExtendedSupport: boolean;
  privateEndpointReachable: boolean;
};

type Rule = (config: ClusterConfig, options: SemanticOptions) => Finding[];

/** https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html */
const LIMITS = {
  managedNodeGroups: 30,
  nodesPerGroup: 450,
  fargateProfiles: 10,
  publicAccessCidrs: 40,
};

/**
 * Shorter than EKS's own limit of 100 characters, because names derived from it (Karpenter's node role, access entries) have shorter
 * limits.
 */
const CLUSTER_NAME = /^[a-zA-Z][a-zA-Z0-9-]{0,38}$/;
const NODE_GROUP_NAME = /^[a-zA-Z0-9][a-zA-Z0-9-]{0,62}$/;
const SPOT_TYPES = 4;

const rules: Rule[] = [
  clusterName,
  checkMetadata,
  checkCounts,
  zones,
  supportType,
  endpoint,
  portalAccess,
  nodeGroupNames,
  nodeGroupSizes,
  checkVolumes,
  knownInstanceTypes,
  spotDiversity,
  autoMode,
  disabledAddons,
  podIdentity,
  fargate,
  beyondDryRun,
  checkInterruption,
];

/** Rules that eksctl's schema cannot express. The config must fit the schema. */
export function checkSemantics(
  config: ClusterConfig,
  options: SemanticOptions,
): Finding[] {
  return rules.flatMap(rule => rule(config, options));
}

function clusterName({ metadata }: ClusterConfig): Finding[] {
  const path = 'metadata.name';
  const { name } = metadata;
  if (!CLUSTER_NAME.test(name)) {
    return [
      error(
        'cluster-name',
        path,
        `${path} is "${name}", but must begin with a letter and hold at most 39 letters, digits and hyphens`,
      ),
    ];
  }
  // Stack names combine the cluster name with these words, so such a name could belong to two clusters
  return /-(nodegroup|addon)-/.test(name)
    ? [
        error(
          'cluster-name',
          path,
          `${path} must not contain "-nodegroup-" or "-addon-"`,
        ),
      ]
    : [];
}

function zones({ availabilityZones, metadata }: ClusterConfig): Finding[] {
  if (!availabilityZones) {
    return [];
  }
  const path = 'availabilityZones';
  const findings = availabilityZones
    .filter(zone => !zone.startsWith(metadata.region))
    .map(zone =>
      error(
        'zones',
        path,
        `The zone "${zone}" is not in the region ${metadata.region}`,
      ),
    );
  if (new Set(availabilityZones).size < 2) {
    findings.push(
      error('zones', path, 'EKS needs at least two different zones'),
    );
  }
  return findings;
}

function supportType(
  { upgradePolicy }: ClusterConfig,
  { allowExtendedSupport }: SemanticOptions,
): Finding[] {
  const type = upgradePolicy?.supportType;
  return type === 'EXTENDED' && !allowExtendedSupport
    ? [
        error(
          'support-type',
          'upgradePolicy.supportType',
          'upgradePolicy.supportType must be STANDARD: extended support costs six times as much',
        ),
      ]
    : [];
}

function endpoint(
  { vpc, privateCluster }: ClusterConfig,
  { privateEndpointReachable }: SemanticOptions,
): Finding[] {
  const findings: Finding[] = [];
  const count = vpc?.publicAccessCIDRs?.length ?? 0;
  if (count > LIMITS.publicAccessCidrs) {
    findings.push(
      error(
        'endpoint',
        'vpc.publicAccessCIDRs',
        `vpc.publicAccessCIDRs holds ${count} ranges; at most ${LIMITS.publicAccessCidrs} are possible`,
      ),
    );
  }
  const isPrivate =
    privateCluster?.enabled === true ||
    vpc?.clusterEndpoints?.publicAccess === false;
  if (isPrivate && !privateEndpointReachable) {
    findings.push(
      error(
        'endpoint',
        privateCluster?.enabled
          ? 'privateCluster.enabled'
          : 'vpc.clusterEndpoints.publicAccess',
        'The portal must reach the Kubernetes API to verify the cluster, so its endpoint must be public (limit it with vpc.publicAccessCIDRs)',
      ),
    );
  }
  return findings;
}

/**
 * If the creator gets no permissions, only an access entry can give them to the portal, and CONFIG_MAP does not support access entries.
 */
function portalAccess({ accessConfig }: ClusterConfig): Finding[] {
  const path = 'accessConfig.bootstrapClusterCreatorAdminPermissions';
  return accessConfig?.authenticationMode === 'CONFIG_MAP' &&
    accessConfig.bootstrapClusterCreatorAdminPermissions === false
    ? [
        error(
          'portal-access',
          path,
          `${path} must not be false with accessConfig.authenticationMode CONFIG_MAP: the portal could not reach the cluster that it creates; use API or API_AND_CONFIG_MAP`,
        ),
      ]
    : [];
}

function nodeGroupNames(config: ClusterConfig): Finding[] {
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const { path, group } of nodeGroupsOf(config)) {
    const namePath = `${path}.name`;
    if (seen.has(group.name)) {
      findings.push(
        error(
          'node-group-name',
          namePath,
          `${namePath} "${group.name}" is used twice`,
        ),
      );
    }
    seen.add(group.name);
    if (!NODE_GROUP_NAME.test(group.name)) {
      findings.push(
        error(
          'node-group-name',
          namePath,
          `${namePath} is "${group.name}", but must hold 1 to 63 letters, digits and hyphens`,
        ),
      );
    }
    if (group.name.endsWith('-fargate')) {
      findings.push(
        error(
          'node-group-name',
          namePath,
          `${namePath} must not end in "-fargate": its stack would look like that of the Fargate profiles`,
        ),
      );
    }
  }
  const managed = config.managedNodeGroups?.length ?? 0;
  if (managed > LIMITS.managedNodeGroups) {
    findings.push(
      error(
        'node-group-count',
        'managedNodeGroups',
        `There are ${managed} managed node groups; at most ${LIMITS.managedNodeGroups} are possible`,
      ),
    );
  }
  return findings;
}

function nodeGroupSizes(config: ClusterConfig): Finding[] {
  return nodeGroupsOf(config).flatMap(placed => {
    const { path } = placed;
    const { min, desired, max } = sizesOf(placed);
    if (min < 0 || desired < 0 || max < 0) {
      return [error('node-group-size', path, `${path} has a negative size`)];
    }
    if (min > desired || desired > max) {
      return [
        error(
          'node-group-size',
          path,
          `${path} must have minSize ≤ desiredCapacity ≤ maxSize, but has ${min}, ${desired}, ${max}`,
        ),
      ];
    }
    return max > LIMITS.nodesPerGroup
      ? [
          error(
            'node-group-size',
            `${path}.maxSize`,
            `${path} may grow to ${max} nodes; at most ${LIMITS.nodesPerGroup} are possible`,
          ),
        ]
      : [];
  });
}

/** Unknown types can neither be priced nor counted against a quota. */
function knownInstanceTypes(config: ClusterConfig): Finding[] {
  return nodeGroupsOf(config).flatMap(({ path, group }) =>
    instanceTypesOf(group)
      .filter(type => findInstanceType(type) === undefined)
      .map(type =>
        error(
          'instance-type',
          path,
          `${path} uses the instance type "${type}", which is not known`,
        ),
      ),
  );
}

function spotDiversity(config: ClusterConfig): Finding[] {
  const isNarrow = ({ group }: PlacedNodeGroup) =>
    isSpot(group) && instanceTypesOf(group).length < SPOT_TYPES;
  return nodeGroupsOf(config)
    .filter(isNarrow)
    .map(({ path }) =>
      warning(
        'spot-diversity',
        `${path}.instanceTypes`,
        `${path} uses spot capacity with fewer than ${SPOT_TYPES} instance types; more types make interruptions and failed creations rarer`,
      ),
    );
}

function autoMode(config: ClusterConfig): Finding[] {
  if (!config.autoModeConfig?.enabled) {
    return [];
  }
  const groups = nodeGroupsOf(config).map(({ path }) =>
    error(
      'auto-mode',
      path,
      `${path} is not possible with Auto Mode, which brings its own nodes`,
    ),
  );
  const managedByAutoMode = ['vpc-cni', 'kube-proxy', 'coredns'];
  const addons = (config.addons ?? []).flatMap(({ name }, index) =>
    managedByAutoMode.includes(name)
      ? [
          warning(
            'auto-mode',
            `addons[${index}]`,
            `The add-on ${name} is not needed with Auto Mode`,
          ),
        ]
      : [],
  );
  return [...groups, ...addons];
}

function disabledAddons(config: ClusterConfig): Finding[] {
  const hasNetwork = (config.addons ?? []).some(
    ({ name }) => name === 'vpc-cni',
  );
  if (!config.addonsConfig?.disableDefaultAddons || hasNetwork) {
    return [];
  }
  return nodeGroupsOf(config).map(({ path }) =>
    error(
      'no-network-addon',
      path,
      `${path} would never become ready: addonsConfig.disableDefaultAddons leaves the cluster without vpc-cni, and eksctl refuses node groups then`,
    ),
  );
}

function podIdentity(config: ClusterConfig): Finding[] {
  const addons = config.addons ?? [];
  const hasAgent = addons.some(({ name }) => name === 'eks-pod-identity-agent');
  const byAutoMode = config.autoModeConfig?.enabled === true;
  if (hasAgent || byAutoMode) {
    return [];
  }
  const users = [
    ...((config.iam?.podIdentityAssociations ?? []).length > 0
      ? ['iam.podIdentityAssociations']
      : []),
    ...addons.flatMap((addon, index) =>
      addon.podIdentityAssociations || addon.useDefaultPodIdentityAssociations
        ? [`addons[${index}]`]
        : [],
    ),
  ];
  return users.map(path =>
    error(
      'pod-identity-agent',
      path,
      `${path} needs the add-on eks-pod-identity-agent`,
    ),
  );
}

function fargate({ fargateProfiles = [] }: ClusterConfig): Finding[] {
  return fargateProfiles.length > LIMITS.fargateProfiles
    ? [
        error(
          'fargate',
          'fargateProfiles',
          `There are ${fargateProfiles.length} Fargate profiles; at most ${LIMITS.fargateProfiles} are possible`,
        ),
      ]
    : [];
}

function error(code: string, path: string, message: string): Finding {
  return { severity: 'error', code, message, path };
}

function warning(code: string, path: string, message: string): Finding {
  return { severity: 'warning', code, message, path };
}
