import { TestDatabases } from '@backstage/backend-test-utils';
import { failureKinds } from 'backstage-plugin-eksctl-node';
import type { Knex } from 'knex';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { startTestService } from '../__testUtils__/startTestService';
import { CircuitBreakers } from '../breakers';
import { insertOperation } from '../engine/insertOperation';

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
    await knex.transaction(transaction =>
      insertOperation(transaction, { environmentId, kind: 'Create', at: AT }),
    );
    const operation = await knex('operations').first();
    const breakers = new CircuitBreakers({ knex, firstBackoffSeconds: 30 });
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
    const path = '/fleet/breakers/sandbox/eu-west-1/close';
    expect((await api.post('dana', path)).status).toBe(403);
    expect((await api.post('pat', path)).status).toBe(204);
    expect((await api.post('pat', path)).status).toBe(404);
    expect((await api.get('pat', '/fleet/breakers')).body.items).toEqual([]);
    expect(
      (await api.get('dana', `/environments/${environmentId}`)).body,
    ).not.toHaveProperty('breaker');
  });
});

describe('raw texts of failures', () => {
  it('are kept from who may not read the log', async () => {
    const knex = await databases.init('SQLITE_3');
    const api = await startTestService(knex);
    const failure = {
      class: 'permission',
      message: 'Not allowed.',
      operatorMessage: 'A role lacks something.',
      cause: 'arn:aws:iam::111111111111:role/secret',
      remedy: 'Wait.',
      retry: 'never',
    };
    const { id } = await insertEnvironment(knex, {
      state: 'ProvisioningFailed',
      failure: JSON.stringify(failure),
    });
    await knex('operations').insert({
      id: 'operation',
      environment_id: id,
      kind: 'Create',
      state: 'Failed',
      phases: '[]',
      failure: JSON.stringify(failure),
      created_at: AT,
      due_at: AT,
    });
    // Approvers see what became of what they approved, and read no logs.
    await knex('request_approvers').insert({
      request_id: (await knex('environments').first()).request_id,
      approver: 'group:default/environment-approvers',
    });
    const plain = { class: 'permission', message: 'Not allowed.' };
    const answers = async (person: string) => {
      const one = await api.get(person, `/environments/${id}`);
      const list = await api.get(person, '/environments');
      const operations = await api.get(
        person,
        `/environments/${id}/operations`,
      );
      return [
        one.body.failure,
        one.body.operation.failure,
        list.body.items[0].failure,
        list.body.items[0].operation.failure,
        operations.body.items[0].failure,
      ];
    };

    for (const seen of await answers('ari')) {
      expect(seen).toMatchObject(plain);
      expect(seen).not.toHaveProperty('cause');
      expect(seen).not.toHaveProperty('operatorMessage');
    }
    for (const seen of await answers('pat')) {
      expect(seen).toMatchObject(failure);
    }
  });
});
