import type { Knex } from 'knex';
import { insertEnvironment } from '../../src/__testUtils__/insertEnvironment';
import { newId } from '../../src/database';

const ROWS_PER_STATEMENT = 100;
const OWNERS = 50;

/** An installation with so many environments, all Ready and far from their ends. */
export async function seedEnvironments(
  knex: Knex,
  count: number,
  config: string,
): Promise<void> {
  await knex('blueprints').insert({
    name: 'sandbox',
    version: 1,
    digest: 'digest',
    document: '{}',
    loaded_at: '2026-11-20T12:00:00.000Z',
  });
  const model = await insertEnvironment(knex, { spec: config });
  const [request] = await knex('requests');
  const [lease] = await knex('leases');
  const copies = Array.from({ length: count - 1 }, (_, index) => {
    const id = newId();
    const requestId = newId();
    const name = `env-${index}`;
    const owner = `group:default/team-${index % OWNERS}`;
    return {
      request: { ...request, id: requestId, name, owner },
      environment: {
        ...model,
        id,
        request_id: requestId,
        name,
        owner,
        resource_ref: `${name}-${id.slice(-8).toLocaleLowerCase('en')}`,
      },
      lease: {
        ...lease,
        environment_id: id,
        due_at: '2126-11-21T12:00:00.000Z',
      },
    };
  });
  const tables = [
    ['requests', copies.map(copy => copy.request)],
    ['environments', await existingColumns(knex, copies)],
    ['leases', copies.map(copy => copy.lease)],
  ] as const;
  for (const [table, rows] of tables) {
    await knex.batchInsert(table, [...rows], ROWS_PER_STATEMENT);
  }
  if (knex.client.config.client === 'pg') {
    await knex.raw('analyze');
  }
}

/** The row as it was stored, with the defaults of the columns that its maker does not know. */
async function existingColumns(
  knex: Knex,
  copies: Array<{ environment: object }>,
): Promise<object[]> {
  const [stored] = await knex('environments');
  return copies.map(({ environment }) => ({ ...stored, ...environment }));
}
