import { ChildProcess, fork } from 'node:child_process';
import { Socket } from 'node:net';
import { clearTimeout, setTimeout } from 'node:timers';
import type {
  WorkerAnswer,
  WorkerOrder,
  WorkerTask,
  WorkOutcome,
} from './types';

/** Resource limits of a worker. Milliseconds and megabytes. */
export type WorkerLimits = {
  /** From the order until the answer. */
  deadline: number;
  /** From the start of the process until it has loaded the module of the first task; the same for each further module. */
  startDeadline: number;
  memory: number;
};

type Order = {
  resolve: (outcome: WorkOutcome<unknown>) => void;
  reject: (error: Error) => void;
};

/** Enough to show why a process does not start. */
const KEPT_OF_STDERR = 4_000; // characters

/**
 * A worker process, which runs one task at a time. A process that exceeds its time or memory limit is terminated.
 * It is a process, not a thread, because V8 ends the whole process when one allocation exceeds the memory limit, or on some stack
 * overflows.
 */
export class WorkerProcess {
  private readonly child: ChildProcess;
  private readonly ready: Promise<void>;
  private readonly gone: Promise<void>;
  private readonly limits: WorkerLimits;
  private readonly loaded = new Set<string>();
  private order?: Order;
  private alive = true;
  private errors = '';

  constructor(options: {
    /** File with the code that the process runs. */
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
      // The tasks need no environment variables and must not read the secrets in them
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

  /** False once the process is being terminated or has exited. */
  get isAlive(): boolean {
    return this.alive;
  }

  /** @throws what the process throws */
  async run(task: WorkerTask): Promise<WorkOutcome<unknown>> {
    this.ref();
    try {
      const loading = await this.load(task.module);
      return loading.kind === 'done' ? await this.work(task) : loading;
    } finally {
      this.unref();
    }
  }

  /** Terminates the process. Resolves when it has exited. */
  async end(): Promise<void> {
    this.alive = false;
    this.child.kill('SIGKILL');
    await this.gone;
  }

  private async load(module: string): Promise<WorkOutcome<unknown>> {
    const { startDeadline } = this.limits;
    const outcome = await this.within(
      startDeadline,
      this.ready.then(() => this.loading(module)),
    );
    if (outcome === 'late') {
      throw new Error(
        `A worker process did not start within ${startDeadline} ms`,
      );
    }
    return outcome;
  }

  private async loading(module: string): Promise<WorkOutcome<unknown>> {
    if (this.loaded.has(module)) {
      return { kind: 'done', value: undefined };
    }
    const limit = 2 * this.limits.startDeadline;
    const outcome = await this.ask({ kind: 'load', module, limit });
    this.loaded.add(module);
    return outcome;
  }

  private async work(task: WorkerTask): Promise<WorkOutcome<unknown>> {
    const { deadline } = this.limits;
    const outcome = await this.within(
      deadline,
      this.ask({ kind: 'run', ...task, limit: 2 * deadline }),
    );
    return outcome === 'late' ? { kind: 'exhausted' } : outcome;
  }

  private ask(order: WorkerOrder): Promise<WorkOutcome<unknown>> {
    return new Promise((resolve, reject) => {
      this.order = { resolve, reject };
      this.send(order);
    });
  }

  private listen(): void {
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.errors = (this.errors + text).slice(-KEPT_OF_STDERR);
    });
    this.child.on('message', (message: Partial<WorkerAnswer>) => {
      // In a repository, Backstage's CLI uses the same channel
      if (message.kind !== undefined) {
        this.answer(message as WorkerAnswer);
      }
    });
    this.child.on('error', error => this.fail(error));
    // Unlike `exit`, `close` is emitted after all of stderr was read
    this.child.on('close', (code, signal) => this.closed(code, signal));
  }

  private send(order: WorkerOrder): void {
    this.child.send(order, error => {
      if (error) {
        this.fail(error);
      }
    });
  }

  /** Lets the parent exit while this worker is idle. */
  private unref(): void {
    this.child.unref();
    this.child.channel?.unref();
  }

  private ref(): void {
    this.child.ref();
    this.child.channel?.ref();
  }

  /** The result of a promise, or `late` after terminating the process. */
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

  /** When a process exceeds its memory limit, V8 ends it with SIGABRT and the kernel with SIGKILL. */
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
