import type { Failure } from 'backstage-plugin-eksctl-node';
import { backoffSeconds } from '../util/backoff';
import type { RunnableKind } from './types';

const MAXIMUM_BACKOFF_SECONDS = 900;

/** What follows a failed attempt. */
export type Verdict = { kind: 'stop' } | { kind: 'retry'; seconds: number };

/**
 * Whether to try again by ourselves.
 *
 * @remarks
 *
 * A create is tried again only where its class says that it helps. A deletion is tried as often as allowed whatever it says: what it
 * leaves costs money, and nobody is waiting for a quick answer.
 */
export function judge(
  failure: Failure,
  options: {
    kind: RunnableKind;
    attempt: number;
    maximumAttempts: number;
    firstBackoffSeconds: number;
    random?: () => number;
  },
): Verdict {
  const { kind, attempt, maximumAttempts, random } = options;
  const allowed =
    kind === 'Delete' ? maximumAttempts : allowedFor(failure, maximumAttempts);
  if (attempt >= allowed) {
    return { kind: 'stop' };
  }
  return {
    kind: 'retry',
    seconds: backoffSeconds(attempt, {
      first: options.firstBackoffSeconds,
      maximum: MAXIMUM_BACKOFF_SECONDS,
      random,
    }),
  };
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
