import {
  type TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { OperationLane } from 'backstage-plugin-eks-environments-common';
import knexFactory, { type Knex } from 'knex';
import { copyEnvironments } from '../__testUtils__/copyEnvironments';
import { mostRowsOf, planOf } from '../__testUtils__/queryPlans';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { testParts } from '../__testUtils__/testParts';
import { migrate, newId } from '../database';
import type { SharedLimits } from '../config';
import type { RunnableType } from '../operations';
import { claimableOf, claimCandidates } from './claimable';
import { OperationStore } from './OperationStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const shop = 'group:default/team-shop';
const search = 'group:default/team-search';
const both = [{ type: 'create' }, { type: 'delete' }];
const claimOptions = {
  own: both,
  runnable: both,
  registered: ['create', 'delete'],
  breakerTypes: ['create'],
};

describe.each(databases.eachSupportedId())('claims on %s', databaseId => {
  const opened: Knex[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(knex => knex.destroy()));
  });

  async function begin(id: TestDatabaseId) {
    const knex = await databases.init(id);
    await migrate(knex);
    const { commands, types, runnable } = testParts(knex);
    let seeded = 0;

    /** Queues operations that are due, each for a second less than the one before. */
    async function queue(
      names: string[],
      options: {
        owner?: string;
        account?: string;
        region?: string;
        type?: 'create' | 'delete';
      } = {},
    ) {
      for (const name of names) {
        const { environmentId } = await seedEnvironment(knex, commands, {
          ...options,
          name,
        });
        seeded += 1;
        await knex('operations')
          .where('environment_id', environmentId)
          .update({
            ...(options.type === 'delete'
              ? { type: 'delete', lane: 'teardown' }
              : {}),
            due_at: `2026-01-01T00:00:${String(seeded).padStart(2, '0')}.000Z`,
          });
      }
    }

    const storeOf = (limits?: SharedLimits, on = knex) =>
      new OperationStore({
        knex: on,
        types,
        runnable,
        replica: 'test',
        claimSeconds: 60,
        limits,
        silenceSeconds: 1,
      });

    /** Claims until nothing is left, and returns the names in order. */
    async function claimAll(
      store: OperationStore,
      of: readonly RunnableType[] = both,
    ) {
      const names: string[] = [];
      for (;;) {
        const claimed = await store.claim(of);
        if (!claimed) {
          return names;
        }
        const { name } = await store.environmentOf(claimed);
        names.push(name);
      }
    }

    return { knex, queue, storeOf, claimAll };
  }

  /** The database as another replica uses it: over its own connections. */
  function anotherReplica(knex: Knex, pool: Knex.PoolConfig = {}): Knex {
    const { client, connection } = knex.client.config;
    // Knex makes it non-enumerable.
    const { password } = connection;
    const replica = knexFactory({
      client,
      connection: { ...connection, password },
      pool,
      useNullAsDefault: true,
    });
    opened.push(replica);
    return replica;
  }

  it('go to what is due longest', async () => {
    const { knex, queue, storeOf, claimAll } = await begin(databaseId);
    await queue(['first', 'second', 'later', 'third']);
    await knex('operations')
      .whereIn(
        'environment_id',
        knex('environments').select('id').where('name', 'later'),
      )
      .update({ due_at: '9999-01-01T00:00:00.000Z' });
    expect(await claimAll(storeOf())).toEqual(['first', 'second', 'third']);
  });

  it('take turns between owners', async () => {
    const { queue, storeOf, claimAll } = await begin(databaseId);
    await queue(['s1', 's2', 's3', 's4'], { owner: shop });
    await queue(['q1', 'q2'], { owner: search });
    expect(await claimAll(storeOf())).toEqual([
      's1',
      'q1',
      's2',
      'q2',
      's3',
      's4',
    ]);
  });

  it('take over what a silent worker left, before anything new', async () => {
    const { knex, queue, storeOf, claimAll } = await begin(databaseId);
    await queue(['silent'], { owner: shop });
    const store = storeOf({ total: 1, perRegionOf: {} });
    await store.claim(both);
    await queue(['new'], { owner: search });
    expect(await claimAll(store)).toEqual([]);
    await knex('operations')
      .where('state', 'Running')
      .update({ claimed_until: '2026-01-01T00:00:00.000Z' });
    expect(await claimAll(store)).toEqual(['silent']);
  });

  it('keep to the limit of all, for creations and deletions apart', async () => {
    const { queue, storeOf, claimAll } = await begin(databaseId);
    await queue(['c1', 'c2', 'c3']);
    await queue(['d1', 'd2', 'd3'], { type: 'delete' });
    const store = storeOf({ total: 2, perRegionOf: {} });
    expect(await claimAll(store)).toEqual(['c1', 'd1', 'c2', 'd2']);
  });

  it('count no operation that lost its worker and that no replica can run', async () => {
    const { knex, queue, storeOf, claimAll } = await begin(databaseId);
    await queue(['lost', 'next']);
    const store = storeOf({ total: 1, perRegionOf: {} });
    await store.claim(both);
    await knex('operations')
      .where('state', 'Running')
      .update({ provisioner: 'removed-module' });
    expect(await claimAll(store)).toEqual([]);
    await knex('operations')
      .where('state', 'Running')
      .update({ claimed_until: '2026-01-01T00:00:00.000Z' });
    expect(
      await claimAll(storeOf({ total: 1, perRegionOf: {} }), [
        { type: 'create', provisioners: ['eksctl'] },
      ]),
    ).toEqual(['next']);
  });

  it('keep to the limits of regions and accounts, and pass over what has no room', async () => {
    const { queue, storeOf, claimAll } = await begin(databaseId);
    await queue(['w1', 'w2', 'w3'], { region: 'eu-west-1' });
    await queue(['e1'], { region: 'us-east-1' });
    await queue(['p1', 'p2'], { account: 'production' });
    const store = storeOf({ perRegion: 2, perRegionOf: { production: 1 } });
    expect(await claimAll(store)).toEqual(['w1', 'w2', 'e1', 'p1']);
  });

  it('go to the types that are asked for', async () => {
    const { queue, storeOf, claimAll } = await begin(databaseId);
    await queue(['c1']);
    await queue(['d1'], { type: 'delete' });
    expect(await claimAll(storeOf(), [{ type: 'delete' }])).toEqual(['d1']);
  });

  it.each<[string, { lane: OperationLane; account?: string }, string[]]>([
    ['creations', { lane: 'build' }, ['d1']],
    ['deletions', { lane: 'teardown' }, ['c1', 'p1']],
    ['an account', { lane: 'build', account: 'production' }, ['c1', 'd1']],
  ])('leave out %s that are paused', async (_, pause, claimed) => {
    const { knex, queue, storeOf, claimAll } = await begin(databaseId);
    await queue(['c1']);
    await queue(['d1'], { type: 'delete', owner: search });
    await queue(['p1'], { account: 'production' });
    await knex('engine_pauses').insert({
      ...pause,
      id: newId(),
      reason: 'Maintenance',
      paused_by: 'user:default/pat',
      paused_at: '2026-11-21T10:00:00.000Z',
    });
    expect(await claimAll(storeOf())).toEqual(claimed);
    await knex('engine_pauses').delete();
    expect(await claimAll(storeOf())).toHaveLength(3 - claimed.length);
  });

  it('never pass a limit, however many replicas race', async () => {
    const { knex, queue, storeOf } = await begin(databaseId);
    const names = Array.from({ length: 12 }, (_, index) => `n${index}`);
    await queue(names);
    // SQLite has one process, and in tests its database is in memory.
    const replicas =
      databaseId === 'SQLITE_3'
        ? [knex]
        : [1, 2, 3, 4].map(() => anotherReplica(knex));
    const stores = replicas.map(replica =>
      storeOf({ total: 3, perRegionOf: {} }, replica),
    );
    let most = 0;
    let over = 0;
    while (over < names.length) {
      await Promise.all(
        [...stores, ...stores, ...stores].map(store => store.claim(both)),
      );
      const running = await knex('operations').where('state', 'Running');
      most = Math.max(most, running.length);
      // One place at a time, so that all of them compete for it.
      await knex('operations')
        .where('id', running[0].id)
        .update({ state: 'Succeeded' });
      over += 1;
    }
    expect(most).toBe(3);
    expect(
      await knex('operations').where({ state: 'Succeeded', attempt: 1 }),
    ).toHaveLength(names.length);
  });

  // SQLite has one process, so no other replica survives it.
  if (databaseId !== 'SQLITE_3') {
    it('go on when a replica dies with the admission lock', async () => {
      const { knex, queue, storeOf } = await begin(databaseId);
      await queue(['a']);
      const atTheGate = deferred();
      const dying = anotherReplica(knex, {
        afterCreate: (connection: PgConnection, done: () => void) => {
          goSilentAt(connection, /^with "next"/, atTheGate.resolve);
          done();
        },
      });
      const limits = { total: 5, perRegionOf: {} };
      const lost = storeOf(limits, dying)
        .claim(both)
        .catch((error: Error) => error.message);
      await atTheGate.promise;
      expect(await storeOf(limits).claim(both)).toMatchObject({ attempt: 1 });
      expect(await lost).toMatch(/connection error/);
    });

    it('do not wait for the admission lock for ever', async () => {
      const { knex, queue, storeOf } = await begin(databaseId);
      await queue(['a']);
      const store = storeOf({ total: 5, perRegionOf: {} });
      await anotherReplica(knex).transaction(async transaction => {
        await transaction('admission_lock').increment('claims', 1);
        await expect(store.claim(both)).rejects.toThrow('lock timeout');
      });
      expect(await store.claim(both)).toMatchObject({ attempt: 1 });
    });

    it('wait for no other replica where there is no limit to pass', async () => {
      const { knex, queue, storeOf } = await begin(databaseId);
      await queue(['a', 'b']);
      await anotherReplica(knex).transaction(async transaction => {
        await transaction('admission_lock').increment('claims', 1);
        const [first] = await transaction('operations')
          .orderBy('due_at')
          .limit(1)
          .forUpdate();
        const claimed = await storeOf().claim(both);
        expect(claimed).toMatchObject({ attempt: 1 });
        expect(claimed?.id).not.toBe(first.id);
      });
    });
  }

  it('give each operation to one replica', async () => {
    const { knex, queue, storeOf } = await begin(databaseId);
    await queue(['a', 'b', 'c', 'd', 'e', 'f']);
    const stores =
      databaseId === 'SQLITE_3'
        ? [storeOf()]
        : [1, 2, 3].map(() => storeOf(undefined, anotherReplica(knex)));
    const claims = await Promise.all(
      stores.flatMap(store => [1, 2, 3, 4, 5, 6].map(() => store.claim(both))),
    );
    const ids = claims.flatMap(claim => (claim ? [claim.id] : []));
    expect(ids).toHaveLength(6);
    expect(new Set(ids).size).toBe(6);
  });

  it('stay fair when other replicas claimed the first candidates', async () => {
    const { knex, queue } = await begin(databaseId);
    await queue(['s1', 's2', 's3', 's4'], { owner: shop });
    await queue(['q1', 'q2'], { owner: search });
    const candidates: string[] = await claimCandidates(knex, {
      ...claimOptions,
      limits: { perRegionOf: {} },
    }).pluck('operations.id');
    expect(await namesOf(knex, candidates)).toEqual([
      's1',
      'q1',
      's2',
      'q2',
      's3',
      's4',
    ]);
  });

  it('look past queues that are held for what passes by itself', async () => {
    const { knex, queue, storeOf, claimAll } = await begin(databaseId);
    await queue(['head', 'probe', 'last']);
    await queue(['elsewhere'], { region: 'us-east-1' });
    const idOf = (name: string): Promise<{ id: string }> =>
      knex('operations')
        .join('environments', 'environments.id', 'operations.environment_id')
        .where('environments.name', name)
        .first('operations.id');
    await knex('circuit_breakers').insert({
      provisioner: 'eksctl',
      account: 'sandbox',
      region: 'eu-west-1',
      state: 'halfOpen',
      fencing_token: newId(),
      failures: 3,
      openings: 1,
      failure: '{}',
      opened_at: '2026-11-21T10:00:00.000Z',
      retry_at: '2026-11-21T10:05:00.000Z',
      probe: (await idOf('probe')).id,
    });
    expect(await claimAll(storeOf())).toEqual(['probe', 'elsewhere']);
  });

  it('read an owner whose queues are many no more than others', async () => {
    const { knex, queue } = await begin(databaseId);
    for (let region = 0; region < 40; region++) {
      await queue([`s${region}`], { owner: shop, region: `region-${region}` });
    }
    await queue(['q1', 'q2'], { owner: search });
    const candidates: string[] = await claimCandidates(knex, {
      ...claimOptions,
      limits: { perRegionOf: {} },
    })
      .limit(5)
      .pluck('operations.id');
    expect(await namesOf(knex, candidates)).toEqual([
      's0',
      'q1',
      's1',
      'q2',
      's2',
    ]);
  });

  it('read as many operations however many wait', async () => {
    const { knex, queue } = await begin(databaseId);
    await queue(['a']);
    await queue(['b'], { owner: search });
    await copyEnvironments(knex, 3_000);
    const candidates = claimCandidates(knex, {
      ...claimOptions,
      limits: { total: 20, perRegion: 5, perRegionOf: {} },
    }).limit(32);
    expect(await candidates.clone()).toHaveLength(32);
    const plan = await planOf(knex, candidates.toQuery());
    expect(jumps(plan)).toBe(true);
  });

  it('are made of a cancelled operation by a replica that could not run it', async () => {
    const { knex, queue, storeOf } = await begin(databaseId);
    await queue(['released']);
    const store = storeOf();
    const claimed = await store.claim(both);
    await store.release(claimed!);
    const noProvisioner = both.map(({ type }) => ({ type, provisioners: [] }));
    expect(await store.claim(noProvisioner)).toBeUndefined();
    await knex('operations').update({ cancel_requested: true });
    expect(await store.claim(noProvisioner)).toMatchObject({
      id: claimed!.id,
    });
  });

  it('decide among the candidates with the counts of the moment', async () => {
    const { knex, queue, storeOf } = await begin(databaseId);
    await queue(['s1', 's2', 's3'], { owner: shop });
    await queue(['q1'], { owner: search, region: 'us-east-1' });
    const options = {
      ...claimOptions,
      limits: { perRegion: 1, perRegionOf: {} },
    };
    const candidates: string[] = await claimCandidates(knex, options).pluck(
      'operations.id',
    );
    expect(candidates).toHaveLength(4);
    await storeOf().claim(both);
    const claimable: string[] = await claimableOf(
      knex,
      candidates,
      options,
    ).pluck('operations.id');
    expect(await namesOf(knex, claimable)).toEqual(['q1']);
  });

  it('count what runs once, however many wait, and read what is open by an index, whatever is over', async () => {
    const { knex, queue } = await begin(databaseId);
    await queue(['open', 'running']);
    const [open, running] = await knex('operations').orderBy('due_at');
    await knex('operations')
      .where('id', running.id)
      .update({ state: 'Running', claimed_until: '9999-01-01T00:00:00.000Z' });
    const copies = await copyEnvironments(knex, 500);
    await knex.batchInsert(
      'operations',
      Array.from({ length: 6_000 }, () => ({
        ...open,
        id: newId(),
        state: 'Succeeded',
      })),
      50,
    );
    const options = {
      ...claimOptions,
      limits: { total: 20, perRegion: 5, perRegionOf: { sandbox: 3 } },
    };
    const queries = [
      claimCandidates(knex, options).limit(32),
      claimableOf(
        knex,
        copies.map(({ operationId }) => operationId),
        options,
      ).limit(1),
    ];
    for (const query of queries) {
      const plan = await planOf(knex, query.toQuery());
      expect(plan).not.toMatch(/SCAN (operations|busy)|Seq Scan on operations/);
      expect(readsOfRunning(plan)).toEqual([1]);
    }
  });
});

