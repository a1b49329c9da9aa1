import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { EksctlLine } from '../output/types';
import { eksctlRunnerContract, FindableEksctlRunner } from '../testUtils';
import { packageFile } from '../util/packageFile';
import { LocalEksctlRunner } from './LocalEksctlRunner';
import { EksctlRunner, EksctlRunOptions } from './types';

const fakeEksctl = join(__dirname, '..', '__fixtures__', 'fakeEksctl.cjs');
// the fake is a Node script; the real eksctl needs no interpreter
const PATH = `${join(process.execPath, '..')}:/usr/bin:/bin`;

let base: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'eksctl-runner-'));
});

afterEach(async () => {
  await rm(base, { recursive: true, force: true });
});

function localRunner(eksctlPath = fakeEksctl): LocalEksctlRunner {
  return new LocalEksctlRunner({
    eksctlPath,
    workingDirectory: join(base, 'runs'),
    environment: {
      PATH,
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_ACCESS_KEY_ID: 'of-the-portal',
      EKSCTL_RUNNER_TEST_SECRET: 'inherited',
    },
    stopGraceMs: 200,
  });
}

describe.each<[string, boolean, () => EksctlRunner]>([
  ['a runner on this machine', false, localRunner],
  [
    'a runner whose runs outlive workers',
    true,
    () => new FindableEksctlRunner(localRunner()),
  ],
])('%s', (_, outlivesWorkers, create) => {
  it.each(eksctlRunnerContract)('$name', async ({ check }) => {
    const checked = check({
      runner: create(),
      outlivesWorkers,
      args: { succeed: ['secret'], fail: ['exit', '1'], hang: ['hang'] },
    });
    await expect(checked).resolves.toBeUndefined();
  });
});

describe('LocalEksctlRunner', () => {
  let lines: EksctlLine[];
  const onLine = (line: EksctlLine) => void lines.push(line);

  beforeEach(() => {
    lines = [];
  });

  function options(
    args: string[],
    more: Partial<EksctlRunOptions> = {},
  ): EksctlRunOptions {
    return {
      subject: 'environment',
      operation: 'operation',
      args,
      region: 'eu-west-1',
      credentials: async () => ({ accessKeyId: 'a', secretAccessKey: 's' }),
      ...more,
    };
  }

  /** Resolves with the process id that the fake prints. */
  async function startAndWaitForPid(behaviour: string) {
    const run = await localRunner().start(options([behaviour]));
    let onPid: (pid: number) => void;
    const pid = new Promise<number>(resolve => {
      onPid = resolve;
    });
    const exited = run.follow(({ text }) => onPid(Number(text.split(' ')[1])));
    return { run, exited, pid: await pid };
  }

  it('gives eksctl nothing but what it needs, in a directory that is gone afterwards', async () => {
    const run = await localRunner().start(
      options(['report', '$(reboot)', '; reboot'], {
        configYaml: 'kind: ClusterConfig\n',
      }),
    );
    expect(await run.follow(onLine)).toEqual({ kind: 'success' });
    const { directory, ...report } = JSON.parse(lines[0].text);
    expect(directory).toMatch(join(base, 'runs', 'run-'));
    expect(report).toEqual({
      args: ['$(reboot)', '; reboot'],
      environment: {
        PATH,
        HOME: join(directory, 'home'),
        KUBECONFIG: join(directory, 'kubeconfig'),
        TZ: 'UTC',
        LANG: 'C.UTF-8',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_REGION: 'eu-west-1',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
        AWS_CONTAINER_CREDENTIALS_FULL_URI: expect.stringMatching(
          /^http:\/\/127\.0\.0\.1:\d+\//,
        ),
        AWS_CONTAINER_AUTHORIZATION_TOKEN: expect.any(String),
      },
      config: 'kind: ClusterConfig\n',
      configMode: 0o600,
      directoryMode: 0o700,
      stdin: '',
    });
    expect(await readdir(join(base, 'runs'))).toEqual([]);
  });

  it.each([
    [0, { kind: 'success' }],
    [1, { kind: 'failed', exitCode: 1 }],
    [2, { kind: 'panicked' }],
  ])('understands exit code %d', async (code, expected) => {
    const run = await localRunner().start(options(['exit', String(code)]));
    expect(await run.follow(onLine)).toEqual(expected);
  });

  it('tells levels, streams and times of what eksctl says', async () => {
    const run = await localRunner().start(options(['secret']));
    await run.follow(onLine);
    expect(lines).toEqual(
      expect.arrayContaining([
        {
          time: '2026-11-21T09:17:42.000Z',
          level: 'info',
          stream: 'stdout',
          text: 'key [REDACTED]',
        },
        expect.objectContaining({ level: 'success', text: 'done' }),
        expect.objectContaining({
          stream: 'stderr',
          text: 'Error: no newline at the end',
        }),
      ]),
    );
  });

  it('says so when there is no eksctl, or none that can be executed', async () => {
    const directory = join(base, 'folder');
    await mkdir(directory);
    for (const path of [join(base, 'eksctl'), directory]) {
      const run = await localRunner(path).start(options(['exit', '0']));
      expect(await run.follow(onLine)).toMatchObject({ kind: 'notStarted' });
    }
    expect(await readdir(join(base, 'runs')).catch(() => [])).toEqual([]);
  });

  it('ends eksctl by SIGTERM', async () => {
    const { run, exited, pid } = await startAndWaitForPid('hang');
    await run.stop();
    expect(await exited).toEqual({ kind: 'signalled', signal: 'SIGTERM' });
    expect(isAlive(pid)).toBe(false);
  });

  it('kills an eksctl that does not listen, after the grace', async () => {
    const { run, exited, pid } = await startAndWaitForPid('stubborn');
    await run.leave();
    expect(await exited).toEqual({ kind: 'signalled', signal: 'SIGKILL' });
    expect(isAlive(pid)).toBe(false);
  });

  it('ends eksctl when the process that started it is killed', async () => {
    const parentScript = `
      const { spawn } = require('node:child_process');
      spawn(process.execPath, ${JSON.stringify([
        packageFile('supervisor', 'supervisor.cjs'),
        '200',
        fakeEksctl,
        'hang',
      ])}, { detached: true, stdio: ['ignore', 'inherit', 'inherit', 'pipe'] });
    `;
    const parent = spawn(process.execPath, ['-e', parentScript], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const output = createInterface({ input: parent.stdout });
    const [line] = await once(output, 'line');
    const pid = Number(String(line).split(' ')[1]);
    expect(isAlive(pid)).toBe(true);

    parent.kill('SIGKILL');
    // both processes hold the other end of this pipe, so it closes when the last of them exits
    await once(output, 'close');
    expect(isAlive(pid)).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
