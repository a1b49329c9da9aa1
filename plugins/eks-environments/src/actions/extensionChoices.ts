import type { Lease } from 'backstage-plugin-eks-environments-common';
import { DateTime, Duration } from 'luxon';
import { durationSeconds, secondsBetween } from '../format';

const PRESETS = ['PT1H', 'PT4H', 'P1D', 'P2D', 'P3D', 'P7D', 'P14D', 'P30D'];
const MINUTE = 60; // seconds

/** One length that a lease can be extended by. */
export interface ExtensionChoice {
  /** ISO 8601. */
  duration: string;
  /** When the lease would end; ISO 8601. */
  endsAt: string;
}

/**
 * The extensions that the lease still has room for: the blueprint's usual one first in mind, round ones beside it, and all that
 * is left.
 */
export function extensionChoices(lease: Lease): ExtensionChoice[] {
  const { expiresAt, latestEnd, usualExtension } = lease;
  if (!expiresAt) {
    return [];
  }

  const room = latestEnd ? secondsBetween(expiresAt, latestEnd) : Infinity;
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
    .map(seconds => choice(expiresAt, seconds));
}

/** The portal takes no seconds. */
function wholeMinutes(seconds: number): number {
  return Math.floor(seconds / MINUTE) * MINUTE;
}

function choice(expiresAt: string, seconds: number): ExtensionChoice {
  const duration = Duration.fromObject({ seconds });
  const endsAt = DateTime.fromISO(expiresAt).plus(duration);
  return {
    duration: duration.shiftTo('days', 'hours', 'minutes').toISO() ?? '',
    endsAt: endsAt.toUTC().toISO() ?? expiresAt,
  };
}
