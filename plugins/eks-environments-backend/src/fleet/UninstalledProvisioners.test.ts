import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { testParts } from '../__testUtils__/testParts';
import { migrate } from '../database';
import { UninstalledProvisioners } from './UninstalledProvisioners';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'UninstalledProvisioners on %s',
  databaseId => {
    it('shows with its environments that a provisioner is not installed, and logs each change once', async () => {
      const knex = await databases.init(databaseId);
      await migrate(knex);
      await seedEnvironment(knex, testParts(knex).commands);
      const { id } = await insertEnvironment(knex, { provisioner: 'gone' });
      await insertEnvironment(knex, { provisioner: 'gone' });
      const logger = mockServices.logger.mock();
      const ids = ['eksctl'];
      const uninstalled = new UninstalledProvisioners({
        knex,
        clock: new TestClock(),
        provisioners: { ids },
        logger,
      });
      await uninstalled.check();
      await uninstalled.check();
      const conditions = await knex('environment_conditions');
      expect(conditions).toHaveLength(2);
      expect(conditions).toContainEqual(
        expect.objectContaining({
          environment_id: id,
          type: 'ProvisionerMissing',
          status: 'True',
          reason: 'NotInstalled',
          params: '{"provisioner":"gone"}',
        }),
      );
      expect(logger.warn).toHaveBeenCalledTimes(1);
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringContaining('2 environments have the provisioner gone'),
      );

      ids.push('gone');
      await uninstalled.check();
      await uninstalled.check();
      expect(
        await knex('environment_conditions').distinct('status', 'reason'),
      ).toEqual([{ status: 'False', reason: 'Installed' }]);
      expect(logger.info).toHaveBeenCalledTimes(1);
    });
  },
);
