import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { ReadinessProblem } from 'backstage-plugin-eks-environments-node';
import { testProvisioner } from '../__testUtils__/testOperationTypes';
import { databaseNow, migrate } from '../database';
import { ProvisionerRegistry } from '../provisioners';
import { ExecutorStore } from './ExecutorStore';
import { LocalExecutor } from './LocalExecutor';
import type { ExecutorProblem } from './types';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('executors on %s', databaseId => {
  const noRoom: ReadinessProblem = {
    code: 'working-directory',
    message: 'No space left',
    isLasting: false,
  };
  const lateClock: ExecutorProblem = {
    code: 'clock',
    message: 'The clock of this replica is late',
    isLasting: false,
  };

  async function begin() {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    const store = new ExecutorStore({ knex });
    const logger = mockServices.logger.mock();
    const problems: ExecutorProblem[] = [];
    const ofProvisioner: ReadinessProblem[] = [];
    const executor = new LocalExecutor({
      replica: 'host/1',
      store,
      logger,
      checks: [{ check: async () => problems[0] }],
      provisioners: new ProvisionerRegistry([
        {
          ...testProvisioner({}),
          checkReadiness: async () => ({
            version: '0.231.0',
            problems: ofProvisioner,
          }),
        },
      ]),
    });
    return {
      knex,
      store,
      logger,
      executor,
      problems,
      ofProvisioner,
    };
  }

  it('are ready while their checks pass, say once what is wrong, and are told of in the list', async () => {
    const { executor, problems, store, logger } = await begin();
    await executor.check();
    expect(executor.isReady()).toBe(true);
    problems.push(lateClock);
    await executor.check();
    await executor.check();
    expect(executor.isReady()).toBe(false);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(await store.list()).toMatchObject([
      { replica: 'host/1', isAlive: true, problems: [lateClock] },
    ]);
    problems.pop();
    await executor.check();
    expect(executor.isReady()).toBe(true);
    await executor.leave();
    expect(await store.list()).toEqual([]);
  });

  it('report what provisioners lack, and stay ready for the others', async () => {
    const { executor, ofProvisioner, store, logger } = await begin();
    ofProvisioner.push(noRoom);
    await executor.check();
    await executor.check();
    expect(executor.isReady()).toBe(true);
    expect(logger.error.mock.calls).toEqual([
      [
        'This replica begins no creations with the provisioner eksctl: No space left',
      ],
    ]);
    expect(await store.list()).toMatchObject([
      {
        versions: { eksctl: '0.231.0' },
        problems: [{ ...noRoom, provisioner: 'eksctl' }],
      },
    ]);
    ofProvisioner.pop();
    await executor.check();
    expect(logger.info.mock.calls).toEqual([
      [
        'The reason why this replica began no creations with the provisioner eksctl is gone',
      ],
    ]);
  });

  it('count as gone when they report no more, and are forgotten after a day', async () => {
    const { executor, store, knex } = await begin();
    await executor.check();
    await knex('executors').update({ seen_at: databaseNow(knex, -121) });
    expect(await store.list()).toMatchObject([{ isAlive: false }]);
    await knex('executors').update({ seen_at: databaseNow(knex, -86_401) });
    await store.report({ replica: 'host/2', versions: {}, problems: [] });
    expect(await store.list()).toMatchObject([{ replica: 'host/2' }]);
  });
});
