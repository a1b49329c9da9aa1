import { ConflictError } from '@backstage/errors';
import type { EnvironmentState } from 'backstage-plugin-eks-environments-common';
import type { DateTime } from 'luxon';
import type { Knex } from 'knex';
import { type EnvironmentRow, type LeaseRow, toColumn } from '../database';
import { eventText, withReason } from '../events/eventText';
import type { EventRecorder } from '../events/types';
import type { ExtensionLimit } from './checkExtension';
import { findLease } from './findLease';
import { leaseEndingAt } from './leaseTimes';
import { type Extension, extendedEnd } from './readExtension';

/**
 * Extends a lease, in a transaction of its own or the caller's. In grace it becomes active again.
 *
 * @throws ConflictError when the state, the number of extensions or the total forbids it, naming what is possible
 */
export async function extendLease(
  transaction: Knex.Transaction,
  options: {
    environmentId: string;
    extension: Extension;
    limit: ExtensionLimit;
    reason?: string;
    actor: string;
    events: EventRecorder;
    now: DateTime;
  },
): Promise<void> {
  const { environmentId, extension, limit, reason, actor, events, now } =
    options;
  const at = toColumn(now);
  const { state, lease } = await lockLease(transaction, environmentId, at);
  const end = extendedEnd({ state, lease }, { extension, limit }, now);
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
