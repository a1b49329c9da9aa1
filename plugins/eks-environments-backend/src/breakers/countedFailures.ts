import type { OperationFailure } from 'backstage-plugin-eks-environments-node';
import { backoffSeconds } from '../util/backoff';

/** How a class of failure opens a breaker, and for how long. */
interface CountedClass {
  /** The number of operations in a row whose failure opens it. */
  opensAfter: number;
  /** Multiplies the engine's own first backoff: there is no new capacity, and a quota has no new room, within seconds. */
  pauseFactor: number;
  maximumPauseSeconds: number;
}

/**
 * Failures that say that a provisioner is in trouble in an account's region for every caller. A wrong config of one person never blocks others.
 *
 * A quota that is used up, and an account that is not served, affect everybody, so one failure is enough. For the rest it takes
 * several operations: one alone, however often it is retried, must not stop the others.
 */
const counted: Partial<Record<OperationFailure['class'], CountedClass>> = {
  transient: { opensAfter: 3, pauseFactor: 1, maximumPauseSeconds: 900 },
  capacity: { opensAfter: 3, pauseFactor: 10, maximumPauseSeconds: 3600 },
  quota: { opensAfter: 1, pauseFactor: 10, maximumPauseSeconds: 3600 },
  account: { opensAfter: 1, pauseFactor: 10, maximumPauseSeconds: 3600 },
};

/** Whether a failure is about its provisioner in its account and region, and not about one request that is too large or one environment. */
export function isCounted({
  class: name,
  concerns,
}: Pick<OperationFailure, 'class' | 'concerns'>): boolean {
  return counted[name] !== undefined && concerns === undefined;
}

/** Whether that many failures in a row, the last of them of this class, open a breaker. */
export function opens(
  { class: name }: Pick<OperationFailure, 'class'>,
  failures: number,
): boolean {
  const rule = counted[name];
  return rule !== undefined && failures >= rule.opensAfter;
}

/** How long a breaker stays open before the next probe: longer with each probe that failed, with jitter. */
export function pauseSeconds(
  { class: name }: Pick<OperationFailure, 'class'>,
  options: {
    /** How many times in a row it opened, this time included. */
    openings: number;
    firstBackoffSeconds: number;
    random?: () => number;
  },
): number {
  const { pauseFactor = 1, maximumPauseSeconds = 900 } = counted[name] ?? {};
  return backoffSeconds(options.openings, {
    first: options.firstBackoffSeconds * pauseFactor,
    maximum: maximumPauseSeconds,
    random: options.random,
  });
}
