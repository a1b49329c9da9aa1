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
