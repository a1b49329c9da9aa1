import {
  type TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { readQuotas } from '../quotas';
import { migrate } from '../database';
import { amountsOf } from './amounts';
import { DatabaseQuotaLedger } from './DatabaseQuotaLedger';
import { QuotaDimensionRegistry } from './QuotaDimensionRegistry';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const at = '2026-11-21T10:00:00.000Z';
const team = 'group:default/team-shop';
const dimensions = new QuotaDimensionRegistry();
const shape = {
  largest: { nodes: 3, vcpu: 6, memoryGib: 12 },
  unknownSize: [],
  hourlyCost: 250_000,
  unpriced: [],
};
const people = { requester: 'user:default/dana', owner: team };
const amounts = amountsOf(dimensions.all, shape, people);

describe.each(databases.eachSupportedId())('the quota ledger on %s', id => {
  it('gives the last place to one of fifty transactions', async () => {
    const { knex, ledger } = await start(id, {
      overrides: [{ scope: team, limits: { environments: 1 } }],
    });
    const ids = await insertEnvironments(knex, 50);

    const outcomes = await Promise.allSettled(
      ids.map(environmentId => reserve(knex, ledger, environmentId)),
    );

    const lost = outcomes.filter(({ status }) => status === 'rejected');
    expect(lost).toHaveLength(49);
    expect(lost).toEqual(
      lost.map(() =>
        expect.objectContaining({
          reason: expect.objectContaining({ name: 'ConflictError' }),
        }),
      ),
    );
    expect(await balances(knex, team)).toEqual({
      environments: 1,
      nodes: 3,
      vcpu: 6,
      hourlyCost: 250_000,
    });
    const reservations = await knex('quota_reservations');
    expect(new Set(reservations.map(row => row.holder_id)).size).toBe(1);
  });

  it('gives back once, however often it is told to', async () => {
    const { knex, ledger } = await start(id);
    const [first, second] = await insertEnvironments(knex, 2);
    await reserve(knex, ledger, first);
    await reserve(knex, ledger, second);

    for (let time = 0; time < 3; time++) {
      await knex.transaction(transaction =>
        ledger.release(transaction, {
          holder: { kind: 'environment', id: first },
          at,
        }),
      );
    }

    expect(await balances(knex, team)).toMatchObject({
      environments: 1,
      nodes: 3,
    });
  });

  it('moves what a request holds to its environment, which gives it back', async () => {
    const { knex, ledger } = await start(id, {
      overrides: [{ scope: team, limits: { environments: 1 } }],
    });
    const { id: environmentId, request_id: requestId } =
      await insertEnvironment(knex);
    const request = { kind: 'request', id: requestId } as const;
    const environment = { kind: 'environment', id: environmentId } as const;
    const held = async () =>
      knex('quota_reservations')
        .where({ scope: team, dimension: 'nodes', released_at: null })
        .orderBy('holder_kind')
        .select('holder_kind', 'amount');

    await knex.transaction(async transaction => {
      await ledger.reserve(transaction, { holder: request, amounts, at });
      await ledger.move(transaction, { from: request, to: environment });
    });
    expect(await held()).toEqual([{ holder_kind: 'environment', amount: 3 }]);

    // The reservation has moved, so releasing the request's does not affect the environment.
    await knex.transaction(transaction =>
      ledger.release(transaction, { holder: request, at }),
    );
    expect(await balances(knex, team)).toMatchObject({ nodes: 3 });

    const larger = amounts.map(amount => ({
      ...amount,
      amount: amount.dimension === 'environments' ? 1 : amount.amount + 2,
    }));
    const revision = { kind: 'request', id: environmentId } as const;
    await knex.transaction(transaction =>
      ledger.reserveBeyond(transaction, {
        holder: revision,
        beside: environment,
        amounts: larger,
        at,
      }),
    );
    expect(await held()).toEqual([
      { holder_kind: 'environment', amount: 3 },
      { holder_kind: 'request', amount: 2 },
    ]);
    await knex.transaction(transaction =>
      ledger.replace(transaction, {
        from: revision,
        to: environment,
        amounts: larger,
        at,
      }),
    );
    expect(await held()).toEqual([{ holder_kind: 'environment', amount: 5 }]);
    expect(await balances(knex, team)).toMatchObject({
      environments: 1,
      nodes: 5,
    });

    await knex.transaction(transaction =>
      ledger.release(transaction, { holder: environment, at }),
    );
    expect(await balances(knex, team)).toMatchObject({
      environments: 0,
      nodes: 0,
    });
  });

  it('lets limits of the database win over those of the configuration', async () => {
    const { knex, ledger } = await start(id, {
      defaults: { group: { nodes: 100, hourlyCost: 0.2 } },
    });
    await knex('quota_limits').insert({
      scope: team,
      dimension: 'nodes',
      amount: 2,
      set_by: 'user:default/pat',
      set_at: at,
    });

    const { effects, refusals } = await ledger.forecast(knex, amounts);

    expect(effects).toEqual([
      {
        scope: team,
        dimension: 'nodes',
        title: 'Nodes',
        unit: { kind: 'count', one: 'node', other: 'nodes' },
        limit: 2,
        before: 0,
        after: 3,
        exceeded: true,
        source: 'set by pat',
      },
      {
        scope: team,
        dimension: 'hourlyCost',
        title: 'Cost per hour',
        unit: {
          kind: 'dollarsPerHour',
          one: 'dollar per hour',
          other: 'dollars per hour',
        },
        limit: 0.2,
        before: 0,
        after: 0.25,
        exceeded: true,
        source: 'configured default for group',
      },
    ]);
    expect(refusals).toEqual([
      expect.stringContaining('exceeds the whole quota'),
      expect.stringContaining('$0.20 per hour'),
    ]);
  });

  it('says who uses a full quota and when a place comes free, and names no others in the quota of all', async () => {
    const { knex, ledger } = await start(id, {
      overrides: [
        { scope: team, limits: { environments: 1 } },
        { scope: 'everyone', limits: { environments: 1 } },
      ],
    });
    const existing = await insertEnvironment(knex, { name: 'checkout' });
    await reserve(knex, ledger, existing.id);

    const { refusals } = await ledger.forecast(knex, amounts);

    expect(refusals[0]).toContain(
      'The quota of team-shop is 1 environment; 1 environment is taken',
    );
    expect(refusals[0]).toContain(
      'checkout (Ready, until Fri 22 Nov 2126, 18:00 UTC)',
    );
    expect(refusals[0]).toContain('comes free on Fri 22 Nov 2126, 18:00 UTC');
    expect(refusals[1]).toContain('for everyone is 1 environment');
    expect(refusals[1]).not.toContain('checkout');
  });

  it('names five of those who use a full quota, and the end of the lease that gives enough back', async () => {
    const { knex, ledger } = await start(id, {
      overrides: [{ scope: team, limits: { nodes: 21 } }],
    });
    for (let day = 1; day <= 7; day++) {
      const grace_ends_at = `2126-11-0${day}T18:00:00.000Z`;
      const { id: environmentId } = await insertEnvironment(
        knex,
        { name: `env-${day}` },
        { grace_ends_at },
      );
      await reserve(knex, ledger, environmentId);
    }

    const { refusals } = await ledger.forecast(
      knex,
      amountsOf(
        dimensions.all,
        { ...shape, largest: { ...shape.largest, nodes: 7 } },
        people,
      ),
    );

    expect(refusals[0].match(/env-\d/g)).toHaveLength(5);
    expect(refusals[0]).toContain(' and 2 more.');
    // Three nodes each: seven fit when the third lease ends.
    expect(refusals[0]).toContain('comes free on Sun 3 Nov 2126, 18:00 UTC');
  });
});

async function start(id: TestDatabaseId, quotas: JsonObject = {}) {
  const knex = await databases.init(id);
  await migrate(knex);
  await knex('blueprints').insert({
    name: 'sandbox',
    version: 1,
    digest: 'x',
    document: '{}',
    loaded_at: at,
  });
  const config = readQuotas(
    new ConfigReader({ eksEnvironments: { quotas } }),
    dimensions,
  );
  return { knex, ledger: new DatabaseQuotaLedger({ config, dimensions }) };
}

async function insertEnvironments(
  knex: Knex,
  count: number,
): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const { id } = await insertEnvironment(knex);
    ids.push(id);
  }
  return ids;
}

function reserve(knex: Knex, ledger: DatabaseQuotaLedger, id: string) {
  return knex.transaction(transaction =>
    ledger.reserve(transaction, {
      holder: { kind: 'environment', id },
      amounts,
      at,
    }),
  );
}

async function balances(knex: Knex, scope: string) {
  const rows = await knex('quota_balances').where({ scope });
  return Object.fromEntries(rows.map(row => [row.dimension, row.amount]));
}
