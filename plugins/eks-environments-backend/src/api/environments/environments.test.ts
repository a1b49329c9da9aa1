import { TestDatabases } from '@backstage/backend-test-utils';
import type { Environment } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { parse } from 'yaml';
import { clearTables } from '../../__testUtils__/clearTables';
import { insertApprovalStep } from '../../__testUtils__/insertApprovalStep';
import { insertEnvironment } from '../../__testUtils__/insertEnvironment';
import { startTestService } from '../../__testUtils__/startTestService';
import { beginSegment } from '../../costs';
import { migrate, newId, toColumn } from '../../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const GROUP =
  'managedNodeGroups: [{ name: workers, instanceType: m7i.large, minSize: 1, desiredCapacity: 2, maxSize: 4 }]';

/** A ClusterConfig with a part. */
function specOf(part: string): string {
  return `
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1 }
${part}
`;
}

const namesOf = (body: { items: Environment[] }) =>
  body.items.map(({ name }) => name);

describe.each(databases.eachSupportedId())('environments on %s', databaseId => {
  let knex: Knex;
  let api: Awaited<ReturnType<typeof startTestService>>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex);
    api = await startTestService(knex);
  });

  afterEach(() => clearTables(knex));

  it('shows each person what they may see', async () => {
    await insertEnvironment(knex, { name: 'danas' });
    await insertEnvironment(knex, {
      name: 'coles-own',
      owner: 'user:default/cole',
      requester: 'user:default/cole',
    });
    await insertEnvironment(knex, {
      name: 'departments',
      owner: 'group:default/shop-department',
      requester: 'user:default/cole',
    });
    await insertEnvironment(knex, {
      name: 'searchs',
      owner: 'group:default/team-search',
      requester: 'user:default/olga',
    });
    const list = async (person: string, query: string) =>
      namesOf(
        (await api.get(person, `/environments?orderBy=name%2Casc&${query}`))
          .body,
      );

    expect(await list('dana', 'scope=all')).toEqual(['danas', 'departments']);
    expect(await list('dana', 'scope=mine')).toEqual(['danas']);
    expect(await list('cole', 'scope=mine')).toEqual([
      'coles-own',
      'departments',
    ]);
    expect(await list('cole', 'scope=teams')).toEqual([
      'coles-own',
      'danas',
      'departments',
    ]);
    expect(await list('olga', 'scope=all')).toEqual(['searchs']);
    expect(await list('pat', 'scope=all')).toEqual([
      'coles-own',
      'danas',
      'departments',
      'searchs',
    ]);
  });

  it('lists first what failed, is in grace, changes, and then what ends first', async () => {
    const end = (expires_at: string) => ({ expires_at });
    await insertEnvironment(knex, { name: 'later' }, end('2026-12-09T00:00Z'));
    await insertEnvironment(knex, { name: 'sooner' }, end('2026-12-02T00:00Z'));
    await insertEnvironment(
      knex,
      { name: 'building', state: 'Provisioning' },
      { phase: 'pending', expires_at: null },
    );
    await insertEnvironment(
      knex,
      { name: 'gracious' },
      { phase: 'grace', ...end('2026-11-19T00:00Z') },
    );
    await insertEnvironment(knex, { name: 'failed', state: 'Quarantined' });
    const { body } = await api.get(
      'dana',
      '/environments?orderBy=urgency%2Casc',
    );
    expect(namesOf(body)).toEqual([
      'failed',
      'gracious',
      'building',
      'sooner',
      'later',
    ]);
  });

  it('lists what has ended by its end, with who ended it', async () => {
    const ended = (name: string, ended_at: string, ended_by: string | null) =>
      insertEnvironment(knex, {
        name,
        state: 'Deprovisioned',
        end_reason: ended_by ? 'DeletedByUser' : 'LeaseExpired',
        ended_at,
        ended_by,
      });
    await ended('first', '2026-11-18T00:00:00.000Z', null);
    await ended('last', '2026-11-19T00:00:00.000Z', 'user:default/cole');
    const { body } = await api.get(
      'dana',
      '/environments?ended=true&orderBy=endedAt%2Cdesc',
    );
    expect(body.items).toMatchObject([
      {
        name: 'last',
        endReason: 'DeletedByUser',
        endedBy: 'user:default/cole',
      },
      { name: 'first', endReason: 'LeaseExpired' },
    ]);
    expect(body.items[1]).not.toHaveProperty('endedBy');
  });

  it('shows approvers what became of the requests they may decide, and lets them change nothing', async () => {
    const environment = await insertEnvironment(knex);
    await insertApprovalStep(knex, {
      request_id: environment.request_id,
      approvers: ['group:default/environment-approvers'],
    });
    const path = `/environments/${environment.id}`;

    const seen = await api.get('ari', path);
    const deleted = await api.post('ari', `${path}/deletion`, {});
    const hidden = await api.post('olga', `${path}/deletion`, {});

    expect(seen.status).toBe(200);
    expect(
      seen.body.actions.map(({ action }: { action: string }) => action),
    ).toEqual(['connect']);
    expect([deleted.status, hidden.status]).toEqual([403, 404]);
    const listed = await api.get('ari', '/environments');
    expect(listed.body.items[0].actions).toEqual(seen.body.actions);
  });

  it('pages there and back by cursors, which carry filter and order', async () => {
    for (let index = 0; index < 7; index++) {
      // Two share each sort value, so that the id has to decide.
      await insertEnvironment(knex, {
        name: `page-${index}`,
        hourly_cost: Math.floor(index / 2),
      });
    }
    await insertEnvironment(knex, { name: 'other', hourly_cost: 0 });

    const get = async (query: string) =>
      (await api.get('dana', `/environments?limit=3&${query}`)).body;
    const next = (page: { pageInfo: { nextCursor: string } }) =>
      get(`cursor=${page.pageInfo.nextCursor}`);
    const first = await get('text=PAGE&orderBy=hourlyCost%2Cdesc');
    const second = await next(first);
    const third = await next(second);
    const back = await get(`cursor=${third.pageInfo.prevCursor}`);
    const start = await get(`cursor=${back.pageInfo.prevCursor}`);

    expect([first, second, third].map(({ totalItems }) => totalItems)).toEqual([
      7, 7, 7,
    ]);
    const all = [first, second, third].flatMap(namesOf);
    expect(new Set(all).size).toBe(7);
    expect(
      [first, second, third].flatMap(({ items }) =>
        items.map((item: Environment) => Number(item.cost.hourly.amount) * 1e6),
      ),
    ).toEqual([3, 2, 2, 1, 1, 0, 0]);
    expect(namesOf(back)).toEqual(namesOf(second));
    expect(namesOf(start)).toEqual(namesOf(first));
    expect(first.pageInfo).not.toHaveProperty('prevCursor');
    expect(third.pageInfo).not.toHaveProperty('nextCursor');
    expect(start.pageInfo).not.toHaveProperty('prevCursor');

    const byOffset = await get('text=page&orderBy=hourlyCost%2Cdesc&offset=3');
    expect(namesOf(byOffset)).toEqual(namesOf(second));
  });

  it('filters by state, region, owner and text, and keeps what is gone apart', async () => {
    await insertEnvironment(knex, { name: 'here' });
    await insertEnvironment(knex, {
      name: 'failed',
      state: 'ProvisioningFailed',
    });
    await insertEnvironment(knex, { name: 'away', region: 'us-east-1' });
    await insertEnvironment(knex, { name: 'gone', state: 'Deprovisioned' });
    const list = async (query: string) =>
      namesOf(
        (await api.get('dana', `/environments?orderBy=name%2Casc&${query}`))
          .body,
      );

    expect(await list('')).toEqual(['away', 'failed', 'here']);
    expect(await list('ended=true')).toEqual(['gone']);
    expect(await list('state=Ready,ProvisioningFailed')).toEqual([
      'away',
      'failed',
      'here',
    ]);
    expect(await list('state=ProvisioningFailed')).toEqual(['failed']);
    expect(await list('region=us-east-1')).toEqual(['away']);
    expect(await list('owner=group%3Adefault%2Fteam-search')).toEqual([]);
    expect(await list('text=%25')).toEqual([]);
    expect(await list('text=AIL')).toEqual(['failed']);
  });

  it.each([
    ['orderBy=password%2Casc', 'orderBy'],
    ['cursor=bm9uc2Vuc2U', 'cursor'],
    ['limit=0', 'limit'],
    ['state=Sleepy', 'state'],
  ])('refuses the query %s', async (query, field) => {
    const refused = await api.get('dana', `/environments?${query}`);
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain(field);
  });

  it('extends once for one key, and says when no more is possible', async () => {
    const { id } = await insertEnvironment(knex, {}, { maximum_extensions: 1 });
    const extend = () =>
      api.post(
        'cole',
        `/environments/${id}/extensions`,
        { duration: 'P1D', reason: 'The demo moved' },
        { 'Idempotency-Key': 'once' },
      );

    const first = await extend();
    const second = await extend();
    const another = await api.post('cole', `/environments/${id}/extensions`, {
      duration: 'P1D',
      reason: 'And again',
    });

    expect(first.body.lease).toMatchObject({
      extensions: 1,
      expiresAt: '2126-11-23T12:00:00.000Z',
    });
    expect(second.body.lease).toEqual(first.body.lease);
    expect(another.status).toBe(409);
    expect(first.body.actions).toContainEqual({
      action: 'extend',
      possible: false,
      reason: {
        code: 'extensions-used-up',
        params: { used: 1, maximum: 1 },
        message: expect.stringContaining('of 1 times'),
      },
    });
    const { body: events } = await api.get(
      'dana',
      `/environments/${id}/events`,
    );
    expect(events.items).toEqual([
      expect.objectContaining({
        type: 'LeaseExtended',
        actor: 'user:default/cole',
        message: expect.stringMatching(/^The lease now ends on .* UTC: /),
        code: 'event.with-reason',
        params: {
          event: expect.objectContaining({
            code: 'event.lease-extended',
            params: { end: { time: expect.stringMatching(/Z$/) } },
          }),
          reason: expect.any(String),
        },
      }),
    ]);
  });

  it('takes a deletion twice for one', async () => {
    const { id } = await insertEnvironment(knex);
    const first = await api.post('dana', `/environments/${id}/deletion`, {
      reason: 'Done',
    });
    const second = await api.post('dana', `/environments/${id}/deletion`, {});

    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body).toMatchObject({
      state: 'Deprovisioning',
      endReason: 'DeletedByUser',
      operation: { type: 'delete' },
    });
    const operations = await api.get('dana', `/environments/${id}/operations`);
    expect(operations.body.totalItems).toBe(1);
  });

  it('hibernates once for one key, and resumes only what is hibernated', async () => {
    const { id } = await insertEnvironment(knex, { spec: specOf(GROUP) });
    const path = `/environments/${id}/operations`;
    const key = { 'Idempotency-Key': 'sleep-1' };
    const [first, second] = [
      await api.post('dana', path, { type: 'hibernate' }, key),
      await api.post('dana', path, { type: 'hibernate' }, key),
    ];
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body.environment).toMatchObject({
      state: 'Ready',
      power: 'hibernating',
      operation: { type: 'hibernate', lane: 'change' },
    });
    const operations = await api.get('dana', `/environments/${id}/operations`);
    expect(operations.body.totalItems).toBe(1);
    const { body } = await api.get('dana', `/environments/${id}`);
    expect(body.operations).toContainEqual({
      type: 'resume',
      title: 'Resume',
      description: expect.any(String),
      possible: false,
      reason: {
        code: 'operation-open',
        params: { title: 'Hibernation' },
        message: 'Another operation is in progress: Hibernation',
      },
    });

    const { id: other } = await insertEnvironment(knex, {
      spec: specOf(GROUP),
    });
    expect(
      await api.post('dana', `/environments/${other}/operations`, {
        type: 'resume',
      }),
    ).toMatchObject({ status: 409 });
  });

  it('lists operations in pages, newest first', async () => {
    const { id } = await insertEnvironment(knex);
    const ids = [newId(), newId(), newId()];
    for (const operationId of ids) {
      await knex('operations').insert({
        id: operationId,
        environment_id: id,
        type: 'hibernate',
        lane: 'change',
        state: 'Succeeded',
        phases: '[]',
        created_at: '2026-11-20T12:00:00.000Z',
        due_at: '2026-11-20T12:00:00.000Z',
      });
    }
    const list = async (query: string) => {
      const { body } = await api.get(
        'dana',
        `/environments/${id}/operations?${query}`,
      );
      return {
        ids: body.items.map((each: { id: string }) => each.id),
        total: body.totalItems,
        next: body.pageInfo.nextCursor,
      };
    };
    const first = await list('limit=2');
    expect(first).toMatchObject({ ids: [ids[2], ids[1]], total: 3 });
    expect(
      await list(`limit=2&cursor=${encodeURIComponent(first.next)}`),
    ).toMatchObject({ ids: [ids[0]], total: 3 });
  });

  it.each([
    ['autoModeConfig: { enabled: true }', 'hibernation-auto-mode'],
    [
      'fargateProfiles: [{ name: f, selectors: [{ namespace: x }] }]',
      'hibernation-fargate',
    ],
    ['', 'hibernation-no-nodes'],
  ])('refuses to hibernate a cluster with %p', async (part, code) => {
    const { id } = await insertEnvironment(knex, { spec: specOf(part) });
    const { body } = await api.get('dana', `/environments/${id}`);
    expect(body.operations).toContainEqual({
      type: 'hibernate',
      title: 'Hibernate',
      description: expect.any(String),
      possible: false,
      reason: { code, message: expect.any(String) },
    });
    const refused = await api.post('dana', `/environments/${id}/operations`, {
      type: 'hibernate',
    });
    expect(refused.status).toBe(409);
  });

  it('lets only the owner hibernate', async () => {
    const { id } = await insertEnvironment(knex, { spec: specOf(GROUP) });
    const { status } = await api.post('ari', `/environments/${id}/operations`, {
      type: 'hibernate',
    });
    expect([403, 404]).toContain(status);
    const { body } = await api.get('dana', `/environments/${id}`);
    expect(body.power).toBe('on');
  });

  it('counts the cost from the first to the last minute that AWS charges', async () => {
    const { id } = await insertEnvironment(knex, {
      state: 'Deprovisioned',
      hourly_cost: 250_000,
      cost_from: '2026-11-20T12:00:00.000Z',
      cost_until: '2026-11-20T18:00:00.000Z',
    });

    const { body } = await api.get('dana', `/environments/${id}`);

    expect(body.cost).toMatchObject({
      hourly: { amount: '0.25', currency: 'USD' },
      soFar: { amount: '1.50', currency: 'USD' },
      expected: { amount: '1.50', currency: 'USD' },
    });
    expect(body.actions).toEqual([]);
    expect(body).not.toHaveProperty('entityRef');
  });

  it('expects no more cost of what is on its way out', async () => {
    const { id } = await insertEnvironment(knex, {
      state: 'Deprovisioning',
      hourly_cost: 250_000,
      cost_from: '2026-11-20T12:00:00.000Z',
    });

    const { body } = await api.get('dana', `/environments/${id}`);

    expect(Number(body.cost.soFar.amount)).toBeGreaterThan(0);
    expect(body.cost.expected).toEqual(body.cost.soFar);
  });

  it('gives a kubeconfig without secrets, and none while the cluster does not answer', async () => {
    const principal = 'arn:aws:iam::111111111111:role/team-shop';
    const environment = await insertEnvironment(knex, {
      spec: JSON.stringify({
        metadata: { name: 'x' },
        accessConfig: { accessEntries: [{ principalARN: principal }] },
      }),
    });
    const building = await insertEnvironment(knex, { state: 'Provisioning' });

    const { body } = await api.get(
      'cole',
      `/environments/${environment.id}/kubeconfig`,
    );
    expect(body.principals).toEqual([principal]);
    const access = await api.get(
      'cole',
      `/environments/${environment.id}/access`,
    );
    expect(access.body).toEqual({
      command: body.command,
      principals: [principal],
    });
    const foreignAccess = await api.get(
      'olga',
      `/environments/${environment.id}/access`,
    );
    expect(foreignAccess.status).toBe(404);
    expect(body.command).toBe(
      `aws eks update-kubeconfig --name ${environment.resource_ref} --region eu-west-1`,
    );
    const kubeconfig = parse(body.kubeconfig);
    expect(kubeconfig.clusters[0].cluster).toEqual({
      server: environment.endpoint,
      'certificate-authority-data': 'Q0E=',
    });
    expect(kubeconfig.users[0].user.exec.args).toContain(
      environment.resource_ref,
    );
    expect(Object.keys(kubeconfig.users[0].user)).toEqual(['exec']);

    const early = await api.get(
      'cole',
      `/environments/${building.id}/kubeconfig`,
    );
    const foreign = await api.get(
      'olga',
      `/environments/${environment.id}/kubeconfig`,
    );
    expect([early.status, foreign.status]).toEqual([409, 404]);
  });

  it('says that a provisioner that is not installed gives no kubeconfig and no resource events', async () => {
    const { id } = await insertEnvironment(knex, { provisioner: 'gone' });
    const refused = await api.get('cole', `/environments/${id}/kubeconfig`);
    expect(refused.status).toBe(404);
    expect(refused.body.error.message).toBe(
      'The provisioner gone of the environment is not installed',
    );
    const events = await api.get('cole', `/environments/${id}/resource-events`);
    expect(events.body).toEqual({ items: [] });
  });

  it('offers a person their groups and themselves as owners', async () => {
    const { body } = await api.get('dana', '/owners');
    expect(body.items).toEqual(
      expect.arrayContaining(['group:default/team-shop', 'user:default/dana']),
    );
    expect(body.items.at(-1)).toBe('user:default/dana');
  });

  it('counts and adds up only what the caller may see', async () => {
    await insertEnvironment(knex, {
      hourly_cost: 500_000,
      cost_from: '2026-11-20T12:00:00.000Z',
    });
    await insertEnvironment(knex, { state: 'ProvisioningFailed' });
    await insertEnvironment(knex, {
      owner: 'group:default/team-search',
      requester: 'user:default/olga',
      hourly_cost: 500_000,
      cost_from: '2026-11-20T12:00:00.000Z',
    });

    const { body: danas } = await api.get('dana', '/usage');
    const { body: all } = await api.get('pat', '/usage');

    expect(danas).toMatchObject({
      ready: 1,
      failed: 1,
      building: 0,
      waiting: 0,
      endingWithinDay: 0,
      hourlyIsLowerBound: false,
      monthIsLowerBound: false,
      hourly: { amount: '0.50' },
    });
    expect(all).toMatchObject({ ready: 2, hourly: { amount: '1.00' } });
  });

  it('adds up the segments of this month, of what is gone too', async () => {
    const now = DateTime.utc();
    const month = now.startOf('month');
    const hoursOfMonth = now.diff(month).as('hours');
    const before = toColumn(month.minus({ hours: 10 }));
    // Ended last month, and ended this month after having begun in the last one.
    for (const costUntil of [
      toColumn(month.minus({ hours: 5 })),
      toColumn(month.plus({ hours: hoursOfMonth / 2 })),
    ]) {
      await insertEnvironment(knex, {
        state: 'Deprovisioned',
        hourly_cost: 100_000,
        cost_from: before,
        cost_until: costUntil,
        unpriced: '[{}]',
      });
    }
    const { id } = await insertEnvironment(knex, {
      hourly_cost: 400_000,
      cost_from: before,
    });
    // Its first segment had another rate and ended with the last month.
    await knex('cost_segments')
      .where('environment_id', id)
      .update({ hourly_cost: 900_000, ended_at: toColumn(month) });
    await knex.transaction(transaction =>
      beginSegment(transaction, { environmentId: id, at: toColumn(month) }),
    );

    const { body } = await api.get('dana', '/usage');

    expect(body).toMatchObject({
      hourly: { amount: '0.40' },
      hourlyIsLowerBound: false,
      monthIsLowerBound: true,
    });
    const expected = (hoursOfMonth / 2) * 0.1 + hoursOfMonth * 0.4;
    expect(Number(body.month.amount)).toBeGreaterThanOrEqual(expected - 0.001);
    expect(Number(body.month.amount)).toBeLessThan(expected + 0.1);
  });

  it('stays quick with ten thousand rows', async () => {
    await insertMany(knex, 10_000);

    const started = performance.now();
    const { body } = await api.get(
      'dana',
      '/environments?orderBy=expiresAt%2Casc&limit=50',
    );
    const elapsed = performance.now() - started;

    expect(body.totalItems).toBe(10_000);
    expect(body.items).toHaveLength(50);
    // About fifty milliseconds on a laptop; ten times that means a missing index or a query per row.
    expect(elapsed).toBeLessThan(1_500);
  });
});

/** Copies one environment with plain SQL; row by row would take longer than the test. */
async function insertMany(knex: Knex, count: number): Promise<void> {
  const template = await insertEnvironment(knex);
  const copy = async (
    table: string,
    change: (index: number) => object,
    key: object,
  ) => {
    const row = await knex(table).where(key).first();
    const rows = Array.from({ length: count - 1 }, (_, index) => ({
      ...row,
      ...change(index),
    }));
    await knex.batchInsert(table, rows, 20);
  };
  const idOf = (index: number) => `E${String(index).padStart(25, '0')}`;
  await copy('requests', index => ({ id: idOf(index) }), {
    id: template.request_id,
  });
  await copy(
    'environments',
    index => ({
      id: idOf(index),
      request_id: idOf(index),
      name: `many-${index}`,
      resource_ref: `many-${index}`,
    }),
    { id: template.id },
  );
  await copy('leases', index => ({ environment_id: idOf(index) }), {
    environment_id: template.id,
  });
}
