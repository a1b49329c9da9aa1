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
 * - `finish`: the cluster stack is complete: delete `clear`, wait for `busy`, then run `steps` in order; each may be run twice
 * - `foreign`: a stack of that name is not ours
 *
 * @public
 */
export type ResumeStep =
  | { kind: 'create' }
  | { kind: 'wait'; stacks: string[] }
  | { kind: 'adoptAndWait'; stack: string }
  | { kind: 'clearThenCreate'; stacks: string[] }
  | {
      kind: 'finish';
      clear: string[];
      busy: string[];
      steps: FinishStep[];
    }
  | { kind: 'foreign'; stack: string; reason: string };

/**
 * An idempotent eksctl command that completes a cluster.
 *
 * @public
 */
export type FinishStep = {
  name:
    | 'accessEntries'
    | 'oidcProvider'
    | 'addons'
    | 'fargateProfiles'
    | 'nodeGroups'
    | 'serviceAccounts'
    | 'podIdentities';
  args: string[];
  /** When it fails, go on: a later step does it again. */
  optional: boolean;
};

/**
 * Whether a cluster can be used.
 *
 * @public
 */
export type ClusterVerdict =
  | { kind: 'ready'; nodes: number; kubernetesVersion: string }
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
