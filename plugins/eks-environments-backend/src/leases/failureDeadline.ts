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
 * Sets the time at which a failed create is deleted, because what exists of it costs money. It also holds while the create waits for a
 * retry: a pause, a circuit breaker or a long queue could delay that indefinitely. Each failed attempt moves it.
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

// What prevents a deletion, such as an outage, mostly passes without action. Otherwise each failure is reported.
const FIRST_PAUSE_HOURS = 1;
const LONGEST_PAUSE_HOURS = 24;

/**
 * Sets the time at which a failed deletion is retried, because what exists of the cluster costs money: after one hour, then two, four and
 * so on, and finally once a day.
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
