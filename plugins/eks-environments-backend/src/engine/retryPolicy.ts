import type {
  OperationFailure,
  RetryPolicy,
} from 'backstage-plugin-eks-environments-node';
import { Duration } from 'luxon';
import { backoffSeconds } from '../util/backoff';

const MAXIMUM_BACKOFF_SECONDS = 900;

/** How long an operation waits for the end of an outage. */
const LONGEST_OUTAGE = Duration.fromObject({ hours: 12 });

/**
 * What follows a failed attempt.
 *
 * - `stop`: nothing automatic
 * - `retry`: another attempt
 * - `wait`: the same attempt again, which does not count as another one
 */
export type Verdict =
  | { kind: 'stop' }
  | { kind: 'retry'; seconds: number }
  | { kind: 'wait'; seconds: number };

/** How operations are retried unless their type says otherwise. */
export interface RetryDefaults {
  maximumAttempts: number;
  firstBackoffSeconds: number;
  /** Between 0 and 1; for tests. */
  random?: () => number;
}

/**
 * Decides whether another attempt follows a failure.
 *
 * @remarks
 *
 * A failure that only says that a cloud is in trouble uses up no attempt: three of them would be used up in the first minutes of an outage. The
 * backoff doubles up to a quarter of an hour, and the circuit breaker holds back most creations. After half a day such failures count.
 *
 * Otherwise the policy of the operation type decides.
 */
export function judge(
  failure: OperationFailure,
  options: RetryDefaults & {
    policy: RetryPolicy;
    attempt: number;
    /** How many times in a row this attempt waited for the end of an outage. */
    waits: number;
    /** Since the first attempt began. */
    sinceStart: Duration;
  },
): Verdict {
  const { attempt, waits, sinceStart } = options;
  if (failure.class === 'transient' && sinceStart < LONGEST_OUTAGE) {
    return { kind: 'wait', seconds: pauseSeconds(waits + 1, options) };
  }
  return attempt < allowedAttempts(failure, options)
    ? { kind: 'retry', seconds: pauseSeconds(attempt, options) }
    : { kind: 'stop' };
}

/** The pause before a try, with the backoff of the type or the default one. */
export function pauseSeconds(
  time: number,
  {
    policy: { backoff },
    firstBackoffSeconds,
    random,
  }: RetryDefaults & { policy: RetryPolicy },
): number {
  return backoffSeconds(time, {
    first: backoff?.firstSeconds ?? firstBackoffSeconds,
    maximum: backoff?.maximumSeconds ?? MAXIMUM_BACKOFF_SECONDS,
    random,
  });
}

function allowedAttempts(
  { retry }: OperationFailure,
  { policy, maximumAttempts }: RetryDefaults & { policy: RetryPolicy },
): number {
  const most = policy.maximumAttempts ?? maximumAttempts;
  if (policy.failures === 'all') {
    return most;
  }
  switch (retry) {
    case 'never':
      return 1;
    case 'once':
      return Math.min(2, most);
    default:
      return most;
  }
}
