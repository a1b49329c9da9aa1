import { JsonObject } from '@backstage/types';

/**
 * A taint of the nodes of a group.
 *
 * @public
 */
export type NodeTaint = { key?: string; value?: string; effect?: string };

/**
 * The fields of a managed or self-managed node group that this library reads; all others are passed through.
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
  /** Limits the policy to these namespaces; without it, the policy applies to the whole cluster. */
  namespaces?: string[];
};
