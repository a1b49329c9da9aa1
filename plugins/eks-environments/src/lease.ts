import {
  type Environment,
  hasCreationFailed,
  hasRunningLease,
  isBeforeEnd,
  isInGrace,
  type Lease,
} from 'backstage-plugin-eks-environments-common';
import { DateTime } from 'luxon';
import { durationSeconds, secondsBetween } from './format';

/** The remaining time of a lease or of its grace. */
export interface LeaseLeft {
  phase: 'lease' | 'grace';
  seconds: number;
  ofSeconds: number;
  urgency: 'none' | 'soon' | 'now';
}

const DAY = 86_400; // seconds
const SOON = { share: 0.2, seconds: DAY };
const NOW = { share: 0.1, seconds: 7_200 };

/** The remaining time of the lease, or of its grace; undefined before the lease has started and once the deletion has started. */
export function leaseLeft(
  { lease }: { lease: Lease },
  now: DateTime,
): LeaseLeft | undefined {
  const { phase, startedAt, expiresAt, graceEndsAt } = lease;
  const time = now.toISO();
  if (!hasRunningLease(phase) || !startedAt || !expiresAt || !time) {
    return undefined;
  }

  if (isInGrace(phase) && graceEndsAt) {
    return {
      phase: 'grace',
      seconds: Math.max(0, secondsBetween(time, graceEndsAt)),
      ofSeconds: secondsBetween(expiresAt, graceEndsAt),
      urgency: 'now',
    };
  }
  const ofSeconds = secondsBetween(startedAt, expiresAt);
  const seconds = Math.min(
    ofSeconds,
    Math.max(0, secondsBetween(time, expiresAt)),
  );
  return {
    phase: 'lease',
    seconds,
    ofSeconds,
    urgency: urgencyOf(seconds, ofSeconds),
  };
}

/**
 * The blueprint's reminders that fit into an environment's lease, as durations before its end; empty if the lease has no end in the
 * future.
 */
export function remindersOf(
  { lease, state }: Pick<Environment, 'lease' | 'state'>,
  warnings: string[],
): string[] {
  const { phase, startedAt, expiresAt, duration } = lease;
  if (!isBeforeEnd(phase) || hasCreationFailed(state)) {
    return [];
  }
  const length =
    startedAt && expiresAt
      ? secondsBetween(startedAt, expiresAt)
      : durationSeconds(duration);
  return warnings.filter(warning => durationSeconds(warning) < length);
}

// Both the absolute and the relative remaining time must be short: the last hour of a week is not the last hour of ten minutes.
function urgencyOf(seconds: number, ofSeconds: number): LeaseLeft['urgency'] {
  const isBelow = (limit: { share: number; seconds: number }) =>
    seconds <= limit.seconds && seconds <= ofSeconds * limit.share;
  if (isBelow(NOW)) {
    return 'now';
  }
  return isBelow(SOON) ? 'soon' : 'none';
}
