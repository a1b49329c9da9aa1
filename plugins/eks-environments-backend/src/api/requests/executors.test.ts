import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { clearTables } from '../../__testUtils__/clearTables';
import {
  sandboxInput,
  startTestService,
} from '../../__testUtils__/startTestService';
import { databaseNow, migrate } from '../../database';
import { type ExecutorProblem, ExecutorStore } from '../../executors';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const missing: ExecutorProblem = {
  code: 'eksctl-missing',
  message: 'eksctl can not be run at /opt/eksctl: ENOENT',
  isLasting: true,
  provisioner: 'eksctl',
};
const tooOld: ExecutorProblem = {
  code: 'eksctl-too-old',
  message: 'eksctl 0.100.0 at /opt/eksctl is too old',
  isLasting: true,
  provisioner: 'eksctl',
};
const noRoom: ExecutorProblem = {
  code: 'working-directory',
  message: 'Nothing can be written to /var/eksctl',
  isLasting: false,
  provisioner: 'eksctl',
};

describe.each(databases.eachSupportedId())(
  'plans and the replicas that would run eksctl on %s',
  databaseId => {
    let knex: Knex;
    let api: Awaited<ReturnType<typeof startTestService>>;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await migrate(knex);
      api = await startTestService(knex);
    });
    afterEach(async () => {
      await clearTables(knex);
      await knex('executors').delete();
    });

    async function report(...replicas: ExecutorProblem[][]): Promise<void> {
      const store = new ExecutorStore({ knex });
      for (const [index, problems] of replicas.entries()) {
        await store.report({
          replica: `host/${index}`,
          versions: {},
          problems,
          runnable: [],
        });
      }
    }

    async function findingsFor(person: string, owner?: string) {
      const { body } = await api.post(person, '/plans', {
        ...sandboxInput,
        ...(owner && { owner }),
      });
      return {
        outcome: body.outcome,
        findings: body.findings.filter(({ code }: { code: string }) =>
          /^(no-e|executor-)/.test(code),
        ),
      };
    }

    it('are refused while every live replica lacks eksctl', async () => {
      await report([missing], [tooOld, noRoom]);

      expect(await findingsFor('dana')).toEqual({
        outcome: 'refused',
        findings: [
          {
            severity: 'error',
            code: 'no-executor',
            message: expect.stringMatching(
              /^No backend can create this kind of environment now/,
            ),
          },
        ],
      });
      const refused = await api.post('dana', '/requests', sandboxInput);
      expect(refused.status).toBe(503);
      expect(refused.body.error.message).toMatch(
        /^No backend can create this kind of environment now/,
      );
      expect(await knex('requests')).toEqual([]);
      expect(await knex('quota_reservations')).toEqual([]);

      const wrong = { ...sandboxInput, values: { nodes: 'many' } };
      expect((await api.post('dana', '/requests', wrong)).status).toBe(400);
    });

    it('say to those who see the fleet what is wrong with each replica', async () => {
      await report([missing], [tooOld]);

      const { findings } = await findingsFor(
        'pat',
        'group:default/platform-engineers',
      );

      expect(
        findings.map(({ message }: { message: string }) => message),
      ).toEqual([
        expect.stringMatching(
          /^No backend can create this kind of environment now/,
        ),
        `host/0: ${missing.message}`,
        `host/1: ${tooOld.message}`,
      ]);
    });

    it.each<[string, ExecutorProblem[][]]>([
      ['no replica has reported', []],
      ['one replica is ready', [[missing], []]],
    ])('are acceptable when %s', async (_, replicas) => {
      await report(...replicas);

      expect(await findingsFor('dana')).toEqual({
        outcome: 'acceptable',
        findings: [],
      });
    });

    it('are acceptable when those without eksctl are gone', async () => {
      await report([missing]);
      await knex('executors').update({ seen_at: databaseNow(knex, -121) });

      expect(await findingsFor('dana')).toMatchObject({
        outcome: 'acceptable',
      });
    });

    it('have a warning where it may be over in time, and requests wait', async () => {
      await report([missing], [noRoom]);

      expect(await findingsFor('dana')).toEqual({
        outcome: 'acceptable',
        findings: [
          {
            severity: 'warning',
            code: 'no-executor',
            message: expect.stringMatching(/as soon as one can/),
          },
        ],
      });
      expect((await api.post('dana', '/requests', sandboxInput)).status).toBe(
        201,
      );
    });
  },
);
