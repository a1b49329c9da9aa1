import type { Knex } from 'knex';
import { newId } from '../database';

/** SQLite takes no more terms in one statement. */
const ROWS_PER_STATEMENT = 100;

/** A copy of an environment. */
export interface EnvironmentCopy {
  id: string;
  requestId: string;
  operationId: string;
}

/**
 * Makes a database large: copies the environments that there are, in turns, with their requests, leases, cost segments, waiting operations
 * and open reservations.
 */
export async function copyEnvironments(
  knex: Knex,
  count: number,
): Promise<EnvironmentCopy[]> {
  const copies = Array.from({ length: count }, () => ({
    id: newId(),
    requestId: newId(),
    operationId: newId(),
  }));
  const environments = await knex('environments').orderBy('id');
  const copyRows = async (
    table: string,
    key: 'id' | 'request_id',
    modelKey: string,
    change: (copy: EnvironmentCopy) => object,
    filter: object = {},
  ) => {
    const models = await knex(table).where(filter);
    const rows = copies.flatMap((copy, index) => {
      const of = environments[index % environments.length];
      return models
        .filter(model => model[modelKey] === of[key])
        .map(model => ({ ...model, ...change(copy) }));
    });
    await knex.batchInsert(table, rows, ROWS_PER_STATEMENT);
  };
  await copyRows('requests', 'request_id', 'id', ({ id, requestId }) => ({
    id: requestId,
    environment_id: id,
  }));
  await copyRows('environments', 'id', 'id', ({ id, requestId }) => ({
    id,
    request_id: requestId,
    name: id,
    resource_ref: id,
  }));
  await copyRows('leases', 'id', 'environment_id', ({ id }) => ({
    environment_id: id,
  }));
  await copyRows('cost_segments', 'id', 'environment_id', ({ id }) => ({
    id: newId(),
    environment_id: id,
  }));
  await copyRows(
    'operations',
    'id',
    'environment_id',
    ({ id, operationId }) => ({ id: operationId, environment_id: id }),
    { state: 'Pending' },
  );
  await copyRows(
    'quota_reservations',
    'id',
    'holder_id',
    ({ id }) => ({ holder_id: id }),
    { released_at: null },
  );
  if (knex.client.config.client === 'pg') {
    await knex.raw('analyze');
  }
  return copies;
}
