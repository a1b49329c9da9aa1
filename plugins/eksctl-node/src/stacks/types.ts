import { FinishStepName } from '../model/completionSteps';
import { ClusterConfig } from '../model/clusterConfig';

/**
 * A CloudFormation stack of a cluster.
 *
 * @public
 */
export type ClusterStack = {
  name: string;
  id: string;
  role:
    | 'cluster'
    | 'nodegroup'
    | 'addon'
    | 'accessEntry'
    | 'podIdentityRole'
    | 'other';
  /** CloudFormation's status, such as `CREATE_COMPLETE`. */
  status: string;
  statusReason?: string;
  tags: Record<string, string>;
  terminationProtection: boolean;
  createdAt?: string;
  resources: StackResourceSummary[];
};

/**
 * A resource of a stack.
 *
 * @public
 */
export type StackResourceSummary = {
  logicalId: string;
  physicalId?: string;
  type: string;
  status: string;
  reason?: string;
};

/**
 * How to resume a creation, derived only from CloudFormation.
 *
 * - `create`: nothing exists
 * - `wait`: stacks are being deleted or rolled back; check again later
 * - `adoptAndWait`: the cluster stack is being created; start nothing
 * - `clearThenCreate`: delete `stacks`, wait, then create
 * - `finish`: the cluster stack is complete: wait for `busy`, delete `clear`, then determine missing parts with {@link planCompletion}
 * - `foreign`: a stack of that name is not owned by the portal
 *
 * @public
 */
export type ResumeStep =
  | { kind: 'create' }
  | { kind: 'wait'; stacks: string[] }
  | { kind: 'adoptAndWait'; stack: string }
  | { kind: 'clearThenCreate'; stacks: string[] }
  | { kind: 'finish'; clear: string[]; busy: string[] }
  | { kind: 'foreign'; stack: string; reason: string };

/**
 * The parts of a cluster outside its stacks, as reported by EKS, IAM and Kubernetes.
 *
 * @public
 */
export type ClusterParts = {
  /** AWS partition, such as `aws`: ARNs of policies depend on it. */
  partition: string;
  addons: AddonPart[];
  accessEntries: AccessEntryPart[];
  fargateProfiles: FargateProfilePart[];
  podIdentities: PodIdentityPart[];
  /** Whether IAM has an OIDC provider for the cluster's issuer. */
  oidcProvider: boolean;
  /** The config's `iam.serviceAccounts` that exist in Kubernetes. */
  serviceAccounts: ServiceAccountPart[];
  /** The config's node groups that have a stack and, if managed, exist in EKS. */
  nodeGroups: NodeGroupPart[];
  /** Existing DaemonSets of device plugins; undefined if Kubernetes was not called, in which case they count as existing. */
  devicePlugins?: string[];
  /** The CloudWatch log group of the control plane; undefined if it does not exist yet. */
  logGroup?: LogGroupPart;
};

/**
 * An add-on as EKS describes it.
 *
 * @public
 */
export type AddonPart = {
  name: string;
  /** EKS's status, such as `ACTIVE`. */
  status: string;
  /** Health issues that EKS reports. */
  issues: string[];
  /** Such as `v1.21.1-eksbuild.1`. */
  version?: string;
  /** JSON or YAML. */
  configurationValues?: string;
  /** ARN of the role that its service account assumes through the OIDC provider. */
  roleArn?: string;
  /** Pod identity associations that EKS created with it; empty if the config requires none for any add-on. */
  podIdentities: Array<{ serviceAccount: string; roleArn: string }>;
  /** The requested namespace. */
  namespace?: string;
  tags: Record<string, string>;
  /** Undefined if the config requires no permissions for it. */
  permissions?: AddonPermissions;
};

/**
 * The permissions that a version of an add-on needs, according to EKS.
 *
 * @public
 */
export type AddonPermissions = {
  required: boolean;
  /** The service accounts for which EKS recommends pod identity associations. */
  serviceAccounts: string[];
};

/**
 * An access entry as EKS describes it.
 *
 * @public
 */
export type AccessEntryPart = {
  principalArn: string;
  type: string;
  username: string;
  groups: string[];
  policies: Array<{ policyArn: string; scope: string; namespaces: string[] }>;
};

/**
 * A Fargate profile as EKS describes it.
 *
 * @public
 */
