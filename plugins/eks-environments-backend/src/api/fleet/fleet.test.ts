import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { clearTables } from '../../__testUtils__/clearTables';
import { insertEnvironment } from '../../__testUtils__/insertEnvironment';
import { startTestService } from '../../__testUtils__/startTestService';
import {
  type EnvironmentConditionRow,
  type FleetFindingRow,
  migrate,
  newId,
} from '../../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const SEEN = '2026-11-21T10:00:00.000Z';

function healthy(
  environmentId: string,
  status: 'True' | 'False' | 'Unknown',
): Partial<EnvironmentConditionRow> {
  return {
    environment_id: environmentId,
    type: 'Healthy',
    status,
    reason: status === 'False' ? 'NotResponding' : 'Other',
    message: 'No answer',
    since: SEEN,
  };
}

describe.each(databases.eachSupportedId())('the fleet on %s', databaseId => {
  let knex: Knex;
  let api: Awaited<ReturnType<typeof startTestService>>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex);
    api = await startTestService(knex);
  });

  afterEach(() => clearTables(knex));

  async function insertFinding(given: Partial<FleetFindingRow> = {}) {
    const id = newId();
    await knex<FleetFindingRow>('fleet_findings').insert({
      id,
      account: 'sandbox',
      region: 'eu-west-1',
      provisioner: 'eksctl',
      kind: 'ResourceVanished',
      subject: 'shop-1',
      resource_ref: 'shop-1',
      state: 'open',
      details: '{}',
      first_seen: SEEN,
      last_seen: SEEN,
      ...given,
    });
    return id;
  }

  it('is seen by those who may, and by nobody else', async () => {
    await insertFinding();
    const seen = await api.get('pat', '/fleet');
    expect(seen.body).toMatchObject({
      manageable: true,
      findings: [
        {
          summary: 'shop-1 no longer exists.',
          code: 'difference.resource-vanished',
          params: { name: 'shop-1' },
          actions: ['delete', 'ignore'],
        },
      ],
    });
    expect((await api.get('dana', '/fleet')).status).toBe(403);
  });

  it.each([
    ['/fleet/reconciliations', {}],
    ['/fleet/findings/1/ignore', { reason: 'x' }],
    ['/fleet/findings/1/reopen', {}],
    ['/fleet/findings/1/deletion', {}],
    [
      '/fleet/imports',
      {
        account: 'sandbox',
        region: 'eu-west-1',
        clusterName: 'demo',
        name: 'demo',
        owner: 'group:default/team-shop',
        lease: 'P1D',
      },
    ],
  ])('lets only those who manage it post to %s', async (path, body) => {
    expect((await api.post('dana', path, body)).status).toBe(403);
    expect((await api.post('pat', path, body)).status).not.toBe(403);
  });

  it('is reconciled when somebody asks', async () => {
    const asked = await api.post('pat', '/fleet/reconciliations');
    expect(asked.status).toBe(202);
    expect(asked.body.reconciliations).toMatchObject([
      { account: 'sandbox', region: 'eu-west-1', inProgress: true },
      { account: 'sandbox', region: 'us-east-1', inProgress: true },
    ]);
  });

  it('has findings ignored with a reason, and opened again', async () => {
    const id = await insertFinding({ kind: 'PartDrift' });
    const path = `/fleet/findings/${id}`;
    const nothing = await api.post('pat', `${path}/ignore`, { reason: '' });
    expect(nothing.status).toBe(400);
    const ignored = await api.post('pat', `${path}/ignore`, {
      reason: 'Load test',
    });
    expect(ignored.body).toMatchObject({
      state: 'ignored',
      ignoredBy: 'user:default/pat',
      reason: 'Load test',
      actions: ['reopen'],
    });
    const twice = await api.post('pat', `${path}/ignore`, { reason: 'Again' });
    expect(twice.status).toBe(409);
    const opened = await api.post('pat', `${path}/reopen`);
    expect(opened.body).toMatchObject({ state: 'open', actions: ['ignore'] });
    expect(opened.body.reason).toBeUndefined();
  });

  it('deletes the environment of a cluster that vanished, once for a key', async () => {
    const environment = await insertEnvironment(knex);
    const id = await insertFinding({
      environment_id: environment.id,
      resource_ref: environment.resource_ref,
    });
    const remove = () =>
      api.post(
        'pat',
        `/fleet/findings/${id}/deletion`,
        {},
        { 'Idempotency-Key': 'once' },
      );
    const first = await remove();
    expect(first.status).toBe(202);
    expect(first.body).toMatchObject({
      id: environment.id,
      state: 'Deprovisioning',
    });
    expect((await remove()).body.id).toBe(environment.id);
    expect(await knex('operations').where('type', 'delete')).toHaveLength(1);
    expect((await api.get('pat', '/fleet')).body.findings).toEqual([]);
  });

  it('does not delete a node group that drifted', async () => {
    const id = await insertFinding({ kind: 'PartDrift' });
    const refused = await api.post('pat', `/fleet/findings/${id}/deletion`, {});
    expect(refused.status).toBe(409);
  });

  it('tells how clusters do, while they should answer', async () => {
    const sick = await insertEnvironment(knex);
    const gone = await insertEnvironment(knex, { state: 'Deprovisioning' });
    const well = await insertEnvironment(knex);
    await knex('environment_conditions').insert([
      healthy(sick.id, 'False'),
      healthy(gone.id, 'False'),
      healthy(well.id, 'True'),
    ]);
    const { body } = await api.get('pat', '/fleet');
    expect(body).toMatchObject({
      healthy: 1,
      notHealthy: [
        {
          id: sick.id,
          condition: { status: 'False', reason: 'NotResponding', since: SEEN },
        },
      ],
    });
    const shown = await api.get('dana', `/environments/${sick.id}`);
    expect(shown.body.conditions).toEqual([
      {
        type: 'Healthy',
        status: 'False',
        reason: 'NotResponding',
        message: 'No answer',
        since: SEEN,
      },
    ]);
    const ending = await api.get('dana', `/environments/${gone.id}`);
    expect(ending.body.conditions).toEqual([]);
  });

  it('lists as many clusters that do not do well as a page can show, and counts all', async () => {
    for (let index = 0; index < 101; index++) {
      const { id } = await insertEnvironment(knex);
      await knex('environment_conditions').insert(healthy(id, 'False'));
    }
    const { body } = await api.get('pat', '/fleet');
    expect(body.notHealthy).toHaveLength(100);
    expect(body).toMatchObject({ notHealthyTotal: 101, healthy: 0 });
  });

  it('reads no row of a cluster that is well, and names none in a query', async () => {
    const add = async (count: number, status: 'True' | 'Unknown') => {
      for (let index = 0; index < count; index++) {
        const { id } = await insertEnvironment(knex);
        await knex('environment_conditions').insert(healthy(id, status));
      }
    };
    const read = async () => {
      const given: unknown[] = [];
      const rows: unknown[] = [];
      const onQuery = (query: { bindings: unknown[] }) =>
        given.push(...query.bindings);
      const onResponse = (response: unknown) =>
        rows.push(...(Array.isArray(response) ? response : []));
      knex.on('query', onQuery).on('query-response', onResponse);
      const { body } = await api.get('pat', '/fleet');
      knex.off('query', onQuery).off('query-response', onResponse);
      return { body, given: given.length, rows: rows.length };
    };
    await add(1, 'True');
    await add(1, 'Unknown');
    const few = await read();
    await add(20, 'True');
    const many = await read();
    expect(many.body).toMatchObject({
      healthy: 21,
      notHealthy: [{ condition: { status: 'Unknown' } }],
    });
    expect(many).toMatchObject({ given: few.given, rows: few.rows });
  });
});
