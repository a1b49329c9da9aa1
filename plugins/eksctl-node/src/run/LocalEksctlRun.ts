import { finished } from 'node:stream/promises';
import type { ExecaChildProcess } from 'execa';
import { LineRedactor } from 'backstage-plugin-safe-text-node';
import { EksctlOutputParser } from '../output/EksctlOutputParser';
import { EksctlLine } from '../output/types';
import { EksctlExit, EksctlRun } from './types';

/** The supervisor's exit code for "the program could not be started"; eksctl itself exits with 0, 1 or 2. */
const NOT_STARTED_EXIT_CODE = 127;
const PANIC_EXIT_CODE = 2;

/** Time beyond the grace period of the supervisor, which kills eksctl itself, for a supervisor that hangs. Milliseconds. */
const SUPERVISOR_GRACE_MS = 2_000;

/** A run of eksctl as a child process, under a supervisor. */
export class LocalEksctlRun implements EksctlRun {
  readonly operation: string;
  readonly #child: ExecaChildProcess;
  readonly #stopGraceMs: number;
  readonly #ended: Promise<EksctlExit>;

  constructor(options: {
    operation: string;
    child: ExecaChildProcess;
    stopGraceMs: number;
    /** Awaited before the run is reported as ended. */
    cleanUp: () => Promise<void>;
  }) {
    this.operation = options.operation;
    this.#child = options.child;
    this.#stopGraceMs = options.stopGraceMs;
    this.#ended = this.#end(options.cleanUp);
  }

  async follow(onLine: (line: EksctlLine) => void): Promise<EksctlExit> {
    const parser = new EksctlOutputParser();
    const redactor = new LineRedactor();
    const deliver = (lines: EksctlLine[]) => {
      for (const line of lines) {
        onLine(redactor.redact(line));
      }
    };
    const { stdout, stderr } = this.#child;
    stdout?.on('data', chunk => deliver(parser.push(chunk)));
    stderr?.on('data', chunk => deliver(parser.push(chunk, 'stderr')));
    // a process can exit before all of its output has been read
    const [exit] = await Promise.all([
      this.#ended,
      stdout && finished(stdout),
      stderr && finished(stderr),
    ]);
    deliver(parser.flush());
    return exit;
  }

  async stop(): Promise<void> {
    this.#signalGroup('SIGTERM');
    const timer = setTimeout(
      () => this.#signalGroup('SIGKILL'),
      this.#stopGraceMs + SUPERVISOR_GRACE_MS,
    );
    await this.#ended;
    clearTimeout(timer);
  }

  /** The run would end with this process anyway, and no other process could find it. */
  leave(): Promise<void> {
    return this.stop();
  }

  async #end(cleanUp: () => Promise<void>): Promise<EksctlExit> {
    const result = await this.#child;
    await cleanUp();
    return exitOf(result);
  }

  #signalGroup(signal: NodeJS.Signals): void {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) {
      return;
    }
    try {
      process.kill(-pid, signal);
    } catch {
      // the process group has already exited
    }
  }
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