/** The environments of some operations, in the same order. */
async function namesOf(knex: Knex, ids: string[]): Promise<string[]> {
  const rows: { id: string; name: string }[] = await knex('operations')
    .join('environments', 'environments.id', 'operations.environment_id')
    .whereIn('operations.id', ids)
    .select('operations.id', 'environments.name');
  return ids.map(id => rows.find(row => row.id === id)!.name);
}

/** Whether a plan jumps from queue to queue by an index: PostgreSQL shows the rows, SQLite the columns of an index that it uses. */
function jumps(plan: string): boolean {
  return plan.includes('actual time')
    ? mostRowsOf(plan) < 300
    : /later .*\(lane,type,provisioner,account,region,owner\)>/.test(plan) &&
        /later .*\(due_at,id\)>/.test(plan);
}

/** How often each part of a plan reads the running operations. */
function readsOfRunning(plan: string): number[] {
  return plan
    .split('\n')
    .filter(
      line =>
        /\bbusy\b/.test(line) && !/(Sort|Presorted|Group) Key|Cond/.test(line),
    )
    .map(line => Number(/loops=(\d+)/.exec(line)?.[1] ?? 1));
}

/** The part of a `pg` connection that a test uses. */
interface PgConnection {
  query(query: { text: string }, done: (error: Error) => void): void;
  once(event: 'error', listener: (error: Error) => void): void;
}

/** Simulates the death of its machine: later queries are never sent, and the connection stays open until the database closes it. */
function goSilentAt(
  connection: PgConnection,
  next: RegExp,
  silent: () => void,
): void {
  const query = connection.query.bind(connection);
  connection.query = (sent, done) => {
    if (next.test(sent.text)) {
      connection.once('error', done);
      silent();
    } else {
      query(sent, done);
    }
  };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>(done => {
    resolve = done;
  });
  return { promise, resolve };
}
