import { TestDatabases } from '@backstage/backend-test-utils';
import {
  environmentStates,
  operationStates,
  requestStates,
} from 'backstage-plugin-eks-environments-common';
import { databaseNow, toColumn } from './clock';
import { migrate } from './migrations';
import { DateTime } from 'luxon';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const migrations = `${__dirname}/../../migrations`;

describe.each(databases.eachSupportedId())('migrations on %s', databaseId => {
  it('go up and down again', async () => {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    expect(await knex.schema.hasTable('operations')).toBe(true);
    await knex.migrate.rollback({ directory: migrations }, true);
    expect(await knex.schema.hasTable('operations')).toBe(false);
    await migrate(knex);
    expect(await knex.schema.hasTable('operations')).toBe(true);
  });

  it.each([
    ['environments', environmentStates],
    ['requests', requestStates],
    ['operations', operationStates],
  ])('let %s have exactly the states of the table', async (table, states) => {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    const check = await checkOf(knex, table);
    const literals = [...check.matchAll(/'([A-Za-z]+)'/g)].map(m => m[1]);
    expect(literals.sort()).toEqual(Object.keys(states).sort());
  });

  it('tell the time in the format of the columns', async () => {
    const knex = await databases.init(databaseId);
    const [row] = await knex.select({ now: databaseNow(knex, -90) });
    expect(row.now).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(row.now < toColumn(DateTime.utc().minus({ seconds: 80 }))).toBe(
      true,
    );
  });
});

async function checkOf(
  knex: Awaited<ReturnType<typeof databases.init>>,
  table: string,
): Promise<string> {
  if (knex.client.config.client === 'pg') {
    const { rows } = await knex.raw(
      `select pg_get_constraintdef(oid) as definition from pg_constraint where conname = ?`,
      [`${table}_state`],
    );
    return String(rows[0].definition).replace(
      /::text|::character varying/g,
      '',
    );
  }
  const [{ sql }] = await knex.raw(
    `select sql from sqlite_master where type = 'table' and name = ?`,
    [table],
  );
  const [definition] = String(sql).match(
    new RegExp(`${table}_state.*?check\\s*\\((.*?\\))\\)`, 'is'),
  )!;
  return definition.slice(definition.indexOf('('));
}
