import type { Environment } from 'backstage-plugin-eks-environments-common';
import { DateTime, Duration } from 'luxon';

/** A segment of a bar; times in milliseconds. */
export interface Stretch {
  kind: 'build' | 'lease' | 'grace';
  from: number;
  to: number;
}

/** The range of the axis; times in milliseconds. */
export interface Axis {
  from: number;
  to: number;
  ticks: Array<{ at: number; label: string }>;
}

/**
 * The segments of an environment's bar: creation, lease, grace. An ended environment stops at its actual end; one in creation is drawn
 * with its requested lease.
 */
export function stretchesOf(
  environment: Environment,
  now: DateTime,
): Stretch[] {
  const { createdAt, readyAt, endedAt, lease } = environment;
  const start = millis(createdAt);
  const end = endedAt ? millis(endedAt) : undefined;
  const built = readyAt ? millis(readyAt) : end ?? now.toMillis();
  const leaseEnd = lease.expiresAt
    ? millis(lease.expiresAt)
    : built + length(lease.duration);
  const graceEnd = lease.graceEndsAt
    ? millis(lease.graceEndsAt)
    : leaseEnd + length(lease.grace);

  const stretches: Stretch[] = [
    { kind: 'build', from: start, to: built },
    { kind: 'lease', from: built, to: leaseEnd },
    { kind: 'grace', from: leaseEnd, to: graceEnd },
  ];
  return stretches
    .map(stretch => ({
      ...stretch,
      to: Math.min(stretch.to, end ?? stretch.to),
    }))
    .filter(({ from, to }) => to > from);
}

// From minutes, for the short leases of a demonstration, to months.
const STEPS = [
  { step: { minutes: 5 }, startOf: 'hour', format: 'HH:mm' },
  { step: { hours: 1 }, startOf: 'hour', format: 'HH:mm' },
  { step: { hours: 6 }, startOf: 'day', format: 'ccc HH:mm' },
  { step: { days: 1 }, startOf: 'day', format: 'd LLL' },
  { step: { weeks: 1 }, startOf: 'week', format: 'd LLL' },
  { step: { months: 1 }, startOf: 'month', format: 'LLL yyyy' },
] as const;
const MOST_TICKS = 12;

/** An axis that covers all bars and today, with round times as ticks. */
export function axisOf(bars: Stretch[][], now: DateTime): Axis {
  const times = bars.flat().flatMap(({ from, to }) => [from, to]);
  const from = Math.min(now.toMillis(), ...times);
  const to = Math.max(now.toMillis() + 60_000, ...times);
  const chosen =
    STEPS.find(
      ({ step }) =>
        (to - from) / Duration.fromObject(step).toMillis() <= MOST_TICKS,
    ) ?? STEPS[STEPS.length - 1];
  return { from, to, ticks: ticksOf(from, to, chosen) };
}

function ticksOf(from: number, to: number, chosen: (typeof STEPS)[number]) {
  const ticks: Axis['ticks'] = [];
  let at = DateTime.fromMillis(from).startOf(chosen.startOf);
  while (at.toMillis() <= to) {
    if (at.toMillis() >= from) {
      ticks.push({ at: at.toMillis(), label: at.toFormat(chosen.format) });
    }
    at = at.plus(chosen.step);
  }
  return ticks;
}

function millis(iso: string): number {
  return DateTime.fromISO(iso).toMillis();
}

function length(iso: string): number {
  return Duration.fromISO(iso).toMillis();
}
