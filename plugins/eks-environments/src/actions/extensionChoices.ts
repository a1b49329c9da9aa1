import type { Lease } from 'backstage-plugin-eks-environments-common';
import { DateTime, Duration } from 'luxon';
import { durationSeconds } from '../format';

const PRESETS = ['PT1H', 'PT4H', 'P1D', 'P2D', 'P3D', 'P7D', 'P14D', 'P30D'];
const MINUTE = 60; // seconds

/**
 * In grace, an extension counts from when the portal receives it, so the available time shrinks while the user chooses and gives a
 * reason.
 */
const TO_CHOOSE = 10 * MINUTE;

/** One possible extension of a lease. */
export interface ExtensionChoice {
  /** ISO 8601. */
  duration: string;
  /** When the lease would end; ISO 8601. */
  endsAt: string;
}

/**
 * The possible extensions of a lease: the blueprint's default, round durations near it, and the maximum. They count from the end of the
 * lease, or in grace from now, as in the portal.
 */
export function extensionChoices(
  lease: Lease,
  now: DateTime,
): ExtensionChoice[] {
  const { expiresAt, latestEnd, usualExtension } = lease;
  if (!expiresAt) {
    return [];
  }

  const end = DateTime.fromISO(expiresAt);
  const inGrace = end < now;
  const from = inGrace ? now : end;
  const room = latestEnd
    ? DateTime.fromISO(latestEnd).diff(from).as('seconds') -
      (inGrace ? TO_CHOOSE : 0)
    : Infinity;
  const lengths = new Set(
    [...PRESETS, ...(usualExtension ? [usualExtension] : [])]
      .map(length => wholeMinutes(durationSeconds(length)))
      .filter(seconds => seconds >= MINUTE && seconds <= room),
  );
  if (Number.isFinite(room) && room >= MINUTE) {
    lengths.add(wholeMinutes(room));
  }

  return [...lengths]
    .sort((left, right) => left - right)
    .map(seconds => choice(from, seconds));
}

/** The portal does not accept seconds. */
function wholeMinutes(seconds: number): number {
  return Math.floor(seconds / MINUTE) * MINUTE;
}

function choice(from: DateTime, seconds: number): ExtensionChoice {
  const duration = Duration.fromObject({ seconds });
  const endsAt = from.plus(duration);
  return {
    duration: duration.shiftTo('days', 'hours', 'minutes').toISO() ?? '',
    endsAt: endsAt.toUTC().toISO() ?? '',
  };
}
