import type { Knex } from 'knex';
import {
  fromColumn,
  type LeaseRow,
  type OperationRow,
  toColumn,
} from '../database';
import { findLease } from './findLease';
import { failureDeadline } from './leaseTimes';

/**
 * Sets the time at which a create that failed is deleted, because what stands of it costs money. It holds while the create waits to be tried
 * again, too: a pause, a circuit breaker or a long queue may make that for ever. Each attempt that fails moves it on.
 */
export async function setFailureDeadline(
  transaction: Knex.Transaction,
  { environmentId, at }: { environmentId: string; at: string },
): Promise<void> {
  const lease = await findLease(transaction, environmentId);
  const deadline = toColumn(failureDeadline(lease, fromColumn(at)));
  await transaction<LeaseRow>('leases')
    .where('environment_id', environmentId)
    .update({ deadline, due_at: deadline });
}

// What keeps a deletion back, such as an outage of AWS, mostly passes by itself. Where it does not, people are told each time.
const FIRST_PAUSE_HOURS = 1;
const LONGEST_PAUSE_HOURS = 24;

/**
 * Sets the time at which a deletion that failed is tried again, because what stands of the cluster costs money: after one hour, then two,
 * four and so on, once a day at last.
 */
export async function setNextDeletion(
  transaction: Knex.Transaction,
  { environmentId, at }: { environmentId: string; at: string },
): Promise<void> {
  const failed = await transaction<OperationRow>('operations')
    .where({ environment_id: environmentId, lane: 'teardown', state: 'Failed' })
    .select('id');
  const hours = Math.min(
    LONGEST_PAUSE_HOURS,
    FIRST_PAUSE_HOURS * 2 ** Math.max(0, failed.length - 1),
  );
  await transaction<LeaseRow>('leases')
    .where('environment_id', environmentId)
    .update({ due_at: toColumn(fromColumn(at).plus({ hours })) });
}
