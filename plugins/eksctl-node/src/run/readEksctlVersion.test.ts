import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEksctlVersion } from './readEksctlVersion';

describe('readEksctlVersion', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'eksctl-version-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function program(script: string): Promise<string> {
    const path = join(directory, 'eksctl');
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o700);
    return path;
  }

  it.each([
    ['echo 0.231.0', { kind: 'supported', version: '0.231.0' }],
    ['echo 0.215.0', { kind: 'supported', version: '0.215.0' }],
    ['echo 1.0.0', { kind: 'supported', version: '1.0.0' }],
    [
      'echo 0.231.0-dev+99984adb.2026-08-22T01:14:27Z',
      { kind: 'supported', version: '0.231.0-dev+99984adb.2026-08-22T01' },
    ],
    ['echo 0.214.9', { kind: 'tooOld', version: '0.214.9' }],
    [
      'echo something else',
      { kind: 'unknown', reason: '"eksctl version" printed no version' },
    ],
    ['exit 3', { kind: 'unknown', reason: expect.stringContaining('3') }],
    [
      'yes 1.2 | head -c 20000',
      { kind: 'unknown', reason: expect.any(String) },
    ],
  ])('%s', async (script, expected) => {
    expect(await readEksctlVersion(await program(script))).toEqual(expected);
  });

  it('says what is wrong with a path', async () => {
    expect(await readEksctlVersion('/nowhere/eksctl')).toEqual({
      kind: 'unknown',
      reason: expect.stringContaining('ENOENT'),
    });
  });
});
