import type { Lease } from 'backstage-plugin-eks-environments-common';
import { DateTime, Duration } from 'luxon';
import { durationSeconds } from '../format';

const PRESETS = ['PT1H', 'PT4H', 'P1D', 'P2D', 'P3D', 'P7D', 'P14D', 'P30D'];
const MINUTE = 60; // seconds

/** In grace the end moves on from when the portal gets the extension: while somebody chooses and gives a reason, less is left. */
const TO_CHOOSE = 10 * MINUTE;

/** One length that a lease can be extended by. */
export interface ExtensionChoice {
  /** ISO 8601. */
  duration: string;
  /** When the lease would end; ISO 8601. */
  endsAt: string;
}

/**
 * The extensions that the lease still has room for: the blueprint's usual one first in mind, round ones beside it, and all that
 * is left. They count from the end of the lease, in grace from now, as the portal does.
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

/** The portal takes no seconds. */
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
