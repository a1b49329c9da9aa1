import { ClusterConfig } from '../config/types';

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
  addons: AddonPart[];
  /** ARNs of the principals. */
  accessEntries: string[];
  fargateProfiles: FargateProfilePart[];
  /** Pod identity associations: `namespace/service account`. */
  podIdentities: string[];
  /** Whether IAM trusts the issuer of the cluster. */
  oidcProvider: boolean;
  /** Those of the config's `iam.serviceAccounts` that Kubernetes has: `namespace/name`. */
  serviceAccounts: string[];
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
  | FargateProfileRemoval
  | LogRetentionStep
  | SettlingStep;

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
 * A Fargate profile that failed. eksctl takes it for one that is there, so it has to go before it can be made again.
 *
 * @public
 */
export type FargateProfileRemoval = {
  kind: 'removeFargateProfile';
  profile: FargateProfilePart;
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
 * A command of eksctl that makes what is missing of a cluster, and may be run again.
 *
 * @public
 */
export type FinishStep = {
  kind: 'eksctl';
  name:
    | 'accessEntries'
    | 'oidcProvider'
    /** The add-ons that nodes need to join. */
    | 'networkAddons'
    | 'serviceAccounts'
    | 'fargateProfiles'
    | 'nodeGroups'
    | 'addons'
    | 'podIdentities';
  /** Names of what is missing, for people. */
  missing: string[];
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
