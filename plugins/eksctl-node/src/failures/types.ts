import { EksctlExit } from '../run/types';
import { EksctlLine } from '../output/types';

/**
 * Classes of failures, by who can resolve them.
 *
 * - `capacity`: AWS lacks capacity in this place at this time
 * - `quota`: a service quota of the account is exhausted
 * - `account`: AWS does not serve the account yet, or no longer
 * - `user`: the config or the values are wrong
 * - `permission`: the platform's IAM role lacks a permission, or a key cannot be used
 * - `credentials`: the credentials expired
 * - `transient`: throttling, network, an AWS fault, a change in progress in AWS
 * - `unknown`: whether or why it failed is not known; read AWS, never create again
 * - `conflict`: something with that name exists, or something uses what is to be deleted
 * - `partial`: the cluster is usable, a part of it is not
 * - `missing`: the subject of the work does not exist, or no longer
 * - `panic`: eksctl crashed; complete the work without it
 *
 * @public
 */
export type FailureClass =
  | 'capacity'
  | 'quota'
  | 'account'
  | 'user'
  | 'permission'
  | 'credentials'
  | 'transient'
  | 'unknown'
  | 'conflict'
  | 'partial'
  | 'missing'
  | 'panic';

/**
 * Whether and how to try again.
 *
 * @public
 */
export type RetryAdvice = 'never' | 'once' | 'backoff' | 'refresh-credentials';

/**
 * The texts and retry advice of one kind of failure.
 *
 * @public
 */
export type FailureKind = {
  class: FailureClass;
  developerMessage: string;
  operatorMessage: string;
  /** What to do, and who does it, when no retry is scheduled. */
  remedy: string;
  /** What to do, and who does it, while a retry is scheduled. */
  whileRetrying: string;
  retry: RetryAdvice;
  /**
   * - `request`: only this request is too large, another one may succeed
   * - `cluster`: only this cluster is affected, not its account and region
   *
   * If omitted, everything in the account and region may be affected.
   */
  concerns?: 'request' | 'cluster';
};

/**
 * A failure in the form shown to developers and operators.
 *
 * @public
 */
export type Failure = FailureKind & {
  /** The key in `failureKinds`; other kinds have codes of their own. */
  code?: string;
  /** The parameters of the messages. */
  params?: Record<string, string>;
  /** The root cause as reported by AWS or eksctl. */
  cause: string;
  /** Zones that have capacity, according to AWS. */
  zones?: string[];
};

/**
 * The fields of a CloudFormation stack event that failures need.
 *
 * @public
 */
export type StackEventSummary = {
  time?: string;
  /** Name of the stack. */
  stack?: string;
  logicalId: string;
  physicalId?: string;
  resourceType: string;
  status: string;
  reason?: string;
};

/**
 * What eksctl or the portal was doing.
 *
 * - `dryRun`: eksctl checked a config and changed nothing, so an unclassified error is caused by the config
 *
 * @public
 */
export type FailedWork = 'create' | 'delete' | 'dryRun';

/**
 * What is known about a failed run.
 *
 * @public
 */
export type FailureEvidence = {
  exit: EksctlExit;
  lines: EksctlLine[];
  /** Newest first, in the order of DescribeStackEvents. */
  stackEvents?: StackEventSummary[];
  /** If omitted, it is derived from the text. */
  during?: FailedWork;
};
