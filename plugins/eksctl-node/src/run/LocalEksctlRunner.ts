import { constants } from 'node:fs';
import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { execa, ExecaChildProcess } from 'execa';
import { EksctlOutputParser } from '../output/EksctlOutputParser';
import { redact } from '../output/redact';
import { EksctlLine } from '../output/types';
import { packageFile } from '../util/packageFile';
import { CONFIG_FILE_NAME } from './eksctlArgs';
import { EksctlExit, EksctlRun, EksctlRunner, EksctlRunOptions } from './types';

/** The supervisor's word for "the program could not be started"; eksctl itself ends with 0, 1 or 2. */
const NOT_STARTED_EXIT_CODE = 127;
const PANIC_EXIT_CODE = 2;
const OWNER_ONLY_DIRECTORY = 0o700;
const OWNER_ONLY_FILE = 0o600;

class LocalEksctlRun implements EksctlRun {
  readonly exited: Promise<EksctlExit>;

  constructor(
    private readonly child: ExecaChildProcess,
    options: EksctlRunOptions,
    private readonly stopGraceMs: number,
  ) {
    const onAbort = () => this.terminate();
    options.signal?.addEventListener('abort', onAbort, { once: true });
    this.exited = this.follow(options.onLine).finally(() =>
      options.signal?.removeEventListener('abort', onAbort),
    );
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  stop(): Promise<EksctlExit> {
    this.terminate();
    return this.exited;
  }

  private async follow(
    onLine: (line: EksctlLine) => void,
  ): Promise<EksctlExit> {
    const parser = new EksctlOutputParser();
    const deliver = (lines: EksctlLine[]) => {
      for (const line of lines) {
        onLine({ ...line, text: redact(line.text) });
      }
    };
    const { stdout, stderr } = this.child;
    stdout?.on('data', chunk => deliver(parser.push(chunk)));
    stderr?.on('data', chunk => deliver(parser.push(chunk, 'stderr')));
    // a process can be gone before all that it wrote has been read
    const [result] = await Promise.all([
      this.child,
      stdout && finished(stdout),
      stderr && finished(stderr),
    ]);
    deliver(parser.flush());
    return exitOf(result);
  }

  private terminate(): void {
    this.signalGroup('SIGTERM');
    // the supervisor kills eksctl after the grace; this is for a supervisor that hangs itself
    const timer = setTimeout(
      () => this.signalGroup('SIGKILL'),
      this.stopGraceMs + 2_000,
    );
    this.child.once('exit', () => clearTimeout(timer));
  }

  private signalGroup(signal: NodeJS.Signals): void {
    const { pid, exitCode, signalCode } = this.child;
    if (pid === undefined || exitCode !== null || signalCode !== null) {
      return;
    }
    try {
      process.kill(-pid, signal);
    } catch {
      // the group is gone already, which is what was wanted
    }
  }
}

/**
 * Runs eksctl on this machine: no shell, an environment built from nothing, a directory, a home and a kubeconfig of its own, no stdin, and
 * a supervisor that ends eksctl when this process dies (see `supervisor/supervisor.cjs`).
 *
 * @public
 */
export class LocalEksctlRunner implements EksctlRunner {
  private readonly eksctlPath: string;
  private readonly stopGraceMs: number;

  constructor(options: {
    /** Absolute path of the executable. */
    eksctlPath: string;
    /**
     * Time between SIGTERM and SIGKILL, in milliseconds.
     *
     * @defaultValue 10000
     */
    stopGraceMs?: number;
  }) {
    this.eksctlPath = options.eksctlPath;
    this.stopGraceMs = options.stopGraceMs ?? 10_000;
  }

  async start(options: EksctlRunOptions): Promise<EksctlRun> {
    try {
      await access(this.eksctlPath, constants.X_OK);
      await prepareDirectory(options);
    } catch (error) {
      return notStarted(error instanceof Error ? error.message : String(error));
    }
    if (options.signal?.aborted) {
      return notStarted('The run was stopped before it began');
    }
    return new LocalEksctlRun(this.spawn(options), options, this.stopGraceMs);
  }

  private spawn({ args, directory, environment }: EksctlRunOptions) {
    return execa(
      process.execPath,
      [
        packageFile('supervisor', 'supervisor.cjs'),
        String(this.stopGraceMs),
        this.eksctlPath,
        ...args,
      ],
      {
        cwd: directory,
        env: environmentOf(directory, environment),
        extendEnv: false,
        // a group of its own, so that a stop reaches eksctl and whatever it started
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
        buffer: false,
        reject: false,
        cleanup: false,
      },
    );
  }
}

async function prepareDirectory({
  directory,
  configYaml,
}: EksctlRunOptions): Promise<void> {
  const home = join(directory, 'home');
  for (const path of [directory, home]) {
    await mkdir(path, { recursive: true, mode: OWNER_ONLY_DIRECTORY });
  }
  if (configYaml !== undefined) {
    const file = join(directory, CONFIG_FILE_NAME);
    // a file that exists would keep its mode
    await rm(file, { force: true });
    await writeFile(file, configYaml, { mode: OWNER_ONLY_FILE });
  }
}

function environmentOf(
  directory: string,
  environment: Record<string, string>,
): Record<string, string> {
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: join(directory, 'home'),
    KUBECONFIG: join(directory, 'kubeconfig'),
    // eksctl writes local times; the parser takes them for UTC
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    // the machine's own role must not stand in for the target account's
    AWS_EC2_METADATA_DISABLED: 'true',
    ...environment,
  };
}

function exitOf(result: { exitCode?: number; signal?: string }): EksctlExit {
  const { exitCode, signal } = result;
  if (signal) {
    return { kind: 'signalled', signal };
  }
  switch (exitCode) {
    case 0:
      return { kind: 'success' };
    case PANIC_EXIT_CODE:
      return { kind: 'panicked' };
    case NOT_STARTED_EXIT_CODE:
    case undefined:
      return { kind: 'notStarted', reason: 'eksctl could not be started' };
    default:
      return { kind: 'failed', exitCode };
  }
}

function notStarted(reason: string): EksctlRun {
  const exit: EksctlExit = { kind: 'notStarted', reason };
  return {
    pid: undefined,
    exited: Promise.resolve(exit),
    stop: async () => exit,
  };
}
