import type { Knex } from 'knex';
import { fromColumn, type LeaseRow, toColumn } from '../database';
import { formatTime } from '../events/format';
import type { EventRecorder } from '../events/types';
import { findLease } from './findLease';
import { endsOf, leaseEndingAt } from './leaseTimes';

/**
 * Starts the lease of an environment that just became Ready, in that same transaction.
 *
 * @throws UnusableLeaseError when the stored lease leads to no end
 */
export async function startLease(
  transaction: Knex.Transaction,
  options: { environmentId: string; at: string; events: EventRecorder },
): Promise<void> {
  const { environmentId, at, events } = options;
  const lease = await findLease(transaction, environmentId);
  const start = fromColumn(at);
  const { end, latestEnd } = endsOf(lease, start);
  const columns = leaseEndingAt(lease, end, start);
  await transaction<LeaseRow>('leases')
    .where('environment_id', environmentId)
    .update({
      ...columns,
      started_at: at,
      latest_end: toColumn(latestEnd),
      deadline: null,
    });
  await events.record(transaction, {
    type: 'LeaseStarted',
    environmentId,
    message: `The lease runs until ${formatTime(end)}`,
    data: { expiresAt: columns.expires_at },
    at,
  });
}
