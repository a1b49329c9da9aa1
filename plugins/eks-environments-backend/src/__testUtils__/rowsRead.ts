import type { Knex } from 'knex';

/** Counts the rows that the queries of a function return. */
export async function rowsRead(
  knex: Knex,
  work: () => Promise<unknown>,
): Promise<number> {
  let rows = 0;
  const count = (response: unknown) => {
    rows += Array.isArray(response) ? response.length : 0;
  };
  knex.on('query-response', count);
  try {
    await work();
  } finally {
    knex.removeListener('query-response', count);
  }
  return rows;
}
