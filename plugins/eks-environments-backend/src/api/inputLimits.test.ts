import { TestDatabases } from '@backstage/backend-test-utils';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import {
  sandboxInput,
  startTestService,
} from '../__testUtils__/startTestService';
import { migrate } from '../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const limitOf = (scope: string, dimension: string, limit: unknown) => ({
  scope,
  dimension,
  limit,
});

describe.each(databases.eachSupportedId())('input on %s', databaseId => {
  let api: Awaited<ReturnType<typeof startTestService>>;

  beforeAll(async () => {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    api = await startTestService(knex);
    for (const name of ['one', 'two', 'three']) {
      await insertEnvironment(knex, { name });
    }
  });

  it.each([
    ['/environments?offset=9223372036854775808', 'offset'],
    ['/environments?offset=2147483648', 'offset'],
    ['/environments?offset=-1', 'offset'],
    ['/environments?limit=1e400', 'limit'],
    ['/fleet/due-deletions?hours=1e400', 'hours'],
    ['/blueprints/sandbox?version=Infinity', 'version'],
    ['/requests?offset=99999999999999999999', 'offset'],
    ['/blueprints/sandbox?version=2147483648', 'version'],
    [`/environments?cursor=${'x'.repeat(9_000)}`, 'cursor'],
    [`/environments?owner=${'x'.repeat(300)}`, 'owner'],
    [`/environments/${'x'.repeat(100)}`, 'id'],
    [`/quotas?scope=group:default/${'x'.repeat(3_000)}`, 'scope'],
    ['/quotas?scope=group:default/a%20b', 'scope'],
    ['/quotas?scope=group:default/te%09am', 'address'],
    ['/fleet/due-deletions?hours=721', 'hours'],
  ])('refuses %s with the field', async (path, field) => {
    const { status, body } = await api.get('pat', path);
    expect(status).toBe(400);
    expect(body.error.message).toContain(field);
    expect(Object.keys(body.error)).toEqual(['name', 'message']);
  });

  it('refuses cursors with values of another type, NUL or half a character', async () => {
    const cursorOf = async (order: string, change: object) => {
      const { body } = await api.get(
        'pat',
        `/environments?limit=1&orderBy=${encodeURIComponent(order)}`,
      );
      const cursor = JSON.parse(
        Buffer.from(body.pageInfo.nextCursor, 'base64url').toString(),
      );
      Object.assign(cursor.position, change);
      return Buffer.from(JSON.stringify(cursor)).toString('base64url');
    };
    for (const [order, change] of [
      ['name,asc', { value: 'a\0b' }],
      ['name,asc', { value: '\ud800' }],
      ['name,asc', { value: 5 }],
      ['name,asc', { id: 'a\0' }],
      ['hourlyCost,asc', { value: 'dear' }],
      ['hourlyCost,asc', { value: null }],
    ] as const) {
      const cursor = await cursorOf(order, change);
      const { status, body } = await api.get(
        'pat',
        `/environments?cursor=${cursor}`,
      );
      expect(`${status} ${body.error.message}`).toMatch(/^400 cursor: /);
    }
  });

  it.each([
    limitOf('everyone', 'environments', 1.5),
    limitOf('everyone', 'nodes', 0.1),
    limitOf('everyone', 'vcpu', 1e300),
    limitOf('everyone', 'hourlyCost', 1e300),
    limitOf('everyone', 'hourlyCost', -1),
    limitOf('everyone', 'environments', 1_000_001),
  ])('refuses the quota limit %j', async input => {
    const { status, body } = await api.put('pat', '/quotas', input);
    expect(status).toBe(400);
    expect(body.error.message).toContain('limit');
  });

  it.each([
    `group:default/${'x'.repeat(3_000)}`,
    'group:default/te\tam',
    'group:default/\ud800',
    'component:default/x',
    'nobody',
  ])('refuses the quota scope %j', async scope => {
    const { status, body } = await api.put(
      'pat',
      '/quotas',
      limitOf(scope, 'environments', 1),
    );
    expect(status).toBe(400);
    expect(body.error.message).toContain('scope');
  });

  it.each([
    'group:default/\ud800',
    'group:default/te\tam',
    'group:a b/c',
    'x\n',
  ])('refuses the owner %j before the catalog is asked', async owner => {
    const { status, body } = await api.post('dana', '/requests', {
      ...sandboxInput,
      owner,
    });
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/^owner/);
    expect(Object.keys(body.error)).toEqual(['name', 'message']);
  });

  it('refuses numbers of versions that no column holds', async () => {
    const { status, body } = await api.post('dana', '/plans', {
      ...sandboxInput,
      version: 2_147_483_648,
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain('version');
  });
});
