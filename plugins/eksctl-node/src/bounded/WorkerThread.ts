import { clearTimeout, setTimeout } from 'node:timers';
import { Worker } from 'node:worker_threads';
import type { WorkerAnswer, WorkOutcome } from './types';

/** What a worker may take of the machine. Milliseconds and megabytes. */
export type ThreadLimits = {
  /** From the order to the answer. */
  deadline: number;
  /** From the start of the thread until it takes orders. */
  startDeadline: number;
  memory: number;
};

type Order = {
  resolve: (outcome: WorkOutcome<unknown>) => void;
  reject: (error: Error) => void;
};

/**
 * One worker thread, which does one piece of work at a time. A thread that takes too much time or memory is ended, whatever it does: the
 * engine of JavaScript stops it within regular expressions, too.
 */
export class WorkerThread {
  private readonly worker: Worker;
  private readonly ready: Promise<void>;
  private readonly limits: ThreadLimits;
  private order?: Order;
  private alive = true;

  constructor(options: {
    /** File with the code of the thread. */
    entry: string;
    execArgv: string[];
    limits: ThreadLimits;
  }) {
    this.limits = options.limits;
    this.worker = new Worker(options.entry, {
      execArgv: options.execArgv,
      // Nothing that it does depends on the environment, and nothing in it is its business
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: options.limits.memory },
    });
    // A thread without an order keeps no process from ending
    this.worker.unref();
    this.ready = new Promise((resolve, reject) => {
      this.order = { resolve: () => resolve(), reject };
    });
    // Whoever orders something is told
    this.ready.catch(() => {});
    this.worker.on('message', (answer: WorkerAnswer) => this.answer(answer));
    this.worker.on('error', error => this.fail(error));
    this.worker.on('exit', code =>
      this.fail(new Error(`A worker thread ended with code ${code}`)),
    );
  }

  /** False from when the thread is ended or ended by itself. */
  get isAlive(): boolean {
    return this.alive;
  }

  /** @throws what the thread throws */
  async run(task: string, input: unknown): Promise<WorkOutcome<unknown>> {
    this.worker.ref();
    const { startDeadline, deadline } = this.limits;
    const begun = await this.within(startDeadline, this.ready);
    if (begun === 'late') {
      throw new Error(
        `A worker thread did not start within ${startDeadline} ms`,
      );
    }
    const answered = new Promise<WorkOutcome<unknown>>((resolve, reject) => {
      this.order = { resolve, reject };
      this.worker.postMessage({ task, input });
    });
    const outcome = await this.within(deadline, answered);
    if (this.alive) {
      this.worker.unref();
    }
    return outcome === 'late' ? { kind: 'exhausted' } : outcome;
  }

  /** Ends the thread. Resolves when it is gone. */
  async end(): Promise<void> {
    this.alive = false;
    await this.worker.terminate();
  }

  /** What a promise answers, or `late`, with the thread ended. */
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
      this.order?.resolve({ kind: 'done', value: answer.value });
    }
    this.order = undefined;
  }

  private fail(error: Error & { code?: string }): void {
    this.alive = false;
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      this.order?.resolve({ kind: 'exhausted' });
    } else {
      this.order?.reject(error);
    }
    this.order = undefined;
  }
}
