import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { ReadinessProblem } from 'backstage-plugin-eks-environments-node';
import { manualTimer } from '../__testUtils__/manualTimer';
import { testProvisioner } from '../__testUtils__/testOperationTypes';
import { testProvisioners } from '../__testUtils__/testProvisioners';
import { databaseNow, migrate } from '../database';
import { ExecutorStore } from './ExecutorStore';
import { LiveCapabilities } from './LiveCapabilities';
import { LocalExecutor } from './LocalExecutor';
import { LocalReadiness } from './LocalReadiness';
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
    const hangs: string[] = [];
    const timer = manualTimer();
    const readiness = new LocalReadiness({
      logger,
      checks: [{ check: async () => problems[0] }],
      provisioners: testProvisioners(
        [
          {
            ...testProvisioner({}),
            checkReadiness: () => {
              if (hangs.length > 0) {
                setImmediate(timer.expire);
                return new Promise(() => {});
              }
              return Promise.resolve({
                version: '0.231.0',
                problems: ofProvisioner,
              });
            },
          },
        ],
        timer,
      ),
    });
    const executor = new LocalExecutor({
      replica: 'host/1',
      store,
      readiness,
      capabilities: {
        list: () => [
          {
            type: 'create',
            provisioners: readiness.isReady() ? ['eksctl'] : [],
          },
          { type: 'restart-nodes' },
        ],
      },
    });
    return {
      knex,
      store,
      logger,
      executor,
      readiness,
      problems,
      ofProvisioner,
      hangs,
    };
  }

  it('are ready while their checks pass, say once what is wrong, and are told of in the list', async () => {
    const { executor, readiness, problems, store, logger } = await begin();
    await executor.check();
    expect(readiness.isReady()).toBe(true);
    problems.push(lateClock);
    await executor.check();
    await executor.check();
    expect(readiness.isReady()).toBe(false);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(await store.list()).toMatchObject([
      { replica: 'host/1', isAlive: true, problems: [lateClock] },
    ]);
    expect((await store.list())[0].runnable).toEqual([
      { type: 'create', provisioners: [] },
      { type: 'restart-nodes' },
    ]);
    problems.pop();
    await executor.check();
    expect(readiness.isReady()).toBe(true);
    await executor.leave();
    expect(await store.list()).toEqual([]);
  });

  it('report what provisioners lack, and stay ready for the others', async () => {
    const { executor, readiness, ofProvisioner, store, logger } = await begin();
    ofProvisioner.push(noRoom);
    await executor.check();
    await executor.check();
    expect(readiness.isReady()).toBe(true);
    expect(readiness.isReady('another')).toBe(true);
    expect(readiness.isReady('eksctl')).toBe(false);
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
      ['This replica starts creations with the provisioner eksctl again'],
    ]);
  });

  it('can run together what one of them can run, until it is gone', async () => {
    const { knex, store } = await begin();
    const other = {
      replica: 'host/2',
      versions: {},
      problems: [],
      runnable: [
        { type: 'create', provisioners: ['namespaces', 'eksctl'] },
        { type: 'upgrade' },
      ],
    };
    await store.report(other);
    // What this replica reported before is not what it can run now.
    await store.report({
      ...other,
      replica: 'host/1',
      runnable: [{ type: 'earlier' }],
    });
    const live = new LiveCapabilities({
      replica: 'host/1',
      store,
      local: {
        list: () => [
          { type: 'create', provisioners: ['eksctl'] },
          { type: 'restart-nodes' },
          { type: 'upgrade', provisioners: [] },
        ],
      },
    });
    expect(await live.read()).toEqual([
      { type: 'create', provisioners: ['eksctl', 'namespaces'] },
      { type: 'restart-nodes' },
      { type: 'upgrade' },
    ]);
    await knex('executors').update({ seen_at: databaseNow(knex, -121) });
    expect(await live.read()).toEqual([
      { type: 'create', provisioners: ['eksctl'] },
      { type: 'restart-nodes' },
      { type: 'upgrade', provisioners: [] },
    ]);
  });

  it('begin no creations with a provisioner that does not answer, and report in spite of it', async () => {
    const { executor, readiness, hangs, store } = await begin();
    hangs.push('eksctl');
    await executor.check();
    expect(readiness.isReady('eksctl')).toBe(false);
    expect(await store.list()).toMatchObject([
      {
        isAlive: true,
        problems: [
          {
            code: 'check-failed',
            provisioner: 'eksctl',
            message:
              'Its readiness could not be checked: Test did not answer within 10 seconds (checkReadiness)',
          },
        ],
      },
    ]);
    hangs.pop();
    await executor.check();
    expect(readiness.isReady('eksctl')).toBe(true);
  });

  it('count as gone when they report no more, and are forgotten after a day', async () => {
    const { executor, store, knex } = await begin();
    await executor.check();
    await knex('executors').update({ seen_at: databaseNow(knex, -121) });
    expect(await store.list()).toMatchObject([{ isAlive: false }]);
    await knex('executors').update({ seen_at: databaseNow(knex, -86_401) });
    await store.report({
      replica: 'host/2',
      versions: {},
      problems: [],
      runnable: [],
    });
    expect(await store.list()).toMatchObject([{ replica: 'host/2' }]);
  });
});
