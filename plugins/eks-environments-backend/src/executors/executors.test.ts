import {
  chmod,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { databaseNow, migrate } from '../database';
import { EksctlCheck } from './EksctlCheck';
import { ExecutorStore } from './ExecutorStore';
import { LocalExecutor } from './LocalExecutor';
import type { ExecutorProblem } from './types';
import { WorkingDirectoryCheck } from './WorkingDirectoryCheck';

jest.setTimeout(60_000);

describe('the checks of an executor', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'executor-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  async function install(script: string): Promise<void> {
    const path = join(directory, 'eksctl');
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o700);
  }

  it('find an eksctl that is missing, broken or too old, and one that was put right', async () => {
    const path = join(directory, 'eksctl');
    const check = new EksctlCheck({ path });
    expect(await check.check()).toEqual({
      code: 'eksctl-missing',
      message: expect.stringMatching(
        /^eksctl can not be run at .*ENOENT.*Correct eksEnvironments\.eksctl\.path/,
      ),
    });
    await install('exit 1');
    expect(await check.check()).toMatchObject({ code: 'eksctl-missing' });
    await install('echo 0.190.0');
    expect(await check.check()).toMatchObject({
      code: 'eksctl-too-old',
      message: expect.stringContaining(
        'eksEnvironments.eksctl.path must lead to 0.215.0 or newer',
      ),
    });
    await install('echo 0.231.0');
    expect(await check.check()).toBeUndefined();
    expect(check.version).toBe('0.231.0');
  });

  it('run eksctl again only when its file changed', async () => {
    const runs = join(directory, 'runs');
    await install(`echo >>${runs}; echo 0.231.0`);
    const check = new EksctlCheck({ path: join(directory, 'eksctl') });
    await check.check();
    await check.check();
    const before = await readRuns(runs);
    await install(`echo >>${runs}; echo 0.232.0 `);
    await check.check();
    expect([before, await readRuns(runs)]).toEqual([1, 2]);
    expect(check.version).toBe('0.232.0');
  });

  it('find a working directory that can not be written to, and leave nothing in one that can', async () => {
    expect(
      await new WorkingDirectoryCheck({ directory }).check(),
    ).toBeUndefined();
    expect(await readdir(directory)).toEqual([]);
    const file = join(directory, 'file');
    await writeFile(file, '');
    expect(
      await new WorkingDirectoryCheck({ directory: file }).check(),
    ).toEqual({
      code: 'working-directory',
      message: expect.stringMatching(/EEXIST|ENOTDIR/),
    });
    // Every write to it fails like one to a full disk.
    expect(
      await new WorkingDirectoryCheck({ directory: '/dev/full' }).check(),
    ).toMatchObject({ code: 'working-directory' });
  });
});

async function readRuns(file: string): Promise<number> {
  return (await readFile(file, 'utf8')).length;
}

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('executors on %s', databaseId => {
  const noRoom: ExecutorProblem = {
    code: 'working-directory',
    message: 'No space left',
  };

  async function begin() {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    const store = new ExecutorStore({ knex });
    const logger = mockServices.logger.mock();
    const problems: ExecutorProblem[] = [];
    let now = 0;
    const executor = new LocalExecutor({
      replica: 'host/1',
      store,
      logger,
      eksctl: new EksctlCheck({ path: '/nowhere/eksctl' }),
      checks: [{ check: async () => problems[0] }],
      now: () => now,
    });
    // Only the other checks matter in these tests.
    jest
      .spyOn(EksctlCheck.prototype, 'check')
      .mockImplementation(async () => undefined);
    return {
      knex,
      store,
      logger,
      executor,
      problems,
      pass: (milliseconds: number) => {
        now += milliseconds;
      },
    };
  }
  afterEach(() => jest.restoreAllMocks());

  it('are ready while their checks pass, say once what is wrong, and are told of in the list', async () => {
    const { executor, problems, store, logger } = await begin();
    await executor.check();
    expect(executor.isReady()).toBe(true);
    problems.push(noRoom);
    await executor.check();
    await executor.check();
    expect(executor.isReady()).toBe(false);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(await store.list()).toMatchObject([
      { replica: 'host/1', isAlive: true, problems: [noRoom] },
    ]);
    problems.pop();
    await executor.check();
    expect(executor.isReady()).toBe(true);
    await executor.leave();
    expect(await store.list()).toEqual([]);
  });

  it('rest for a minute after eksctl could not be started, whatever their checks say', async () => {
    const { executor, store, pass } = await begin();
    await executor.check();
    executor.startFailed('spawn EMFILE');
    await executor.check();
    expect(executor.isReady()).toBe(false);
    expect(await store.list()).toMatchObject([
      {
        problems: [
          {
            code: 'start-failed',
            message: 'eksctl could not be started: spawn EMFILE',
          },
        ],
      },
    ]);
    pass(60_001);
    expect(executor.isReady()).toBe(true);
  });

  it('count as gone when they report no more, and are forgotten after a day', async () => {
    const { executor, store, knex } = await begin();
    await executor.check();
    await knex('executors').update({ seen_at: databaseNow(knex, -121) });
    expect(await store.list()).toMatchObject([{ isAlive: false }]);
    await knex('executors').update({ seen_at: databaseNow(knex, -86_401) });
    await store.report({ replica: 'host/2', problems: [] });
    expect(await store.list()).toMatchObject([{ replica: 'host/2' }]);
  });
});
