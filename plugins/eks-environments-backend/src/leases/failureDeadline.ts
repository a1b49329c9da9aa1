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

/** Ends everything that a lease would still do by itself. */
export async function silenceLease(
  transaction: Knex.Transaction,
  environmentId: string,
): Promise<void> {
  await transaction<LeaseRow>('leases')
    .where('environment_id', environmentId)
    .update({ deadline: null, due_at: null, tag_due_at: null });
}
