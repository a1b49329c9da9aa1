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
import { mockServices } from '@backstage/backend-test-utils';
import { EksctlCheck } from './EksctlCheck';
import { EksctlReadiness } from './EksctlReadiness';
import { WorkingDirectoryCheck } from './WorkingDirectoryCheck';

jest.setTimeout(60_000);

describe('the checks of eksctl', () => {
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
      isLasting: true,
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
      isLasting: false,
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

describe('EksctlReadiness', () => {
  it('is not ready for a minute after eksctl could not be started, whatever the checks find', async () => {
    let now = 0;
    const readiness = new EksctlReadiness({
      eksctl: {
        check: async () => undefined,
      } as Partial<EksctlCheck> as EksctlCheck,
      workingDirectory: {
        check: async () => undefined,
      } as Partial<WorkingDirectoryCheck> as WorkingDirectoryCheck,
      logger: mockServices.logger.mock(),
      now: () => now,
    });
    await readiness.check();
    expect(readiness.isReady()).toBe(true);
    readiness.startFailed('spawn EMFILE');
    expect(await readiness.check()).toMatchObject({
      problems: [
        {
          code: 'start-failed',
          message: 'eksctl could not be started: spawn EMFILE',
        },
      ],
    });
    expect(readiness.isReady()).toBe(false);
    now += 60_001;
    expect(readiness.isReady()).toBe(true);
    expect(await readiness.check()).toMatchObject({ problems: [] });
  });
});
