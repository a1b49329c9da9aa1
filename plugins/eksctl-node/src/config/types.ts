import { JsonObject } from '@backstage/types';

/**
 * Something to say about a ClusterConfig or about the template and values that it comes from.
 *
 * An `error` forbids to build the cluster; a `warning` and an `info` are for the reader.
 *
 * @public
 */
export type Finding = {
  severity: 'error' | 'warning' | 'info';
  /** Stable identifier of the rule, such as `path-not-allowed`. */
  code: string;
  /** One sentence for people: what is wrong and what would be right. */
  message: string;
  /** Where in the config, such as `managedNodeGroups[0].name`; the pattern `managedNodeGroups[].name` where it is about several places. */
  path?: string;
  /** The first of several places that it is about. */
  places?: string[];
  /** The entry for the blueprint's `allowedPaths` that would allow it. */
  allowedPath?: string;
  /** The blueprint parameter that the offending value came from, when that is known. */
  parameter?: string;
};

/**
 * A taint of the nodes of a group.
 *
 * @public
 */
export type NodeTaint = { key?: string; value?: string; effect?: string };

/**
 * The parts of a managed or self-managed node group that this library reads; everything else is passed through.
 *
 * @public
 */
export type NodeGroupConfig = {
  name: string;
  amiFamily?: string;
  asgSuspendProcesses?: string[];
  propagateASGTags?: boolean;
  efaEnabled?: boolean;
  instanceType?: string;
  instanceTypes?: string[];
  instancesDistribution?: {
    instanceTypes: string[];
    onDemandBaseCapacity?: number;
    onDemandPercentageAboveBaseCapacity?: number;
  };
  instanceSelector?: JsonObject;
  ami?: string;
  minSize?: number;
  maxSize?: number;
  desiredCapacity?: number;
  spot?: boolean;
  launchTemplate?: { id: string; version?: string };
  volumeEncrypted?: boolean;
  cpuCredits?: string;
  enableDetailedMonitoring?: boolean;
  volumeSize?: number;
  volumeType?: string;
  volumeIOPS?: number;
  volumeThroughput?: number;
  additionalVolumes?: VolumeConfig[];
  privateNetworking?: boolean;
  availabilityZones?: string[];
  disableIMDSv1?: boolean;
  iam?: {
    instanceRoleARN?: string;
    instanceProfileARN?: string;
    attachPolicyARNs?: string[];
    withAddonPolicies?: Record<string, boolean>;
  };
  tags?: Record<string, string>;
  labels?: Record<string, string>;
  taints?: NodeTaint[];
};

/**
 * One entry of `additionalVolumes`.
 *
 * @public
 */
export type VolumeConfig = {
  snapshotID?: string;
  volumeSize?: number;
  volumeType?: string;
  volumeIOPS?: number;
  volumeThroughput?: number;
};

/**
 * One entry of `accessConfig.accessEntries`.
 *
 * @public
 */
export type AccessEntryConfig = {
  principalARN: string;
  type?: string;
  kubernetesGroups?: string[];
  kubernetesUsername?: string;
  accessPolicies?: Array<{
    policyARN: string;
    accessScope: { type: 'cluster' | 'namespace'; namespaces?: string[] };
  }>;
};

/**
 * An add-on of the config.
 *
 * @public
 */
export type AddonConfig = {
  name: string;
  version?: string;
  /** JSON or YAML. */
  configurationValues?: string;
  serviceAccountRoleARN?: string;
  attachPolicyARNs?: string[];
  attachPolicy?: JsonObject;
  wellKnownPolicies?: Record<string, boolean>;
  podIdentityAssociations?: JsonObject[];
  useDefaultPodIdentityAssociations?: boolean;
  namespaceConfig?: { namespace?: string };
  tags?: Record<string, string>;
};

/**
 * An eksctl `ClusterConfig` (`eksctl.io/v1alpha5`): the fields that this library reads or writes. Other fields are kept as they are.
 *
 * @public
 */
