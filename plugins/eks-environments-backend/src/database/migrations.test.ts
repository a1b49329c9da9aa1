import { TestDatabases } from '@backstage/backend-test-utils';
import {
  environmentStates,
  leasePhases,
  operationStates,
  powerStates,
  requestStates,
} from 'backstage-plugin-eks-environments-common';
import { databaseNow, toColumn } from './clock';
import { migrate } from './migrations';
import { DateTime } from 'luxon';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const migrations = `${__dirname}/../../migrations`;

describe.each(databases.eachSupportedId())('migrations on %s', databaseId => {
  it('go up and down again, and leave nothing behind', async () => {
    const knex = await databases.init(databaseId);
    const before = await schemaOf(knex);
    await migrate(knex);
    const after = await schemaOf(knex);
    expect(after).toContain('trigger operations_transitions on operations');
    await knex.migrate.rollback({ directory: migrations }, true);
    expect(await schemaOf(knex)).toEqual(before);
    await migrate(knex);
    expect(await schemaOf(knex)).toEqual(after);
  });

  it.each([
    ['environments', 'state', environmentStates],
    ['environments', 'power', powerStates],
    ['leases', 'phase', leasePhases],
    ['requests', 'state', requestStates],
    ['operations', 'state', operationStates],
  ])(
    'let %s.%s have exactly the values of the table',
    async (table, column, states) => {
      const knex = await databases.init(databaseId);
      await migrate(knex);
      const check = await checkOf(knex, table, `${table}_${column}`);
      const literals = [...check.matchAll(/'([A-Za-z]+)'/g)].map(m => m[1]);
      expect(literals.sort()).toEqual(Object.keys(states).sort());
    },
  );

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
  knex: Database,
  table: string,
  constraint: string,
): Promise<string> {
  if (knex.client.config.client === 'pg') {
    const { rows } = await knex.raw(
      `select pg_get_constraintdef(oid) as definition from pg_constraint where conname = ?`,
      [constraint],
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
    new RegExp(`${constraint}.*?check\\s*\\((.*?\\))\\)`, 'is'),
  )!;
  return definition.slice(definition.indexOf('('));
}

type Database = Awaited<ReturnType<typeof databases.init>>;

/** The columns, indexes, triggers and functions of the schema, as comparable lines. */
async function schemaOf(knex: Database): Promise<string[]> {
  const lines: { line: string }[] =
    knex.client.config.client === 'pg'
      ? (
          await knex.raw(`
            select 'column ' || column_name || ' of ' || table_name as line
              from information_schema.columns where table_schema = current_schema()
            union select 'index ' || indexname || ' on ' || tablename
              from pg_indexes where schemaname = current_schema()
            union select 'trigger ' || trigger_name || ' on ' || event_object_table
              from information_schema.triggers where trigger_schema = current_schema()
            union select 'function ' || proname
              from pg_proc where pronamespace = current_schema()::regnamespace`)
        ).rows
      : await knex.raw(`
            select 'column ' || c.name || ' of ' || m.name as line
              from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table'
            union select type || ' ' || name || ' on ' || tbl_name
              from sqlite_master where type in ('index', 'trigger')`);
  return lines
    .map(({ line }) => line)
    .filter(line => !/ (of|on) (knex_|sqlite_)/.test(line))
    .sort();
}
