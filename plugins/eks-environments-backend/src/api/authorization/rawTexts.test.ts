import { TestDatabases } from '@backstage/backend-test-utils';
import { insertApprovalStep } from '../../__testUtils__/insertApprovalStep';
import { insertEnvironment } from '../../__testUtils__/insertEnvironment';
import { startTestService } from '../../__testUtils__/startTestService';
import type { EnvironmentConditionRow } from '../../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const AT = '2026-11-21T10:00:00.000Z';
const RAW = 'arn:aws:iam::111111111111:role/secret';

const failure = {
  class: 'permission',
  message: 'Not allowed.',
  operatorMessage: `${RAW} lacks something.`,
  cause: RAW,
  remedy: 'Wait.',
  retry: 'never',
};

const sweep = {
  startedAt: AT,
  finishedAt: AT,
  searchedKinds: ['volume'],
  incomplete: [{ kind: 'iam-role', reason: `AccessDenied: ${RAW}` }],
  items: [
    {
      kind: 'volume',
      id: 'vol-1',
      proof: 'tag kubernetes.io/cluster/demo-x7=owned',
      outcome: 'failed',
      reason: `UnauthorizedOperation: ${RAW}`,
    },
  ],
};

describe('raw texts', () => {
  async function start() {
    const knex = await databases.init('SQLITE_3');
    const api = await startTestService(knex);
    const environment = await insertEnvironment(knex, {
      failure: JSON.stringify(failure),
      sweep: JSON.stringify(sweep),
    });
    await knex<EnvironmentConditionRow>('environment_conditions').insert({
      environment_id: environment.id,
      type: 'Healthy',
      status: 'Unknown',
      reason: 'AwsUnreachable',
      message: 'The check could not reach AWS.',
      detail: RAW,
      since: AT,
    });
    await knex('operations').insert({
      id: 'operation',
      environment_id: environment.id,
      type: 'create',
      lane: 'build',
      state: 'Failed',
      phases: '[]',
      message: `[✖] ${RAW}`,
      failure: JSON.stringify(failure),
      created_at: AT,
      due_at: AT,
    });
    // Approvers see the outcome of what they approved, and read no logs.
    await insertApprovalStep(knex, {
      request_id: environment.request_id,
      approvers: ['group:default/environment-approvers'],
    });
    return async (person: string) => {
      const path = `/environments/${environment.id}`;
      const one = await api.get(person, path);
      const list = await api.get(person, '/environments');
      const operations = await api.get(person, `${path}/operations`);
      return {
        environments: [one.body, list.body.items[0]],
        operations: [
          one.body.operation,
          list.body.items[0].operation,
          operations.body.items[0],
        ],
      };
    };
  }

  it('are kept from who may not read the log, who is told all else', async () => {
    const seenBy = await start();
    const seen = await seenBy('ari');
    expect(JSON.stringify(seen)).not.toContain(RAW);
    for (const environment of seen.environments) {
      expect(environment).toMatchObject({
        failure: { class: 'permission', message: 'Not allowed.' },
        conditions: [
          { status: 'Unknown', message: 'The check could not reach AWS.' },
        ],
        sweep: {
          kinds: [
            { kind: 'volume', found: 1 },
            { kind: 'iam-role', problem: 'It could not be read' },
          ],
          items: [{ id: 'vol-1', outcome: 'failed' }],
        },
      });
    }
    for (const operation of seen.operations) {
      expect(operation).toMatchObject({
        failure: { class: 'permission', message: 'Not allowed.' },
      });
    }
  });

  it('are shown to who may', async () => {
    const seenBy = await start();
    const { environments, operations } = await seenBy('pat');
    for (const environment of environments) {
      expect(environment).toMatchObject({
        failure,
        conditions: [{ detail: RAW }],
        sweep: {
          kinds: [{}, { problem: `AccessDenied: ${RAW}` }],
          items: [{ reason: `UnauthorizedOperation: ${RAW}` }],
        },
      });
    }
    for (const operation of operations) {
      expect(operation).toMatchObject({ failure, message: `[✖] ${RAW}` });
    }
  });
});
