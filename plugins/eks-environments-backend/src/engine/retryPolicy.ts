import type { Failure } from 'backstage-plugin-eksctl-node';
import { Duration } from 'luxon';
import { backoffSeconds } from '../util/backoff';
import type { RunnableKind } from './types';

const MAXIMUM_BACKOFF_SECONDS = 900;

/** How long a create waits for the end of an outage. Somebody asked for it today. */
const PATIENCE = Duration.fromObject({ hours: 12 });

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

/**
 * Whether to try again by ourselves.
 *
 * @remarks
 *
 * A create is tried again only where its class says that it helps. What only says that AWS is in trouble uses up no attempt: three of them
 * would be over in the first minutes of an outage, and the circuit breaker sees to it that AWS is asked ever less often. That ends, too:
 * after half a day such failures count.
 *
 * A deletion is tried as often as allowed whatever it says: what it leaves costs money, and nobody is waiting for a quick answer. The
 * reaper begins it anew after that.
 */
export function judge(
  failure: Failure,
  options: {
    kind: RunnableKind;
    attempt: number;
    /** Since the first attempt began. */
    sinceStart: Duration;
    maximumAttempts: number;
    firstBackoffSeconds: number;
    random?: () => number;
  },
): Verdict {
  const { kind, attempt, sinceStart, maximumAttempts, random } = options;
  const seconds = backoffSeconds(attempt, {
    first: options.firstBackoffSeconds,
    maximum: MAXIMUM_BACKOFF_SECONDS,
    random,
  });
  if (kind === 'Delete') {
    return attempt < maximumAttempts
      ? { kind: 'retry', seconds }
      : { kind: 'stop' };
  }
  if (failure.class === 'transient' && sinceStart < PATIENCE) {
    return { kind: 'wait', seconds };
  }
  return attempt < allowedFor(failure, maximumAttempts)
    ? { kind: 'retry', seconds }
    : { kind: 'stop' };
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
