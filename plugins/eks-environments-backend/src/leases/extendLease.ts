import { ConflictError, InputError } from '@backstage/errors';
import {
  type EnvironmentState,
  parseDuration,
} from 'backstage-plugin-eks-environments-common';
import { type DateTime, Duration } from 'luxon';
import type { Knex } from 'knex';
import {
  type EnvironmentRow,
  isStorable,
  type LeaseRow,
  toColumn,
} from '../database';
import { eventText, withReason } from '../events/eventText';
import type { EventRecorder } from '../events/types';
import { checkExtension } from './checkExtension';
import { findLease } from './findLease';
import { leaseEndingAt } from './leaseTimes';

/**
 * Extends a lease, in a transaction of its own or the caller's. In grace it becomes active again.
 *
 * @remarks
 *
 * The extension counts from the end of the lease; in grace, from now.
 *
 * @throws ConflictError when the state, the number of extensions or the total forbids it, naming what is possible
 * @throws InputError when the duration is invalid
 */
export async function extendLease(
  transaction: Knex.Transaction,
  options: {
    environmentId: string;
    duration: string;
    reason: string;
    actor: string;
    events: EventRecorder;
    now: DateTime;
  },
): Promise<void> {
  const { environmentId, reason, actor, events, now } = options;
  const duration = readDuration(options.duration);
  const at = toColumn(now);
  const { state, lease } = await lockLease(transaction, environmentId, at);
  const end = extendedEnd({ state, lease }, duration, now);
  const changed = await transaction<LeaseRow>('leases')
    .where({
      environment_id: environmentId,
      phase: lease.phase,
      extensions: lease.extensions,
      expires_at: lease.expires_at,
    })
    .update({
      ...leaseEndingAt(lease, end, now),
      phase: 'active',
      extensions: lease.extensions + 1,
    });
  if (changed === 0) {
    throw new ConflictError(
      'Somebody else changed the lease at the same time; reload it and try again',
    );
  }
  await events.record(transaction, {
    type: 'LeaseExtended',
    environmentId,
    actor,
    ...withReason(
      eventText('lease-extended', { end: { time: toColumn(end) } }),
      reason,
    ),
    data: { expiresAt: toColumn(end), reason },
    at,
  });
}

interface LeasedState {
  state: EnvironmentState;
  lease: LeaseRow;
}

/** Reads state and lease under the lock of the environment's row, which every transaction locks first. */
async function lockLease(
  transaction: Knex.Transaction,
  environmentId: string,
  at: string,
): Promise<LeasedState> {
  const [environment] = await transaction<EnvironmentRow>('environments')
    .where('id', environmentId)
    .update({ updated_at: at })
    .returning('state');
  const lease = await findLease(transaction, environmentId);
  return { state: environment.state, lease };
}

/** @throws ConflictError naming the limit and what is possible */
function extendedEnd(
  leased: LeasedState,
  duration: Duration,
  now: DateTime,
): DateTime {
  const check = checkExtension(leased, now);
  if (check.kind === 'refused') {
    throw new ConflictError(check.reason.message);
  }
  const end = check.from.plus(duration);
  if (end > check.latest) {
    throw new ConflictError(
      `The lease can't be extended past ${toColumn(check.latest)}${
        isStorable(end) ? `; it would end at ${toColumn(end)}` : ''
      }`,
    );
  }
  return end;
}

/** @throws InputError when the text is not a duration that people may enter */
function readDuration(text: string): Duration {
  const reading = parseDuration(text);
  if (reading.kind === 'invalid') {
    throw new InputError(`duration ${reading.problem}`);
  }
  return Duration.fromISO(reading.duration);
}
