import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRunDirectory, removeAbandonedRuns } from './runDirectories';

const HOUR = 3_600; // seconds

describe('removeAbandonedRuns', () => {
  let base: string;
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'run-directories-'));
  });
  afterEach(() => rm(base, { recursive: true, force: true }));

  async function directory(name: string, ageSeconds = 0): Promise<void> {
    const path = join(base, name);
    await mkdir(path);
    const at = Date.now() / 1000 - ageSeconds;
    await utimes(path, at, at);
  }

  async function deadProcess(): Promise<number> {
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(child, 'exit');
    return child.pid!;
  }

  it('removes what a killed process left, and nothing that is in use', async () => {
    const current = await makeRunDirectory(base);
    await directory(`run-${hostname()}-${await deadProcess()}-abc123`);
    // A restarted container often has the process id of the previous one.
    await directory(`run-${hostname()}-${process.pid}-before`, 10 * HOUR);
    await directory(`run-${hostname()}-${process.ppid}-inuse1`, 2 * HOUR);
    await directory('run-other-host-17-young1', 2 * HOUR);
    await directory('run-other-host-17-oldold', 25 * HOUR);
    await directory('somebody-elses', 100 * HOUR);

    const removed = await removeAbandonedRuns(base);

    expect(removed.map(name => name.split('-').at(-1)).sort()).toEqual([
      'abc123',
      'before',
      'oldold',
    ]);
    expect((await readdir(base)).sort()).toEqual(
      [
        current.slice(base.length + 1),
        `run-${hostname()}-${process.ppid}-inuse1`,
        'run-other-host-17-young1',
        'somebody-elses',
      ].sort(),
    );
  });

  it('finds nothing in a directory that is not there', async () => {
    expect(await removeAbandonedRuns(join(base, 'nowhere'))).toEqual([]);
  });
});
