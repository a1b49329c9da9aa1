import type { Knex } from 'knex';

/**
 * Removes the database triggers that refuse transitions missing from the state tables, for tests that write rows directly in the state that
 * they start from.
 */
export async function allowAnyMove(knex: Knex): Promise<void> {
  const isPostgres = knex.client.config.client === 'pg';
  for (const table of ['environments', 'leases', 'operations', 'requests']) {
    await knex.raw(
      `drop trigger ${table}_transitions${isPostgres ? ` on ${table}` : ''}`,
    );
  }
}
