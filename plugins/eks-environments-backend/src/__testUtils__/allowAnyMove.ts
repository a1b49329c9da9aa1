import type { Knex } from 'knex';

/**
 * For tests that put rows into a state by hand to begin from there: takes the database's guards away, which refuse moves that the state
 * tables do not know.
 */
export async function allowAnyMove(knex: Knex): Promise<void> {
  const isPostgres = knex.client.config.client === 'pg';
  for (const table of ['environments', 'leases', 'operations', 'requests']) {
    await knex.raw(
      `drop trigger ${table}_transitions${isPostgres ? ` on ${table}` : ''}`,
    );
  }
}
