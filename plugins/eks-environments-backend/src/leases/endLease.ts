import type { Knex } from 'knex';
import type { LeaseRow, TransitionOutcome } from '../database';

/** A lease as it was read. */
export type LeaseAsRead = Pick<LeaseRow, 'phase' | 'due_at' | 'expires_at'>;

/**
 * Ends a lease, in whatever phase it is, and everything that was due for it. A lease that has ended stays ended.
 *
 * @returns 'lost' when the lease changed since it was read
 */
export async function endLease(
  transaction: Knex.Transaction,
  {
    environmentId,
    asRead,
  }: {
    environmentId: string;
    /** Omitted: the lease ends whatever changed since. */
    asRead?: LeaseAsRead;
  },
): Promise<TransitionOutcome> {
  const { phase, due_at, expires_at } = asRead ?? {};
  const changed = await transaction<LeaseRow>('leases')
    .where('environment_id', environmentId)
    .modify(query => {
      if (asRead) {
        query.where({ phase, due_at, expires_at });
      }
    })
    .update({ phase: 'ended', deadline: null, due_at: null, tag_due_at: null });
  return changed === 1 ? 'done' : 'lost';
}