export type FargateProfilePart = {
  name: string;
  /** EKS's status, such as `ACTIVE`. */
  status: string;
  /** Health issues that EKS reports. */
  issues: string[];
  selectors: Array<{ namespace: string; labels: Record<string, string> }>;
  podExecutionRoleArn: string;
  subnets: string[];
  tags: Record<string, string>;
};

/**
 * A pod identity association as EKS describes it.
 *
 * @public
 */
export type PodIdentityPart = {
  /** `namespace/service account` */
  name: string;
  id: string;
  roleArn: string;
  targetRoleArn?: string;
  disableSessionTags: boolean;
  tags: Record<string, string>;
};

/**
 * A service account in Kubernetes.
 *
 * @public
 */
export type ServiceAccountPart = {
  /** `namespace/name` */
  name: string;
  annotations: Record<string, string>;
  labels: Record<string, string>;
};

/**
 * A node group as EKS and IAM describe it.
 *
 * @public
 */
export type NodeGroupPart = {
  name: string;
  /** Names of the managed policies of the role that eksctl created for its nodes; undefined if it uses another role. */
  policies?: string[];
  /** EKS's description of a managed group; undefined for self-managed groups, which EKS does not know. */
  managed?: {
    minSize: number;
    maxSize: number;
    labels: Record<string, string>;
    taints: Array<{ key: string; value: string; effect: string }>;
    tags: Record<string, string>;
    /** Whether eksctl exited successfully after it created the group, and so tagged the Auto Scaling group where necessary. */
    isFinished: boolean;
  };
};

/**
 * A log group of CloudWatch.
 *
 * @public
 */
export type LogGroupPart = {
  /** Retention in days; undefined means forever. */
  retentionInDays?: number;
};

/**
 * A step towards a complete cluster. Each may be repeated.
 *
 * @public
 */
export type CompletionStep =
  | FinishStep
  | PartRemoval
  | LogRetentionStep
  | SettlingStep
  | ImpossibleStep;

/**
 * A change is in progress in AWS and has to end first: check again later.
 *
 * @public
 */
export type SettlingStep = {
  kind: 'settle';
  /** A sentence. */
  reason: string;
};

/**
 * A part exists that differs from the config and was not created by eksctl: it must not be changed without consent.
 *
 * @public
 */
export type ImpossibleStep = {
  kind: 'impossible';
  /** A sentence. */
  reason: string;
};

/**
 * A part that has to be removed before eksctl can recreate it: it failed, or differs in a way that no command changes, and is in no
 * stack.
 *
 * @public
 */
export type PartRemoval = {
  kind: 'remove';
  part: 'fargateProfile' | 'addon' | 'podIdentity';
  /** For display. */
  name: string;
  /** The id in EKS. */
  id: string;
  /** A sentence: what is wrong with it. */
  reason: string;
};

/**
 * No eksctl command sets the retention of a log group if the cluster already writes the required logs: see {@link setLogRetention}.
 *
 * @public
 */
export type LogRetentionStep = {
  kind: 'setLogRetention';
  retentionInDays: number;
};

/**
 * An eksctl command that creates missing parts of a cluster, or recreates differing ones, and may be run again.
 *
 * @public
 */
export type FinishStep = {
  kind: 'eksctl';
  name: FinishStepName;
  /** Names of missing parts, for display. */
  missing: string[];
  /** Existing parts that differ from an uninterrupted creation, for display. */
  differing: Array<{ name: string; how: string[] }>;
  /** Stacks that obstruct eksctl: delete them first. */
  clear: string[];
  args: string[];
  /** The config for the command: the approved one, without existing parts that would make eksctl fail. */
  config: ClusterConfig;
};

/**
 * Whether a cluster is usable. A cluster with an unhealthy add-on is; `unhealthy` has a sentence for each.
 *
 * @public
 */
export type ClusterVerdict =
  | {
      kind: 'ready';
      nodes: number;
      kubernetesVersion: string;
      unhealthy: string[];
    }
  | { kind: 'notReady'; reason: string };

/**
 * A cluster as EKS describes it.
 *
 * @public
 */
export type EksCluster = {
  name: string;
  arn: string;
  /** EKS's status, such as `ACTIVE`. */
  status: string;
  version?: string;
  endpoint?: string;
  /** PEM bundle in base64, as EKS returns it. */
  certificateAuthority?: string;
  vpcId?: string;
  oidcIssuer?: string;
  tags: Record<string, string>;
};
