import { NotFoundError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { EnvironmentRow } from './rows';

/*
 * The order in which transactions lock rows, so that no two of them deadlock:
 *
 *   request, environment, operation, circuit breaker, lease, quota balances
 *
 * A transaction may leave out what it does not need, except the environment: whoever writes the state of an operation or of an environment,
 * or inserts an operation, holds the environment first. So all that happens to one environment happens one after the other. An insert
 * counts as a lock of the operation: it waits for the transaction that ends the open one. Rows that the transaction itself inserted are
 * nobody else's.
 *
 * Claims, heartbeats and the journal lock an operation alone, and wait for nothing after it.
 */

/**
 * Reads an environment and locks it to the end of the transaction. It may be locked already.
 *
 * @throws NotFoundError when there is no such environment
 */
export async function lockEnvironment(
  transaction: Knex.Transaction,
  id: string,
): Promise<EnvironmentRow> {
  const query = transaction<EnvironmentRow>('environments')
    .where({ id })
    .first();
  if (transaction.client.config.client === 'pg') {
    // Rows that refer to the environment, such as events, are inserted meanwhile.
    query.forNoKeyUpdate();
  }
  const row = await query;
  if (!row) {
    throw new NotFoundError(`There is no environment ${id}`);
  }
  return row;
}

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

/** From here on, each statement of the transaction fails when it takes longer, such as when it waits for a lock. SQLite has no such limit. */
export async function limitStatements(
  transaction: Knex.Transaction,
  seconds: number,
): Promise<void> {
  if (transaction.client.config.client === 'pg') {
    await transaction.raw(`select set_config('statement_timeout', ?, true)`, [
      `${seconds}s`,
    ]);
  }
}
