import { TestDatabases } from '@backstage/backend-test-utils';
import {
  type EnvironmentState,
  environmentStates,
  operationStates,
  requestStates,
} from 'backstage-plugin-eks-environments-common';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
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

  it('leave on their way down what was there on their way up, guards and indexes included', async () => {
    const knex = await databases.init(databaseId);
    const steps: string[][] = [await schemaOf(knex)];
    for (;;) {
      const [, done] = await knex.migrate.up({ directory: migrations });
      if (done.length === 0) {
        break;
      }
      steps.push(await schemaOf(knex));
    }
    expect(steps.length).toBeGreaterThan(5);
    expect(steps.at(-1)).toContain('trigger operations_moves on operations');
    for (const before of steps.slice(0, -1).reverse()) {
      await knex.migrate.down({ directory: migrations });
      expect(await schemaOf(knex)).toEqual(before);
    }
  });

  it('give names that came again to one environment each where they must be unique for ever', async () => {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    await knex('blueprints').insert({
      name: 'sandbox',
      version: 1,
      digest: '',
      document: '{}',
      loaded_at: '2026-11-20T12:00:00.000Z',
    });
    const insert = (cluster_name: string, state: EnvironmentState) =>
      insertEnvironment(knex, { cluster_name, state });
    const [first, second, living] = [
      await insert('adopted', 'Deprovisioned'),
      await insert('adopted', 'Deprovisioned'),
      await insert('adopted', 'Ready'),
    ];
    const [older, newer] = [
      await insert('gone', 'Deprovisioned'),
      await insert('gone', 'Deprovisioned'),
    ];
    const single = await insert('single', 'Deprovisioned');
    await downTo(knex, '20261121133000_fleet.js');
    const rows = await knex('environments').select('id', 'cluster_name');
    expect(new Map(rows.map(row => [row.id, row.cluster_name]))).toEqual(
      new Map([
        [first.id, `adopted~${first.id}`],
        [second.id, `adopted~${second.id}`],
        [living.id, 'adopted'],
        [older.id, `gone~${older.id}`],
        [newer.id, 'gone'],
        [single.id, 'single'],
      ]),
    );
  });

  it('end leases that escaped their limits at their latest end', async () => {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    await knex('blueprints').insert({
      name: 'sandbox',
      version: 1,
      digest: '',
      document: '{}',
      loaded_at: '2026-11-20T12:00:00.000Z',
    });
    const latest_end = '2026-12-04T12:00:00.000Z';
    const right = { latest_end, expires_at: '2026-11-22T12:00:00.000Z' };
    const kept = await insertEnvironment(knex, {}, right);
    const due_at = '2212-01-01T12:00:00.000Z';
    const escaped = await insertEnvironment(
      knex,
      {},
      { latest_end, expires_at: due_at, due_at },
    );
    await downTo(knex, '20261130033000_lease_limits.js');
    await migrate(knex);
    const leaseOf = ({ id }: { id: string }) =>
      knex('leases').where('environment_id', id).first();
    expect(await leaseOf(kept)).toMatchObject(right);
    expect(await leaseOf(escaped)).toMatchObject({
      expires_at: latest_end,
      grace_ends_at: latest_end,
      due_at: latest_end,
    });
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

async function checkOf(knex: Database, table: string): Promise<string> {
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

type Database = Awaited<ReturnType<typeof databases.init>>;

/** Undoes migrations up to and with the one of a name. */
async function downTo(knex: Database, name: string): Promise<void> {
  for (let undone = ''; !undone.endsWith(name); ) {
    [, [undone]] = await knex.migrate.down({ directory: migrations });
  }
}

/** The columns, indexes and triggers of all tables, in words that can be compared. */
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
              from information_schema.triggers where trigger_schema = current_schema()`)
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
