import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { copyEnvironments } from '../__testUtils__/copyEnvironments';
import { mostRowsOf, planOf } from '../__testUtils__/queryPlans';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { testParts } from '../__testUtils__/testParts';
import type { BlueprintStore } from '../blueprints';
import { ALL } from '../permissions';
import { migrate } from '../database';
import { RequestReader } from '../requests/RequestReader';
import { EnvironmentReader } from './environments/EnvironmentReader';

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const caller = { kind: 'service', subject: 'test' } as const;
const COUNT = 3_000;
/** How many of the environments are deleted. */
const GONE = 300;
const FROM_INDEX = { sorts: false, usesIndex: true, readsAll: false };

describe.each(databases.eachSupportedId())('lists on %s', id => {
  let knex: Knex;
  let environments: EnvironmentReader;
  let requests: RequestReader;

  beforeAll(async () => {
    knex = await databases.init(id);
    await migrate(knex);
    const clock = new TestClock();
    const { commands, types, runnable, provisioners, offers } = testParts(
      knex,
      clock,
    );
    await seedEnvironment(knex, commands);
    await copyEnvironments(knex, COUNT);
    await spread(knex, 'environments');
    await spread(knex, 'requests');
    environments = new EnvironmentReader({
      knex,
      clock,
      types,
      runnable,
      provisioners,
      installation: 'test',
      offers,
      accounts: [],
      maximumAttempts: 3,
      maximumRetries: 3,
      limits: { concurrency: 4, perRegionOf: {} },
    });
    const noBlueprints = { find: async () => undefined };
    requests = new RequestReader({
      knex,
      blueprints: noBlueprints as unknown as BlueprintStore,
      types: {
        find: () => undefined,
        titleOf: type => type,
        shownInput: () => ({}),
      },
      quorums: { problemOf: async () => undefined },
    });
  });

  it.each([
    ['createdAt', {}],
    ['updatedAt', {}],
    ['name', {}],
    ['owner', {}],
    ['state', {}],
    ['blueprint', {}],
    ['region', {}],
    ['hourlyCost', {}],
    ['createdAt', { owner: 'group:default/team-1' }],
    ['name', { owner: 'group:default/team-1' }],
    ['createdAt', { ended: true }],
  ])(
    'of environments by %s with %j are read from an index',
    async (field, filter) => {
      const list = (query: object) =>
        environments.list(query as never, { caller, visible: ALL });
      for (const direction of ['asc', 'desc']) {
        const access = await accessTo(knex, list, {
          ...filter,
          orderBy: `${field},${direction}`,
        });
        expect(access).toEqual([FROM_INDEX, FROM_INDEX]);
      }
    },
  );

  it.each([
    ['createdAt', {}],
    ['updatedAt', {}],
    ['expiresAt', {}],
    ['name', {}],
    ['owner', {}],
    ['requester', {}],
    ['state', {}],
    ['blueprint', {}],
    ['createdAt', { owner: 'group:default/team-1' }],
    ['createdAt', { state: ['Approved'] }],
  ])(
    'of requests by %s with %j are read from an index',
    async (field, filter) => {
      const list = (query: object) =>
        requests.list(query as never, {
          caller,
          visible: ALL,
          decidable: ALL,
        });
      for (const direction of ['asc', 'desc']) {
        const access = await accessTo(knex, list, {
          ...filter,
          orderBy: `${field},${direction}`,
        });
        expect(access).toEqual([FROM_INDEX, FROM_INDEX]);
      }
    },
  );

  it('come in order, whole and once each, whatever they are sorted by', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await environments.list(
        {
          limit: 200,
          ...(cursor ? { cursor } : { orderBy: 'expiresAt,desc' }),
        },
        { caller, visible: ALL },
      );
      seen.push(...page.items.map(item => item.id));
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(COUNT + 1 - GONE);
  });
});

/** Gives copied rows distinct values. */
async function spread(
  knex: Knex,
  table: 'environments' | 'requests',
): Promise<void> {
  const ids: string[] = await knex(table).orderBy('id').pluck('id');
  await knex.transaction(async transaction => {
    for (const [index, id] of ids.entries()) {
      const at = new Date(Date.UTC(2026, 10, 21, 10, 0, index)).toISOString();
      await transaction(table)
        .where({ id })
        .update({
          name: `n-${(index * 7_919) % ids.length}-${index}`,
          owner: `group:default/team-${index % 5}`,
          created_at: at,
          updated_at: at,
          ...(table === 'environments' && {
            hourly_cost: (index * 31) % 1_000,
            region: `region-${index % 7}`,
          }),
        });
    }
  });
  if (table === 'environments') {
    await knex(table)
      .whereIn('id', ids.slice(0, GONE))
      .update({ state: 'Deprovisioned' });
  }
}

/** How the database finds a first and a deep page, in the terms that matter. */
async function accessTo(
  knex: Knex,
  list: (query: object) => Promise<{ pageInfo: { nextCursor?: string } }>,
  query: object,
): Promise<object[]> {
  const pages = await pageQueries(knex, async () => {
    await list({ ...query, limit: 20 });
    const { pageInfo } = await list({ ...query, limit: 20, offset: 200 });
    await list({ cursor: pageInfo.nextCursor, limit: 20 });
  });
  const plans = await Promise.all(pages.map(page => planOf(knex, page)));
  return plans.map(plan => ({
    sorts: /TEMP B-TREE|Sort /.test(plan),
    usesIndex: /USING (COVERING )?INDEX|Index (Only )?Scan/.test(plan),
    readsAll: knex.client.config.client === 'pg' && mostRowsOf(plan) > 100,
  }));
}

/** The queries of the first and the last page that some code reads. */
async function pageQueries(
  knex: Knex,
  work: () => Promise<void>,
): Promise<[string, string]> {
  const queries: string[] = [];
  const collect = ({ sql, bindings }: { sql: string; bindings: never[] }) => {
    const [, page] = /from \((select .*)\) as .page./s.exec(sql) ?? [];
    if (page) {
      const found = page.replace(/\$\d+/g, '?');
      const count = found.split('?').length - 1;
      queries.push(knex.raw(found, bindings.slice(0, count)).toQuery());
    }
  };
  knex.on('query', collect);
  try {
    await work();
  } finally {
    knex.removeListener('query', collect);
  }
  return [queries[0], queries.at(-1)!];
}
