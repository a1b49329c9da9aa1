import type { Knex } from 'knex';

/**
 * For the query that chooses what to claim: passes over rows that another replica is claiming right now.
 *
 * @remarks
 *
 * SQLite knows no row locks and needs none: one connection does one statement after the other.
 */
export function skipLocked(
  query: Knex.QueryBuilder,
  /** The one to lock rows of, where the query joins others. */
  ...tables: string[]
): void {
  if (query.client.config.client === 'pg') {
    query.forUpdate(...tables).skipLocked();
  }
}

/**
 * At the start of a transaction that others wait for: who goes silent in it loses it, and who waits for a lock in it gives up some time
 * later. A replica whose machine died does not close its connections, and would hold its locks until TCP noticed.
 *
 * @remarks
 *
 * In SQLite's one process nobody can go silent without the others.
 */
export async function limitSilence(
  transaction: Knex.Transaction,
  seconds: number,
): Promise<void> {
  if (transaction.client.config.client === 'pg') {
    await transaction.raw(
      `select set_config('idle_in_transaction_session_timeout', ?, true), set_config('lock_timeout', ?, true)`,
      // The locks of one that went silent are free before those who wait for them give up.
      [`${seconds}s`, `${2 * seconds}s`],
    );
  }
}
