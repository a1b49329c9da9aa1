import { ChildProcess, fork } from 'node:child_process';
import { Socket } from 'node:net';
import { clearTimeout, setTimeout } from 'node:timers';
import type { WorkerAnswer, WorkerOrder, WorkOutcome } from './types';

/** What a worker may take of the machine. Milliseconds and megabytes. */
export type WorkerLimits = {
  /** From the order to the answer. */
  deadline: number;
  /** From the start of the process until it takes orders. */
  startDeadline: number;
  memory: number;
};

type Order = {
  resolve: (outcome: WorkOutcome<unknown>) => void;
  reject: (error: Error) => void;
};

/** Enough to tell why a process does not start. */
const KEPT_OF_STDERR = 4_000; // characters

/**
 * One worker process, which does one piece of work at a time. A process that exceeds its limit of time or memory is ended.
 *
 * It is a process, not a thread, because V8 ends the whole process, not the thread, when one allocation exceeds the memory limit or when a
 * stack overflows in the wrong place.
 */
export class WorkerProcess {
  private readonly child: ChildProcess;
  private readonly ready: Promise<void>;
  private readonly gone: Promise<void>;
  private readonly limits: WorkerLimits;
  private order?: Order;
  private alive = true;
  private errors = '';

  constructor(options: {
    /** File with the code of the process. */
    entry: string;
    execArgv: string[];
    limits: WorkerLimits;
  }) {
    this.limits = options.limits;
    this.child = fork(options.entry, [], {
      execArgv: [
        `--max-old-space-size=${options.limits.memory}`,
        ...options.execArgv,
      ],
      // Its work needs no environment variables and must not read the secrets in them
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.ready = new Promise((resolve, reject) => {
      this.order = { resolve: () => resolve(), reject };
    });
    // `run` reports a failed start
    this.ready.catch(() => {});
    this.gone = new Promise(resolve => {
      this.child.once('exit', () => resolve());
      this.child.once('error', () => resolve());
    });
    this.listen();
    this.unref();
    (this.child.stderr as Socket | null)?.unref();
  }

  /** False from when the process is ended or ended by itself. */
  get isAlive(): boolean {
    return this.alive;
  }

  /** @throws what the process throws */
  async run(task: string, input: unknown): Promise<WorkOutcome<unknown>> {
    this.ref();
    const { startDeadline, deadline } = this.limits;
    const begun = await this.within(startDeadline, this.ready);
    if (begun === 'late') {
      throw new Error(
        `A worker process did not start within ${startDeadline} ms`,
      );
    }
    const answered = new Promise<WorkOutcome<unknown>>((resolve, reject) => {
      this.order = { resolve, reject };
      this.send({ task, input, limit: 2 * deadline });
    });
    const outcome = await this.within(deadline, answered);
    this.unref();
    return outcome === 'late' ? { kind: 'exhausted' } : outcome;
  }

  /** Ends the process. Resolves when it is gone. */
  async end(): Promise<void> {
    this.alive = false;
    this.child.kill('SIGKILL');
    await this.gone;
  }

  private listen(): void {
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.errors = (this.errors + text).slice(-KEPT_OF_STDERR);
    });
    this.child.on('message', (message: Partial<WorkerAnswer>) => {
      // Backstage's CLI uses the channel in a repository, too
      if (message.kind !== undefined) {
        this.answer(message as WorkerAnswer);
      }
    });
    this.child.on('error', error => this.fail(error));
    // Unlike `exit`, it comes after all of stderr was read
    this.child.on('close', (code, signal) => this.closed(code, signal));
  }

  private send(order: WorkerOrder): void {
    this.child.send(order, error => {
      if (error) {
        this.fail(error);
      }
    });
  }

  /** A worker without an order keeps no process from ending. */
  private unref(): void {
    this.child.unref();
    this.child.channel?.unref();
  }

  private ref(): void {
    this.child.ref();
    this.child.channel?.ref();
  }

  /** What a promise answers, or `late`, with the process ended. */
  private async within<T>(
    milliseconds: number,
    promise: Promise<T>,
  ): Promise<T | 'late'> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>(resolve => {
      timer = setTimeout(() => resolve('late'), milliseconds);
    });
    const first = await Promise.race([promise, late]).finally(() =>
      clearTimeout(timer),
    );
    if (first === 'late') {
      promise.catch(() => {});
      await this.end();
    }
    return first;
  }

  private answer(answer: WorkerAnswer): void {
    if (answer.kind === 'failed') {
      const error = new Error(answer.message);
      error.stack = answer.stack;
      this.order?.reject(error);
    } else {
      this.order?.resolve(answer);
    }
    this.order = undefined;
  }

  /** V8 ends a process that takes too much memory by SIGABRT, and the kernel by SIGKILL. */
  private closed(code: number | null, signal: NodeJS.Signals | null): void {
    this.alive = false;
    if (signal) {
      this.order?.resolve({ kind: 'exhausted' });
      this.order = undefined;
    } else {
      this.fail(
        new Error(
          `A worker process ended with code ${code}: ${this.errors.trim()}`,
        ),
      );
    }
  }

  private fail(error: Error): void {
    this.alive = false;
    this.order?.reject(error);
    this.order = undefined;
  }
}
