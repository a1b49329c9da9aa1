import type { Knex } from 'knex';

/**
 * For the query that chooses what to claim: skips rows that another replica is claiming right now.
 *
 * @remarks
 *
 * SQLite has no row locks and needs none: one connection runs one statement after the other.
 */
export function skipLocked(
  query: Knex.QueryBuilder,
  /** The tables whose rows are locked, if the query joins others. */
  ...tables: string[]
): void {
  if (query.client.config.client === 'pg') {
    query.forUpdate(...tables).skipLocked();
  }
}

/**
 * For the start of a transaction that others wait for: a session that goes silent in it is ended, and one that waits for a lock in it gives
 * up some time later. A replica whose machine died does not close its connections, and would hold its locks until TCP noticed.
 *
 * @remarks
 *
 * SQLite has one process, in which no session can go silent without the others.
 */
export async function limitSilence(
  transaction: Knex.Transaction,
  seconds: number,
): Promise<void> {
  if (transaction.client.config.client === 'pg') {
    await transaction.raw(
      `select set_config('idle_in_transaction_session_timeout', ?, true), set_config('lock_timeout', ?, true)`,
      // The locks of a silent session are released before those who wait for them give up.
      [`${seconds}s`, `${2 * seconds}s`],
    );
  }
}
