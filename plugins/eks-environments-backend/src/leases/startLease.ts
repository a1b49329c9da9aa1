import type { Knex } from 'knex';
import { fromColumn, toColumn, transitionLease } from '../database';
import { eventText } from '../events/eventText';
import type { EventRecorder } from '../events/types';
import { findLease } from './findLease';
import { endsOf, leaseEndingAt } from './leaseTimes';

/**
 * Starts the lease of an environment that just became Ready, in the same transaction.
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
  const { end, latestEnd, latestApprovedEnd } = endsOf(lease, start);
  const columns = leaseEndingAt(lease, end, start);
  const outcome = await transitionLease(transaction, {
    environmentId,
    from: 'pending',
    to: 'active',
    changes: {
      ...columns,
      started_at: at,
      latest_end: toColumn(latestEnd),
      latest_approved_end: toColumn(latestApprovedEnd),
      deadline: null,
    },
  });
  if (outcome === 'lost') {
    throw new Error(
      `The lease of ${environmentId} can't start: it is ${lease.phase}`,
    );
  }
  await events.record(transaction, {
    type: 'LeaseStarted',
    environmentId,
    ...eventText('lease-started', { end: { time: toColumn(end) } }),
    data: { expiresAt: columns.expires_at },
    at,
  });
}
