import type { Failure } from 'backstage-plugin-eksctl-node';
import { Duration } from 'luxon';
import { backoffSeconds } from '../util/backoff';
import type { RunnableKind } from './types';

const MAXIMUM_BACKOFF_SECONDS = 900;

/** How long an operation waits for the end of an outage. */
const LONGEST_OUTAGE = Duration.fromObject({ hours: 12 });

/**
 * What follows a failed attempt.
 *
 * - `stop`: nothing by itself
 * - `retry`: another attempt
 * - `wait`: the same attempt again, which does not count as another one
 */
export type Verdict =
  | { kind: 'stop' }
  | { kind: 'retry'; seconds: number }
  | { kind: 'wait'; seconds: number };

interface BackoffOptions {
  firstBackoffSeconds: number;
  /** Between 0 and 1; for tests. */
  random?: () => number;
}

/**
 * Whether to try again by ourselves.
 *
 * @remarks
 *
 * What only says that AWS is in trouble uses up no attempt: three of them would be over in the first minutes of an outage. Each such pause is
 * longer than the one before, up to a quarter of an hour, and the circuit breaker holds back most of the creates. That ends, too: after
 * half a day such failures count.
 *
 * Otherwise a create is tried again only where its class says that it helps. A deletion is tried as often as allowed whatever it says: what it
 * leaves costs money, and nobody is waiting for a quick answer. The reaper begins it anew after that.
 */
export function judge(
  failure: Failure,
  options: BackoffOptions & {
    kind: RunnableKind;
    attempt: number;
    /** How many times in a row this attempt was put off. */
    waits: number;
    /** Since the first attempt began. */
    sinceStart: Duration;
    maximumAttempts: number;
  },
): Verdict {
  const { kind, attempt, waits, sinceStart, maximumAttempts } = options;
  if (failure.class === 'transient' && sinceStart < LONGEST_OUTAGE) {
    return { kind: 'wait', seconds: pauseSeconds(waits + 1, options) };
  }
  const allowed =
    kind === 'Delete' ? maximumAttempts : allowedFor(failure, maximumAttempts);
  return attempt < allowed
    ? { kind: 'retry', seconds: pauseSeconds(attempt, options) }
    : { kind: 'stop' };
}

function pauseSeconds(
  time: number,
  { firstBackoffSeconds, random }: BackoffOptions,
): number {
  return backoffSeconds(time, {
    first: firstBackoffSeconds,
    maximum: MAXIMUM_BACKOFF_SECONDS,
    random,
  });
}

function allowedFor({ retry }: Failure, maximumAttempts: number): number {
  switch (retry) {
    case 'never':
      return 1;
    case 'once':
      return Math.min(2, maximumAttempts);
    default:
      return maximumAttempts;
  }
}
