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
 * How to go on with a create, judged from CloudFormation alone.
 *
 * - `create`: nothing is there
 * - `wait`: stacks are being deleted or rolled back; look again later
 * - `adoptAndWait`: the cluster stack is being created; start nothing
 * - `clearThenCreate`: delete `stacks`, wait, then create
 * - `finish`: the cluster stack is complete: wait for `busy`, delete `clear`, then see with {@link planCompletion} what is missing
 * - `foreign`: a stack of that name is not ours
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
 * What of a cluster is there beside its stacks, as EKS, IAM and Kubernetes tell it.
 *
 * @public
 */
export type ClusterParts = {
  /** AWS's partition, such as `aws`: ARNs of policies depend on it. */
  partition: string;
  addons: AddonPart[];
  accessEntries: AccessEntryPart[];
  fargateProfiles: FargateProfilePart[];
  podIdentities: PodIdentityPart[];
  /** Whether IAM trusts the issuer of the cluster. */
  oidcProvider: boolean;
  /** Those of the config's `iam.serviceAccounts` that Kubernetes has. */
  serviceAccounts: ServiceAccountPart[];
  /** Those of the config's node groups that have a stack, and are in EKS where they are managed. */
  nodeGroups: NodeGroupPart[];
  /** Those DaemonSets that Kubernetes has of what makes accelerators of nodes usable; undefined when it was not asked, and they count as there. */
  devicePlugins?: string[];
  /** Where CloudWatch keeps the logs of the control plane; undefined while there is none. */
  logGroup?: LogGroupPart;
};

/**
 * An add-on as EKS knows it.
 *
 * @public
 */
export type AddonPart = {
  name: string;
  /** EKS's status, such as `ACTIVE`. */
  status: string;
  /** What EKS finds wrong with it. */
  issues: string[];
  /** Such as `v1.21.1-eksbuild.1`. */
  version?: string;
  /** JSON or YAML. */
  configurationValues?: string;
  /** ARN of the role that its service account assumes through the OIDC provider. */
  roleArn?: string;
  /** Pod identity associations that EKS made with it; empty where the config wants none for any add-on. */
  podIdentities: Array<{ serviceAccount: string; roleArn: string }>;
  /** The namespace that was asked for. */
  namespace?: string;
  tags: Record<string, string>;
  /** Undefined where the config wants no permissions for it. */
  permissions?: AddonPermissions;
};

/**
 * What EKS says that a version of an add-on needs.
 *
 * @public
 */
export type AddonPermissions = {
  required: boolean;
  /** The service accounts that EKS recommends pod identity associations for. */
  serviceAccounts: string[];
};

/**
 * An access entry as EKS knows it.
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
 * A Fargate profile as EKS knows it.
 *
 * @public
 */
export type FargateProfilePart = {
  name: string;
  /** EKS's status, such as `ACTIVE`. */
  status: string;
  /** What EKS finds wrong with it. */
  issues: string[];
  selectors: Array<{ namespace: string; labels: Record<string, string> }>;
  podExecutionRoleArn: string;
  subnets: string[];
  tags: Record<string, string>;
};

/**
 * A pod identity association as EKS knows it.
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
 * A service account as Kubernetes knows it.
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
 * A node group as EKS and IAM know it.
 *
 * @public
 */
export type NodeGroupPart = {
  name: string;
  /** Names of the managed policies of the role that eksctl made for its nodes; undefined when that is another's role. */
  policies?: string[];
  /** What EKS has of a managed group; undefined for others, of which EKS knows nothing. */
  managed?: {
    minSize: number;
    maxSize: number;
    labels: Record<string, string>;
    taints: Array<{ key: string; value: string; effect: string }>;
    tags: Record<string, string>;
    /** Whether eksctl ended well after it made the group, and so tagged the Auto Scaling group where it had to. */
    isFinished: boolean;
  };
};

/**
 * A log group of CloudWatch.
 *
 * @public
 */
export type LogGroupPart = {
  /** Days that lines are kept; undefined means for ever. */
  retentionInDays?: number;
};

/**
 * What leads on towards a complete cluster. Each may be done again.
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
 * AWS is at something that has to end first: look again later.
 *
 * @public
 */
export type SettlingStep = {
  kind: 'settle';
  /** A sentence. */
  reason: string;
};

/**
 * A part is there that differs from what the config wants, and that eksctl did not make: nobody may change it unasked.
 *
 * @public
 */
export type ImpossibleStep = {
  kind: 'impossible';
  /** A sentence. */
  reason: string;
};

/**
 * A part that has to go before eksctl can make it again: it failed, or differs in what no command changes, and no stack has it.
 *
 * @public
 */
export type PartRemoval = {
  kind: 'remove';
  part: 'fargateProfile' | 'addon' | 'podIdentity';
  /** For people. */
  name: string;
  /** By which EKS knows it. */
  id: string;
  /** A sentence: what is wrong with it. */
  reason: string;
};

/**
 * No command of eksctl sets the retention of a log group whose cluster writes the wanted logs already: see {@link setLogRetention}.
 *
 * @public
 */
export type LogRetentionStep = {
  kind: 'setLogRetention';
  retentionInDays: number;
};

/**
 * A command of eksctl that makes what is missing of a cluster, or makes again what differs, and may be run again.
 *
 * @public
 */
export type FinishStep = {
  kind: 'eksctl';
  name: FinishStepName;
  /** Names of what is missing, for people. */
  missing: string[];
  /** What is there and differs from what an uninterrupted creation would have made, for people. */
  differing: Array<{ name: string; how: string[] }>;
  /** Stacks that would keep eksctl from making it: delete them first. */
  clear: string[];
  args: string[];
  /** The config to run it with: the approved one, less what is there already where eksctl would stumble over it. */
  config: ClusterConfig;
};

/**
 * Whether a cluster can be used. One with an add-on that is not healthy can; `unhealthy` says which, a sentence for each.
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
 * The EKS side of a cluster.
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
  /** PEM bundle in base64, as EKS gives it. */
  certificateAuthority?: string;
  vpcId?: string;
  oidcIssuer?: string;
  tags: Record<string, string>;
};
