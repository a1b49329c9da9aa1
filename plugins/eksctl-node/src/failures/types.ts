import { EksctlExit } from '../run/types';
import { EksctlLine } from '../output/types';

/**
 * Kinds of failure, by who can do something about them.
 *
 * - `capacity`: AWS has no room for it here and now
 * - `quota`: a service quota of the account is used up
 * - `user`: the config or the values are wrong
 * - `permission`: the platform's IAM role may not do it
 * - `credentials`: the credentials ran out
 * - `transient`: throttling, network, an AWS fault
 * - `unknown`: not known whether it failed at all, or not known why; ask AWS, never create again
 * - `conflict`: something of that name exists
 * - `partial`: the cluster is usable, a part of it is not
 * - `missing`: what the work was about is not there, or not any more
 * - `panic`: eksctl crashed; go on without it
 *
 * @public
 */
export type FailureClass =
  | 'capacity'
  | 'quota'
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
  /** What helps, and who does it. */
  remedy: string;
  retry: RetryAdvice;
};

/**
 * A failure in words for developers and operators.
 *
 * @public
 */
export type Failure = FailureKind & {
  /** The root cause as AWS or eksctl put it. */
  cause: string;
  /** Zones that AWS says have capacity. */
  zones?: string[];
  /** `request`: it is this request that is too large, and another one may well succeed. Left out: nothing is known of that. */
  concerns?: 'request';
};

/**
 * An event of a CloudFormation stack, as far as failures need it.
 *
 * @public
 */
export type StackEventSummary = {
  time?: string;
  logicalId: string;
  resourceType: string;
  status: string;
  reason?: string;
};

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
};
