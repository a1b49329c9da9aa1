import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { EksctlLine } from '../output/types';
import { packageFile } from '../util/packageFile';
import { LocalEksctlRunner } from './LocalEksctlRunner';
import { EksctlRunOptions } from './types';

const fakeEksctl = join(__dirname, '..', '__fixtures__', 'fakeEksctl.cjs');
// the fake is a Node script; the real eksctl needs no interpreter
const PATH = `${join(process.execPath, '..')}:/usr/bin:/bin`;

describe('LocalEksctlRunner', () => {
  let base: string;
  let lines: EksctlLine[];
  const runner = new LocalEksctlRunner({
    eksctlPath: fakeEksctl,
    stopGraceMs: 200,
  });

  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'eksctl-runner-'));
    lines = [];
  });

  afterEach(async () => {
    await rm(base, { recursive: true, force: true });
  });

  function options(
    args: string[],
    more: Partial<EksctlRunOptions> = {},
  ): EksctlRunOptions {
    return {
      args,
      directory: join(base, 'run'),
      environment: { PATH },
      onLine: line => lines.push(line),
      ...more,
    };
  }

  /** Resolves with the process id that the fake prints. */
  async function startAndWaitForPid(behaviour: string, signal?: AbortSignal) {
    let onPid: (pid: number) => void;
    const pid = new Promise<number>(resolve => {
      onPid = resolve;
    });
    const run = await runner.start(
      options([behaviour], {
        signal,
        onLine: ({ text }) => onPid(Number(text.split(' ')[1])),
      }),
    );
    return { run, pid: await pid };
  }

  it('gives eksctl nothing but what it needs', async () => {
    process.env.EKSCTL_RUNNER_TEST_SECRET = 'inherited';
    const run = await runner.start(
      options(['report', '$(reboot)', '; reboot'], {
        configYaml: 'kind: ClusterConfig\n',
        environment: { PATH, AWS_REGION: 'eu-west-1' },
      }),
    );
    delete process.env.EKSCTL_RUNNER_TEST_SECRET;
    expect(await run.exited).toEqual({ kind: 'success' });
    const directory = join(base, 'run');
    expect(JSON.parse(lines[0].text)).toEqual({
      args: ['$(reboot)', '; reboot'],
      environment: {
        PATH,
        HOME: join(directory, 'home'),
        KUBECONFIG: join(directory, 'kubeconfig'),
        TZ: 'UTC',
        LANG: 'C.UTF-8',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_REGION: 'eu-west-1',
      },
      directory,
      config: 'kind: ClusterConfig\n',
      configMode: 0o600,
      directoryMode: 0o700,
      stdin: '',
    });
  });

  it.each([
    [0, { kind: 'success' }],
    [1, { kind: 'failed', exitCode: 1 }],
    [2, { kind: 'panicked' }],
  ])('understands exit code %d', async (code, expected) => {
    const run = await runner.start(options(['exit', String(code)]));
    expect(await run.exited).toEqual(expected);
  });

  it('delivers every line before it says that the run ended, without secrets', async () => {
    const run = await runner.start(options(['secret']));
    await run.exited;
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

  it('says so when there is no eksctl', async () => {
    const missing = new LocalEksctlRunner({ eksctlPath: join(base, 'eksctl') });
    const run = await missing.start(options(['exit', '0']));
    expect(run.pid).toBeUndefined();
    expect(await run.exited).toMatchObject({ kind: 'notStarted' });
  });

  it('says so when eksctl cannot be executed', async () => {
    const run = await new LocalEksctlRunner({ eksctlPath: base }).start(
      options(['exit', '0']),
    );
    expect(await run.exited).toMatchObject({ kind: 'notStarted' });
  });

  it('ends eksctl by SIGTERM, as the abort signal does', async () => {
    const { run, pid } = await startAndWaitForPid('hang');
    expect(await run.stop()).toEqual({ kind: 'signalled', signal: 'SIGTERM' });
    expect(isAlive(pid)).toBe(false);

    const controller = new AbortController();
    const other = await startAndWaitForPid('hang', controller.signal);
    controller.abort();
    expect(await other.run.exited).toMatchObject({ kind: 'signalled' });
    expect(isAlive(other.pid)).toBe(false);
  });

  it('kills an eksctl that does not listen, after the grace', async () => {
    const { run, pid } = await startAndWaitForPid('stubborn');
    expect(await run.stop()).toEqual({ kind: 'signalled', signal: 'SIGKILL' });
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
    // both hold the other end of this pipe, so it closes when the last of them is gone
    await once(output, 'close');
    expect(isAlive(pid)).toBe(false);
  });

  it('replaces a config that an earlier run left', async () => {
    for (const configYaml of ['a: 1\n', 'b: 2\n']) {
      const run = await runner.start(options(['exit', '0'], { configYaml }));
      await run.exited;
    }
    expect(await readFile(join(base, 'run', 'cluster.yaml'), 'utf8')).toBe(
      'b: 2\n',
    );
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
