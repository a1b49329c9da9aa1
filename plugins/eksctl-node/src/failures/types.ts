import { EksctlExit } from '../run/types';
import { EksctlLine } from '../output/types';

/**
 * Kinds of failure, by who can do something about them.
 *
 * - `capacity`: AWS has no room for it here and now
 * - `quota`: a service quota of the account is used up
 * - `account`: AWS does not serve the account yet, or not any more
 * - `user`: the config or the values are wrong
 * - `permission`: the platform's IAM role may not do it, or a key may not be used
 * - `credentials`: the credentials ran out
 * - `transient`: throttling, network, an AWS fault, a change that AWS is still making
 * - `unknown`: not known whether it failed at all, or not known why; ask AWS, never create again
 * - `conflict`: something of that name exists, or something holds what is to be deleted
 * - `partial`: the cluster is usable, a part of it is not
 * - `missing`: what the work was about is not there, or not any more
 * - `panic`: eksctl crashed; go on without it
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
 * What is said of one kind of failure, a sentence each.
 *
 * @public
 */
export type FailureKind = {
  class: FailureClass;
  developerMessage: string;
  operatorMessage: string;
  /** What helps, and who does it, when no retry is scheduled. */
  remedy: string;
  /** What helps, and who does it, while a retry is scheduled. */
  whileRetrying: string;
  retry: RetryAdvice;
  /**
   * - `request`: it is this request that is too large, and another one may well succeed
   * - `cluster`: it is about this cluster alone, and says nothing of its account and region
   *
   * Left out: it may concern everybody in the account and region.
   */
  concerns?: 'request' | 'cluster';
};

/**
 * A failure as developers and operators read it.
 *
 * @public
 */
export type Failure = FailureKind & {
  /** The root cause as AWS or eksctl put it. */
  cause: string;
  /** Zones that AWS says have capacity. */
  zones?: string[];
};

/**
 * An event of a CloudFormation stack, as far as failures need it.
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
 * - `dryRun`: eksctl checked a config and changed nothing, so what it refuses for a reason of its own is the config's fault
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
  /** Newest first, as DescribeStackEvents answers. */
  stackEvents?: StackEventSummary[];
  /** Left out: what the text itself says of it counts. */
  during?: FailedWork;
};
