import { TestDatabases } from '@backstage/backend-test-utils';
import { failureKinds } from 'backstage-plugin-eksctl-node';
import type { Knex } from 'knex';
import { insertEnvironment } from '../../__testUtils__/insertEnvironment';
import { startTestService } from '../../__testUtils__/startTestService';
import { testParts } from '../../__testUtils__/testParts';
import { CircuitBreakers } from '../../breakers';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const AT = '2026-11-21T10:00:00.000Z';

describe.each(databases.eachSupportedId())('breakers on %s', databaseId => {
  let knex: Knex;
  let api: Awaited<ReturnType<typeof startTestService>>;
  let environmentId: string;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    api = await startTestService(knex);
    ({ id: environmentId } = await insertEnvironment(knex, {
      state: 'Queued',
    }));
    const { types, runnable, operations } = testParts(knex);
    await knex.transaction(transaction =>
      operations.enqueue(transaction, { environmentId, type: 'create' }),
    );
    const operation = await knex('operations').first();
    const breakers = new CircuitBreakers({
      knex,
      types,
      runnable,
      firstBackoffSeconds: 30,
    });
    await knex.transaction(transaction =>
      breakers.failed(transaction, operation, {
        failure: { ...failureKinds.quotaUsedUp, cause: 'role x: 5 of 5 VPCs' },
        at: AT,
      }),
    );
  });

  it('are shown with why, since when and how many wait, to who may see the fleet', async () => {
    const { body } = await api.get('pat', '/fleet/breakers');
    expect(body).toEqual({
      items: [
        {
          provisioner: 'eksctl',
          account: 'sandbox',
          region: 'eu-west-1',
          state: 'open',
          since: expect.any(String),
          retryAt: expect.any(String),
          failures: 1,
          failure: expect.objectContaining({
            class: 'quota',
            cause: 'role x: 5 of 5 VPCs',
          }),
          waiting: 1,
        },
      ],
      totalItems: 1,
    });
    expect((await api.get('dana', '/fleet/breakers')).status).toBe(403);
  });

  it('are told to who waits, in words; the raw text to who may read logs', async () => {
    const path = `/environments/${environmentId}`;
    const seen = (await api.get('dana', path)).body.breaker;
    expect(seen).toMatchObject({
      state: 'open',
      waiting: 1,
      failure: { message: failureKinds.quotaUsedUp.developerMessage },
    });
    expect((await api.get('pat', path)).body.breaker.failure.cause).toBe(
      'role x: 5 of 5 VPCs',
    );
  });

  it('are closed by a platform engineer', async () => {
    const path = '/fleet/breakers/eksctl/sandbox/eu-west-1/close';
    expect((await api.post('dana', path)).status).toBe(403);
    expect((await api.post('pat', path)).status).toBe(204);
    expect((await api.post('pat', path)).status).toBe(404);
    expect((await api.get('pat', '/fleet/breakers')).body.items).toEqual([]);
    expect(
      (await api.get('dana', `/environments/${environmentId}`)).body,
    ).not.toHaveProperty('breaker');
  });
});
