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
  /** It is past what the owner may do alone, so it is requested. */
  needsApproval: boolean;
}

/**
 * The possible extensions of a lease: the blueprint's default, round durations near it, and the maximum, without and with an approval. They count from the end of the
 * lease, or in grace from now, as in the portal.
 */
export function extensionChoices(
  lease: Lease,
  now: DateTime,
): ExtensionChoice[] {
  const { expiresAt, latestEnd, usualExtension } = lease;
  const latest = lease.latestApprovedEnd ?? latestEnd;
  if (!expiresAt) {
    return [];
  }

  const end = DateTime.fromISO(expiresAt);
  const inGrace = end < now;
  const from = inGrace ? now : end;
  const roomUntil = (time: string | undefined) =>
    time
      ? DateTime.fromISO(time).diff(from).as('seconds') -
        (inGrace ? TO_CHOOSE : 0)
      : Infinity;
  const room = roomUntil(latest);
  const ownRoom = hasOwnExtensions(lease) ? roomUntil(latestEnd) : 0;
  const lengths = new Set(
    [...PRESETS, ...(usualExtension ? [usualExtension] : [])]
      .map(length => wholeMinutes(durationSeconds(length)))
      .filter(seconds => seconds >= MINUTE && seconds <= room),
  );
  for (const all of [ownRoom, room]) {
    if (Number.isFinite(all) && all >= MINUTE) {
      lengths.add(wholeMinutes(all));
    }
  }

  return [...lengths]
    .sort((left, right) => left - right)
    .map(seconds => choice(from, seconds, seconds > ownRoom));
}

/** Whether an approved extension could lead past what the owner may do alone. */
export function canRequestExtension(lease: Lease, now: DateTime): boolean {
  return extensionChoices(lease, now).some(
    ({ needsApproval }) => needsApproval,
  );
}

function hasOwnExtensions({ extensions, maximumExtensions }: Lease): boolean {
  return extensions < maximumExtensions;
}

/** The portal does not accept seconds. */
function wholeMinutes(seconds: number): number {
  return Math.floor(seconds / MINUTE) * MINUTE;
}

function choice(
  from: DateTime,
  seconds: number,
  needsApproval: boolean,
): ExtensionChoice {
  const duration = Duration.fromObject({ seconds });
  const endsAt = from.plus(duration);
  return {
    duration: duration.shiftTo('days', 'hours', 'minutes').toISO() ?? '',
    endsAt: endsAt.toUTC().toISO() ?? '',
    needsApproval,
  };
}
