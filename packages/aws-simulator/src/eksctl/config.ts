import fs from 'node:fs';
import { parseDocument } from 'yaml';
import { failure } from './Exit';
import schema from './clusterConfigSchema.json';

/** The permissions of a role, as configured for add-ons and service accounts. */
export interface RolePolicies {
  attachPolicyARNs?: string[];
  attachPolicy?: Record<string, unknown>;
  wellKnownPolicies?: Record<string, boolean>;
  permissionsBoundary?: string;
}

export interface AddonConfig extends RolePolicies {
  name: string;
  version?: string;
  configurationValues?: string;
  serviceAccountRoleARN?: string;
  tags?: Record<string, string>;
  useDefaultPodIdentityAssociations?: boolean;
  podIdentityAssociations?: PodIdentityConfig[];
}

export interface NodegroupConfig {
  name: string;
  amiFamily?: string;
  instanceType?: string;
  instanceTypes?: string[];
  minSize?: number;
  maxSize?: number;
  desiredCapacity?: number;
  privateNetworking?: boolean;
  spot?: boolean;
  labels?: Record<string, string>;
  taints?: Array<{ key: string; value?: string; effect: string }>;
  tags?: Record<string, string>;
  availabilityZones?: string[];
  subnets?: string[];
  volumeSize?: number;
  volumeType?: string;
  volumeName?: string;
  volumeEncrypted?: boolean;
  volumeKmsKeyID?: string;
  volumeIOPS?: number;
  volumeThroughput?: number;
  maxPodsPerNode?: number;
  disableIMDSv1?: boolean;
  disablePodIMDS?: boolean;
  efaEnabled?: boolean;
  ami?: string;
  ssh?: { allow?: boolean };
  launchTemplate?: { id?: string; version?: string };
  instancesDistribution?: {
    instanceTypes?: string[];
    onDemandBaseCapacity?: number;
    onDemandPercentageAboveBaseCapacity?: number;
    spotAllocationStrategy?: string;
  };
  updateConfig?: {
    maxUnavailable?: number;
    maxUnavailablePercentage?: number;
  };
  asgSuspendProcesses?: string[];
  cpuCredits?: string;
  kubeletExtraConfig?: Record<string, unknown>;
  maxInstanceLifetime?: number;
  iam?: {
    attachPolicyARNs?: string[];
    instanceRoleARN?: string;
    instanceRolePermissionsBoundary?: string;
    withAddonPolicies?: Record<string, boolean>;
  };
  [field: string]: unknown;
}

/** A nodegroup with its kind: EKS manages the managed ones, an Auto Scaling group the others. */
export interface PlacedNodegroup {
  kind: 'managed' | 'unmanaged';
  nodegroup: NodegroupConfig;
}

export interface AccessEntryConfig {
  principalARN: string;
  type?: string;
  kubernetesUsername?: string;
  kubernetesGroups?: string[];
  accessPolicies?: Array<{
    policyARN: string;
    accessScope: { type: string; namespaces?: string[] };
  }>;
}

export interface PodIdentityConfig {
  namespace: string;
  serviceAccountName: string;
  createServiceAccount?: boolean;
  roleName?: string;
  roleARN?: string;
  targetRoleARN?: string;
  disableSessionTags?: boolean;
  permissionsBoundaryARN?: string;
  permissionPolicyARNs?: string[];
  permissionPolicy?: Record<string, unknown>;
  wellKnownPolicies?: Record<string, boolean>;
  tags?: Record<string, string>;
}

/** An IAM role for a Kubernetes service account. */
export interface ServiceAccountConfig extends RolePolicies {
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  attachRoleARN?: string;
  roleName?: string;
  roleOnly?: boolean;
}

/** An eksctl `ClusterConfig`, with the fields that are used here. */
export interface ClusterConfig {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    region: string;
    version?: string;
    tags?: Record<string, string>;
  };
  availabilityZones?: string[];
  upgradePolicy?: { supportType?: string };
  autoModeConfig?: { enabled?: boolean; nodePools?: string[] };
  accessConfig?: {
    authenticationMode?: string;
    bootstrapClusterCreatorAdminPermissions?: boolean;
    accessEntries?: AccessEntryConfig[];
  };
  addonsConfig?: {
    autoApplyPodIdentityAssociations?: boolean;
    disableDefaultAddons?: boolean;
  };
  addons?: AddonConfig[];
  managedNodeGroups?: NodegroupConfig[];
  nodeGroups?: NodegroupConfig[];
  fargateProfiles?: Array<{
    name: string;
    selectors: Array<{ namespace: string; labels?: Record<string, string> }>;
    tags?: Record<string, string>;
    podExecutionRoleARN?: string;
    subnets?: string[];
  }>;
  iam?: {
    withOIDC?: boolean;
    serviceRolePermissionsBoundary?: string;
    serviceAccounts?: ServiceAccountConfig[];
    podIdentityAssociations?: PodIdentityConfig[];
  };
  vpc?: {
    id?: string;
    cidr?: string;
    nat?: { gateway?: string };
    clusterEndpoints?: { publicAccess?: boolean; privateAccess?: boolean };
    publicAccessCIDRs?: string[];
    subnets?: Record<string, Record<string, unknown>>;
    controlPlaneOnPrivateSubnets?: boolean;
    hostnameType?: string;
    [field: string]: unknown;
  };
  kubernetesNetworkConfig?: { ipFamily?: string; serviceIPv4CIDR?: string };
  secretsEncryption?: { keyARN?: string };
  cloudWatch?: {
    clusterLogging?: { enableTypes?: string[]; logRetentionInDays?: number };
  };
  zonalShiftConfig?: { enabled?: boolean };
  privateCluster?: { enabled?: boolean };
  [field: string]: unknown;
}