export type ClusterConfig = {
  apiVersion: 'eksctl.io/v1alpha5';
  kind: 'ClusterConfig';
  metadata: {
    name: string;
    region: string;
    version?: string;
    tags?: Record<string, string>;
  };
  availabilityZones?: string[];
  accessConfig?: {
    authenticationMode?: string;
    bootstrapClusterCreatorAdminPermissions?: boolean;
    accessEntries?: AccessEntryConfig[];
  };
  upgradePolicy?: { supportType?: string };
  autoModeConfig?: { enabled?: boolean; nodePools?: string[] };
  kubernetesNetworkConfig?: { ipFamily?: string };
  outpost?: { controlPlaneOutpostARN: string; etcdInstanceType?: string };
  controlPlaneScalingConfig?: { tier?: string };
  vpc?: {
    id?: string;
    subnets?: JsonObject;
    nat?: { gateway?: string };
    clusterEndpoints?: { publicAccess?: boolean; privateAccess?: boolean };
    publicAccessCIDRs?: string[];
  };
  privateCluster?: {
    enabled?: boolean;
    skipEndpointCreation?: boolean;
    additionalEndpointServices?: string[];
  };
  addons?: AddonConfig[];
  addonsConfig?: {
    disableDefaultAddons?: boolean;
    autoApplyPodIdentityAssociations?: boolean;
  };
  iam?: {
    withOIDC?: boolean;
    serviceAccounts?: JsonObject[];
    podIdentityAssociations?: JsonObject[];
  };
  managedNodeGroups?: NodeGroupConfig[];
  nodeGroups?: NodeGroupConfig[];
  fargateProfiles?: Array<{
    name: string;
    selectors?: Array<{ namespace: string; labels?: Record<string, string> }>;
    podExecutionRoleARN?: string;
    subnets?: string[];
    tags?: Record<string, string>;
  }>;
  cloudWatch?: {
    clusterLogging?: { enableTypes?: string[]; logRetentionInDays?: number };
  };
  karpenter?: { version: string };
};

/**
 * An IAM principal that gets access to the cluster.
 *
 * @public
 */
export type AccessPrincipal = {
  principalArn: string;
  /**
   * ARN of an EKS access policy.
   *
   * @defaultValue `AmazonEKSClusterAdminPolicy` of the region's partition
   */
  policyArn?: string;
  /** Limits the policy to these namespaces; without it the policy holds for the whole cluster. */
  namespaces?: string[];
};

/**
 * How many of something at least, at the start, and at most.
 *
 * @public
 */
export type Band = { min: number; desired: number; max: number };

/**
 * An EBS volume of each node of a group.
 *
 * @public
 */
export type VolumeShape = {
  /** EBS volume type, such as `gp3`. */
  type: string;
  /** GiB; `undefined` where a snapshot decides. */
  sizeGb: number | undefined;
  /** Provisioned IOPS; `undefined` means those that are included. */
  iops?: number;
  /** MiB/s; `undefined` means what is included. */
  throughput?: number;
};

/**
 * A part of a cluster that costs money and is in no sum, because nobody can tell how much from the config and the price table.
 *
 * @public
 */
export type UnpricedPart = {
  /** Stable identifier of the kind, such as `instance-type` or `auto-mode`. */
  code: string;
  /** What it is, for the middle of a sentence: `p5e.48xlarge (node group workers)`. */
  subject: string;
  /** Why its cost is not known, as a clause. */
  reason: string;
  /** Whether it brings nodes, vCPU or memory that are in no size either. */
  unknownSize: boolean;
};

/**
 * One node group as prices and quotas see it.
 *
 * @public
 */
export type NodeGroupShape = Band & {
  name: string;
  /** The types that AWS may choose from; prices and quotas take the dearest and the largest. Empty where something else decides. */
  instanceTypes: string[];
  spot: boolean;
  /** The volumes of each node, the root volume first. */
  volumes: VolumeShape[];
  /** Whether each node has EC2 metrics in one-minute periods. */
  detailedMonitoring: boolean;
  /** Whether each node has a public IPv4 address. */
  publicIp: boolean;
};

/**
 * What a config amounts to: the numbers behind prices, quotas and the summary shown to people.
 *
 * @public
 */
export type ClusterShape = {
  nodes: Band;
  nodeGroups: NodeGroupShape[];
  natGateways: number;
  /** Interface endpoints of a private cluster, each counted once per zone. */
  vpcEndpoints: number;
  /** What the config switches on whose cost does not follow from it. */
  unpriced: UnpricedPart[];
  /** Number of availability zones. */
  zones: number;
  /** `undefined` means eksctl's default. */
  kubernetesVersion?: string;
  extendedSupport: boolean;
};
