import { LONGEST_DURATION } from 'backstage-plugin-eks-environments-common';
import { type DateTime, Duration } from 'luxon';
import { fromColumn, isStorable, type LeaseRow, toColumn } from '../database';

/** The end of a lease, and the times that follow from it. */
type LeaseEnd = Pick<
  LeaseRow,
  'expires_at' | 'grace_ends_at' | 'warnings_sent' | 'due_at' | 'tag_due_at'
>;

type LeaseLength = Pick<
  LeaseRow,
  'duration' | 'maximum' | 'maximum_total' | 'approved_total'
>;

/** Defaults for a row whose duration leads to no valid time, so that people are warned in time and nothing exists forever. */
const FALLBACK = { grace: { hours: 6 }, failure_deadline: { hours: 4 } };

/**
 * A lease whose stored columns lead to no end. Durations are checked before they are stored, so the row is older than the checks, or it is
 * a defect.
 */
export class UnusableLeaseError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnusableLeaseError';
  }
}

/**
 * When a lease that starts at a given time ends, and the latest ends that extensions can reach, without and with an approval.
 *
 * @remarks
 *
 * The resulting times decide, not the durations: whatever a row holds, the end is after the start, and not past the longest lease or the
 * latest end.
 *
 * @throws UnusableLeaseError naming the column
 */
export function endsOf(
  lease: LeaseLength,
  start: DateTime,
): { end: DateTime; latestEnd: DateTime; latestApprovedEnd: DateTime } {
  const after = (column: keyof LeaseLength) => {
    const time = timeAfter(start, lease[column]);
    if (!time) {
      throw new UnusableLeaseError(
        `The ${column} of the lease, "${lease[column]}", is not a valid duration`,
      );
    }
    return time;
  };
  const latestEnd = after('maximum_total');
  const end = earlier(after('duration'), earlier(after('maximum'), latestEnd));
  return { end, latestEnd, latestApprovedEnd: after('approved_total') };
}

/** How long a lease that starts now would last; 0 if its columns lead to no end, because then it never starts. */
export function expectedHours(lease: LeaseLength, now: DateTime): number {
  try {
    return endsOf(lease, now).end.diff(now).as('hours');
  } catch (error) {
    if (error instanceof UnusableLeaseError) {
      return 0;
    }
    throw error;
  }
}

/**
 * The columns of a lease that ends at a given time, as of now: the end of its grace, the warnings that are already past, and when the
 * reaper is due next. The tag on the cluster is due at once.
 */
export function leaseEndingAt(
  lease: Pick<LeaseRow, 'grace' | 'warnings'>,
  end: DateTime,
  now: DateTime,
): LeaseEnd {
  const sent = warningsDue(lease, end, now);
  return {
    expires_at: toColumn(end),
    grace_ends_at: toColumn(graceEnd(lease, end)),
    warnings_sent: sent,
    due_at: toColumn(nextDueAt(lease, end, sent)),
    tag_due_at: toColumn(now),
  };
}

/** When a grace that begins at a given time is over. */
export function graceEnd(
  { grace }: Pick<LeaseRow, 'grace'>,
  begin: DateTime,
): DateTime {
  return timeAfter(begin, grace) ?? begin.plus(FALLBACK.grace);
}

/** How long what a failed creation left may exist: never longer than a lease in total. */
export function failureDeadline(
  lease: Pick<LeaseRow, 'failure_deadline' | 'maximum_total'>,
  failedAt: DateTime,
): DateTime {
  const deadline =
    timeAfter(failedAt, lease.failure_deadline) ??
    failedAt.plus(FALLBACK.failure_deadline);
  return earlier(
    deadline,
    timeAfter(failedAt, lease.maximum_total) ?? deadline,
  );
}

/** How many of the warnings are due by now; they are sorted longest first. */
export function warningsDue(
  lease: Pick<LeaseRow, 'warnings'>,
  end: DateTime,
  now: DateTime,
): number {
  return warningTimes(lease, end).filter(time => time <= now).length;
}

/** When the next warning is due, or the end when all are sent. */
export function nextDueAt(
  lease: Pick<LeaseRow, 'warnings'>,
  end: DateTime,
  warningsSent: number,
): DateTime {
  return warningTimes(lease, end)[warningsSent] ?? end;
}

/** Skips warnings that lead to no time before the end. */
function warningTimes(
  { warnings }: Pick<LeaseRow, 'warnings'>,
  end: DateTime,
): DateTime[] {
  const before: string[] = JSON.parse(warnings);
  return before
    .map(duration => Duration.fromISO(duration))
    .filter(({ isValid }) => isValid)
    .map(duration => end.minus(duration))
    .filter(time => isStorable(time) && time < end);
}

/** The time in a column; undefined where it is missing or not a time. */
export function storedTime(column: string | null): DateTime | undefined {
  const time = column === null ? undefined : fromColumn(column);
  return time && isStorable(time) ? time : undefined;
}

/** A time that the row must hold by now. @throws UnusableLeaseError when it does not */
export function requiredTime(column: string | null, name: string): DateTime {
  const time = storedTime(column);
  if (!time) {
    throw new UnusableLeaseError(
      `The ${name} of a lease that runs is ${column ?? 'missing'}`,
    );
  }
  return time;
}

/** The time at which a stored duration is over, if that is after its beginning and within the longest duration. */
function timeAfter(begin: DateTime, text: string): DateTime | undefined {
  const duration = Duration.fromISO(text);
  if (!duration.isValid) {
    return undefined;
  }
  const time = begin.plus(duration);
  const latest = begin.plus(Duration.fromISO(LONGEST_DURATION));
  return isStorable(time) && time > begin ? earlier(time, latest) : undefined;
}

function earlier(a: DateTime, b: DateTime): DateTime {
  return a < b ? a : b;
}
