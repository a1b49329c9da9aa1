import { Duration } from 'luxon';
import type { Knex } from 'knex';
import { fromColumn, type LeaseRow, toColumn } from '../database';
import { findLease } from './findLease';

/** Sets the time at which a create that failed is deleted, because what stands of it costs money. */
export async function setFailureDeadline(
  transaction: Knex.Transaction,
  { environmentId, at }: { environmentId: string; at: string },
): Promise<void> {
  const lease = await findLease(transaction, environmentId);
  const deadline = toColumn(
    fromColumn(at).plus(Duration.fromISO(lease.failure_deadline)),
  );
  await transaction<LeaseRow>('leases')
    .where('environment_id', environmentId)
    .update({ deadline, due_at: deadline });
}

// What keeps a deletion back, such as an outage of AWS, mostly passes by itself; people are told each time that it does not.
const DELETED_AGAIN_AFTER = { hours: 1 };

/** Sets the time at which a deletion that failed is tried again, because what stands of the cluster costs money. */
export async function setNextDeletion(
  transaction: Knex.Transaction,
  { environmentId, at }: { environmentId: string; at: string },
): Promise<void> {
  await transaction<LeaseRow>('leases')
    .where('environment_id', environmentId)
    .update({ due_at: toColumn(fromColumn(at).plus(DELETED_AGAIN_AFTER)) });
}

/** Ends everything that a lease would still do by itself. */
export async function silenceLease(
  transaction: Knex.Transaction,
  environmentId: string,
): Promise<void> {
  await transaction<LeaseRow>('leases')
    .where('environment_id', environmentId)
    .update({ deadline: null, due_at: null, tag_due_at: null });
}
