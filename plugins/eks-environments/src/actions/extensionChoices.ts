import type {
  Environment,
  Lease,
} from 'backstage-plugin-eks-environments-common';
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
 * The possible extensions of a lease: the blueprint's default, round durations near it, and the maximum, without and with an approval. They
 * count from the end of the lease, or in grace from now, as in the portal.
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
  const reserve = inGrace ? TO_CHOOSE : 0;
  const roomUntil = (time: string | undefined) =>
    time ? DateTime.fromISO(time).diff(from).as('seconds') : Infinity;
  const room = roomUntil(latest) - reserve;
  const ownRoom = hasOwnExtensions(lease) ? roomUntil(latestEnd) : 0;
  // One that the owner may just still make alone may need an approval a moment later.
  const isUnclear = (seconds: number) =>
    seconds > ownRoom - reserve && seconds <= ownRoom;
  const candidates = [
    ...[...PRESETS, ...(usualExtension ? [usualExtension] : [])].map(
      durationSeconds,
    ),
    ownRoom - reserve,
    room,
  ];
  const lengths = new Set(
    candidates
      .filter(Number.isFinite)
      .map(wholeMinutes)
      .filter(seconds => seconds >= MINUTE && seconds <= room)
      .filter(seconds => !isUnclear(seconds)),
  );

  return [...lengths]
    .sort((left, right) => left - right)
    .map(seconds => choice(from, seconds, seconds > ownRoom));
}

/** The possible extensions of an environment: none that needs an approval while another request is pending. */
export function offeredExtensions(
  { lease, pendingRequest }: Pick<Environment, 'lease' | 'pendingRequest'>,
  now: DateTime,
): ExtensionChoice[] {
  return extensionChoices(lease, now).filter(
    ({ needsApproval }) => !(needsApproval && pendingRequest),
  );
}

/** Whether an extension past what the owner may do alone can be requested. */
export function canRequestExtension(
  environment: Pick<Environment, 'lease' | 'pendingRequest'>,
  now: DateTime,
): boolean {
  return offeredExtensions(environment, now).some(
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