interface SchemaNode {
  $ref?: string;
  properties?: Record<string, SchemaNode>;
  additionalProperties?: boolean | SchemaNode;
  items?: SchemaNode;
}

const DEFINITIONS = schema.definitions as Record<string, SchemaNode>;

/** The first field that the schema does not know, as Go's strict decoder would find it. */
function unknownField(
  value: unknown,
  node: SchemaNode | undefined,
): string | undefined {
  const target = node?.$ref
    ? DEFINITIONS[node.$ref.replace('#/definitions/', '')]
    : node;
  if (!target || typeof value !== 'object' || value === null) {
    return undefined;
  }
  if (Array.isArray(value)) {
    return value.map(item => unknownField(item, target.items)).find(Boolean);
  }
  for (const [key, inner] of Object.entries(value)) {
    const property = target.properties?.[key];
    if (
      !property &&
      target.properties &&
      target.additionalProperties === false
    ) {
      return key;
    }
    const open =
      typeof target.additionalProperties === 'object'
        ? target.additionalProperties
        : undefined;
    const found = unknownField(inner, property ?? open);
    if (found) {
      return found;
    }
  }
  return undefined;
}

function decode(file: string): unknown {
  const text = fs.readFileSync(file === '-' ? 0 : file, 'utf8');
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem) {
    // Go's parser counts lines from 0.
    const line = (problem.linePos?.[0].line ?? 2) - 1;
    throw failure(
      `loading config file "${file}": error converting YAML to JSON: yaml: line ${line}: did not find expected node content`,
    );
  }
  return document.toJS();
}

/**
 * Reads a config file.
 *
 * @throws Exit with eksctl's message.
 */
export function loadConfig(file: string): ClusterConfig {
  let decoded: unknown;
  try {
    decoded = decode(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw failure(
        `reading config file "${file}": open ${file}: no such file or directory`,
      );
    }
    throw error;
  }
  const field = unknownField(decoded, { $ref: '#/definitions/ClusterConfig' });
  if (field) {
    throw failure(
      `loading config file "${file}": error unmarshaling JSON: while decoding JSON: json: unknown field "${field}"`,
    );
  }
  const config = decoded as ClusterConfig;
  if (!config?.metadata?.name) {
    throw failure('metadata.name must be set');
  }
  if (!config.metadata.region) {
    throw failure('metadata.region must be set');
  }
  return config;
}

/** All nodegroups, in eksctl's order. */
export function nodegroupsOf({
  nodeGroups = [],
  managedNodeGroups = [],
}: ClusterConfig): PlacedNodegroup[] {
  return [
    ...nodeGroups.map(
      (nodegroup): PlacedNodegroup => ({ kind: 'unmanaged', nodegroup }),
    ),
    ...managedNodeGroups.map(
      (nodegroup): PlacedNodegroup => ({ kind: 'managed', nodegroup }),
    ),
  ];
}

/** The initial size of a nodegroup, by eksctl's defaults. A managed one of size zero may scale to one. */
export function scalingOf({
  kind,
  nodegroup,
}: Pick<PlacedNodegroup, 'kind' | 'nodegroup'>): {
  minSize: number;
  maxSize: number;
  desiredSize: number;
} {
  const desiredSize = nodegroup.desiredCapacity ?? nodegroup.minSize ?? 2;
  return {
    minSize: nodegroup.minSize ?? desiredSize,
    maxSize:
      nodegroup.maxSize ??
      Math.max(desiredSize, nodegroup.minSize ?? 0, kind === 'managed' ? 1 : 0),
    desiredSize,
  };
}

export function instanceTypesOf(nodegroup: NodegroupConfig): string[] {
  return (
    nodegroup.instanceTypes ??
    nodegroup.instancesDistribution?.instanceTypes ?? [
      nodegroup.instanceType ?? 'm5.large',
    ]
  );
}

/** Whether Pods and Services get IPv6 addresses. */
export function isIpv6({ kubernetesNetworkConfig }: ClusterConfig): boolean {
  return kubernetesNetworkConfig?.ipFamily?.toLowerCase() === 'ipv6';
}
