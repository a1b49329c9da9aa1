import { tmpdir } from 'node:os';
import {
  type TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { engineOn } from '../__testUtils__/engineFixture';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { reaches } from '../__testUtils__/SimulatorHarness';
import { testParts } from '../__testUtils__/testParts';
import { databaseNow, migrate, systemClock } from '../database';
import { OperationStore } from './OperationStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** An unreachable AWS. */
const nowhere = {
  accountId: '111111111111',
  endpoint: 'http://127.0.0.1:1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  eksctlPath: '/nowhere/eksctl',
  workingDirectory: tmpdir(),
};

describe.each(databases.eachSupportedId())(
  'an operation that its workers die over, on %s',
  databaseId => {
    async function begin(id: TestDatabaseId) {
      const knex = await databases.init(id);
      await migrate(knex);
      const parts = testParts(knex, systemClock);
      const { environmentId } = await seedEnvironment(knex, parts.commands);
      const store = new OperationStore({
        knex,
        types: parts.types,
        runnable: parts.runnable,
        replica: 'test',
        claimSeconds: 60,
      });
      const claim = async () => (await store.claim(parts.capabilities.list()))!;
      return {
        knex,
        parts,
        environmentId,
        store,
        claim,
        async die() {
          const operation = await claim();
          await knex('operations')
            .where('id', operation.id)
            .update({ claimed_until: databaseNow(knex) });
          return operation;
        },
      };
    }

    it('counts the deaths of an attempt, and neither handovers nor earlier attempts', async () => {
      const { knex, store, claim, die } = await begin(databaseId);
      expect(await die()).toMatchObject({ attempt: 1, takeovers: 0 });
      expect(await die()).toMatchObject({ attempt: 1, takeovers: 1 });
      const operation = await claim();
      expect(operation).toMatchObject({ attempt: 1, takeovers: 2 });

      await store.release(operation);
      expect(await die()).toMatchObject({ attempt: 1, takeovers: 2 });

      await knex('operations').update({
        state: 'Pending',
        fencing_token: null,
      });
      expect(await claim()).toMatchObject({ attempt: 2, takeovers: 0 });
    });

    it('is given up with a reason that people can act on, and can be tried again', async () => {
      const { knex, parts, environmentId, claim, die } = await begin(
        databaseId,
      );
      await die();
      await knex('environments').update({ state: 'Provisioning' });
      await knex('operations').update({ started_at: '2026-11-21T10:00:00Z' });
      for (let deaths = 1; deaths <= 5; deaths++) {
        await die();
      }
      const engine = engineOn(nowhere, parts);
      engine.start();
      const failed = await reaches(knex, environmentId, 'ProvisioningFailed');
      await engine.stop();
      expect(JSON.parse(failed.failure ?? '')).toMatchObject({
        class: 'unknown',
        cause: '6 workers lost their claim during this attempt',
        message: expect.stringContaining('interrupted 6 times'),
      });
      expect(await knex('operations').first()).toMatchObject({
        state: 'Failed',
        attempt: 1,
      });

      await parts.commands.retry({ environmentId, actor: 'user:default/pat' });
      expect(await claim()).toMatchObject({ attempt: 1, takeovers: 0 });
    });
  },
);
