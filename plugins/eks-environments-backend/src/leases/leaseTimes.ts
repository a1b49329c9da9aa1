import { type DateTime, Duration } from 'luxon';
import { fromColumn, type LeaseRow, toColumn } from '../database';

/** The end of a lease, and what follows from it. */
type LeaseEnd = Pick<
  LeaseRow,
  'expires_at' | 'grace_ends_at' | 'warnings_sent' | 'due_at' | 'tag_due_at'
>;

/**
 * The columns of a lease that ends at a time, as of now: the end of its grace, the warnings that are past already, and when the reaper
 * must look next. The tag on the cluster is due at once.
 */
export function leaseEndingAt(
  lease: Pick<LeaseRow, 'grace' | 'warnings'>,
  end: DateTime,
  now: DateTime,
): LeaseEnd {
  const sent = warningsDue(lease, end, now);
  return {
    expires_at: toColumn(end),
    grace_ends_at: toColumn(end.plus(Duration.fromISO(lease.grace))),
    warnings_sent: sent,
    due_at: toColumn(nextLook(lease, end, sent)),
    tag_due_at: toColumn(now),
  };
}

/** How many of the warnings are due by now; they are ordered longest first. */
export function warningsDue(
  lease: Pick<LeaseRow, 'warnings'>,
  end: DateTime,
  now: DateTime,
): number {
  return warningTimes(lease, end).filter(time => time <= now).length;
}

/** When the next warning is due, or the end when all are sent. */
export function nextLook(
  lease: Pick<LeaseRow, 'warnings'>,
  end: DateTime,
  warningsSent: number,
): DateTime {
  return warningTimes(lease, end)[warningsSent] ?? end;
}

function warningTimes(
  { warnings }: Pick<LeaseRow, 'warnings'>,
  end: DateTime,
): DateTime[] {
  const before: string[] = JSON.parse(warnings);
  return before.map(duration => end.minus(Duration.fromISO(duration)));
}

/** A time that the tables must hold by now. @throws Error when they do not, which is a defect */
export function requiredTime(column: string | null, name: string): DateTime {
  if (column === null) {
    throw new Error(`A lease that runs has no ${name}`);
  }
  return fromColumn(column);
}
