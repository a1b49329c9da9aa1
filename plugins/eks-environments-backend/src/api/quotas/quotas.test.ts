import { TestDatabases } from '@backstage/backend-test-utils';
import type { QuotaUsage } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { allowAnyMove } from '../../__testUtils__/allowAnyMove';
import { clearTables } from '../../__testUtils__/clearTables';
import { rowsRead } from '../../__testUtils__/rowsRead';
import {
  sandboxInput,
  startTestService,
  teamInput,
} from '../../__testUtils__/startTestService';
import { migrate } from '../../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('quotas on %s', databaseId => {
  let knex: Knex;
  let api: Awaited<ReturnType<typeof startTestService>>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex);
    await allowAnyMove(knex);
    api = await startTestService(knex, {
      quotas: { defaults: { group: { environments: 4, hourlyCost: 2.5 } } },
    });
  });

  afterEach(() => clearTables(knex));

  async function usageOf(person: string, scope: string, dimension: string) {
    const { body } = await api.get(person, '/quotas');
    return body.items.find(
      (usage: QuotaUsage) =>
        usage.scope === scope && usage.dimension === dimension,
    );
  }

  it('show members what their team holds, with names, and others nothing of it', async () => {
    await api.post('dana', '/requests', sandboxInput);
    await api.post('cole', '/requests', teamInput);
    await knex('environments').update({ state: 'Ready' });

    const seen = await usageOf(
      'cole',
      'group:default/team-shop',
      'environments',
    );
    expect(seen).toMatchObject({
      limit: 4,
      used: 1,
      reserved: 1,
      source: 'configured default for group',
      editable: false,
    });
    expect(
      seen.environments.map(({ name }: { name: string }) => name).sort(),
    ).toEqual(['shop-checkout', 'shop-load']);

    expect(
      await usageOf('olga', 'group:default/team-shop', 'environments'),
    ).toBeUndefined();
    const everyone = await usageOf('olga', 'everyone', 'environments');
    expect(everyone).toMatchObject({ used: 1, reserved: 1, environments: [] });
    expect(everyone).not.toHaveProperty('limit');
  });

  it('list all scopes by sums alone, and name at most a hundred holders of one scope', async () => {
    await api.post('dana', '/requests', sandboxInput);
    const [request] = await knex('requests');
    const reservations = await knex('quota_reservations');
    const copies = Array.from({ length: 150 }, (_, index) => ({
      ...request,
      id: `copy-${index}`,
      name: `copy-${index}`,
      owner: 'group:default/team-other',
      requester: 'user:default/other',
      environment_id: null,
    }));
    await knex.batchInsert('requests', copies, 20);
    await knex.batchInsert(
      'quota_reservations',
      copies.flatMap(({ id }) =>
        reservations.map(held => ({
          ...held,
          amount: 5,
          holder_kind: 'request',
          holder_id: id,
        })),
      ),
      20,
    );
    const read = await rowsRead(knex, () => api.get('pat', '/quotas'));
    expect(read).toBeLessThan(100);
    const all = await api.get('pat', '/quotas');
    for (const usage of all.body.items) {
      expect(usage.environments).toEqual([]);
    }
    expect(
      all.body.items.find(
        ({ scope, dimension }: QuotaUsage) =>
          scope === 'everyone' && dimension === 'environments',
      ),
    ).toMatchObject({ used: 0, reserved: 1 + 5 * copies.length });
    const { body } = await api.get('pat', '/quotas?scope=everyone');
    expect(body.items[0].environments).toHaveLength(100);
    // Holders that a person may not see do not displace those that the person may see.
    const own = await api.get('cole', '/quotas?scope=everyone');
    expect(own.body.items[0].environments).toMatchObject([
      { name: request.name, amount: 1 },
    ]);
  });

  it('are listed in pages of scopes, that of all first, and found by name', async () => {
    await knex('quota_limits').insert(
      Array.from({ length: 45 }, (_, index) => ({
        scope: `group:default/team-${String(index).padStart(2, '0')}`,
        dimension: 'nodes',
        amount: index,
        set_by: 'user:default/pat',
        set_at: '2026-11-21T10:00:00.000Z',
      })),
    );
    const scopesOf = async (query: string, person = 'pat') => {
      const { body } = await api.get(person, `/quotas?${query}`);
      const scopes = body.items.map(({ scope }: QuotaUsage) => scope);
      return { total: body.totalItems, scopes: [...new Set(scopes)] };
    };
    const first = await scopesOf('');
    expect(first.total).toBe(46 * 4);
    expect(first.scopes).toHaveLength(20);
    expect(first.scopes[0]).toBe('everyone');
    const last = await scopesOf('limit=20&offset=40');
    expect(last.scopes).toHaveLength(6);
    expect(last.scopes.at(-1)).toBe('group:default/team-44');
    expect(await scopesOf('text=TEAM-4')).toEqual({
      total: 5 * 4,
      scopes: [40, 41, 42, 43, 44].map(team => `group:default/team-${team}`),
    });
    const own = await scopesOf('text=team-4', 'olga');
    expect(own).toEqual({ total: 0, scopes: [] });
  });

  it('are changed by those who may, hold at once, and return to the configuration', async () => {
    const limit = {
      scope: 'group:default/team-shop',
      dimension: 'hourlyCost',
      limit: 0.01,
    };
    const refused = await api.put('dana', '/quotas', limit);
    expect(refused.status).toBe(403);

    const changed = await api.put('pat', '/quotas', limit);
    expect(changed.body).toMatchObject({
      limit: 0.01,
      source: 'set by pat',
      editable: true,
    });
    const over = await api.post('dana', '/requests', sandboxInput);
    expect(over.status).toBe(409);
    expect(over.body.error.message).toContain('$0.01 per hour');

    const { limit: _, ...without } = limit;
    const reset = await api.put('pat', '/quotas', without);
    expect(reset.body).toMatchObject({
      limit: 2.5,
      source: 'configured default for group',
    });
    const fits = await api.post('dana', '/requests', sandboxInput);
    expect(fits.status).toBe(201);
  });

  it('have no scopes but people, groups and everyone', async () => {
    const refused = await api.put('pat', '/quotas', {
      scope: 'component:default/x',
      dimension: 'nodes',
      limit: 1,
    });
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain('scope');
  });
});
