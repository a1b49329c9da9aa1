import { clearTimeout, setTimeout } from 'node:timers';
import type { WorkOutcome } from './types';
import { ThreadLimits, WorkerThread } from './WorkerThread';

/** How much a pool does at once. */
export type PoolOptions = {
  entry: string;
  execArgv: string[];
  limits: ThreadLimits;
  /** Threads at once. */
  size: number;
  /** Pieces of work that wait for a thread. */
  queue: number;
  /** Milliseconds after which a thread without work ends. */
  idle: number;
};

type Job = {
  task: string;
  input: unknown;
  resolve: (outcome: WorkOutcome<unknown>) => void;
  reject: (error: unknown) => void;
};

/**
 * Does work in a few threads, first come, first served. Threads start when there is work for them; one that was ended makes place for another
 * once it is gone, so there are never more than the size of the pool.
 */
export class WorkerPool {
  private readonly waiting: Job[] = [];
  private readonly idle = new Map<WorkerThread, NodeJS.Timeout>();
  private threads = 0;

  constructor(private readonly options: PoolOptions) {}

  /** @throws what the task throws in the thread */
  run(task: string, input: unknown): Promise<WorkOutcome<unknown>> {
    if (this.waiting.length >= this.options.queue) {
      return Promise.resolve({ kind: 'busy' });
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ task, input, resolve, reject });
      this.next();
    });
  }

  /** Ends the threads without work. */
  async close(): Promise<void> {
    await Promise.all([...this.idle.keys()].map(thread => this.retire(thread)));
  }

  private next(): void {
    if (this.waiting.length === 0) {
      return;
    }
    const thread = this.takeThread();
    const job = thread && this.waiting.shift();
    if (thread && job) {
      this.work(thread, job);
    }
  }

  private takeThread(): WorkerThread | undefined {
    for (const [thread, timer] of this.idle) {
      clearTimeout(timer);
      this.idle.delete(thread);
      if (thread.isAlive) {
        return thread;
      }
      this.threads -= 1;
    }
    if (this.threads >= this.options.size) {
      return undefined;
    }
    this.threads += 1;
    return new WorkerThread(this.options);
  }

  private async work(thread: WorkerThread, job: Job): Promise<void> {
    try {
      job.resolve(await thread.run(job.task, job.input));
    } catch (error) {
      job.reject(error);
    }
    if (thread.isAlive) {
      const timer = setTimeout(() => this.retire(thread), this.options.idle);
      timer.unref();
      this.idle.set(thread, timer);
    } else {
      this.threads -= 1;
    }
    this.next();
  }

  private async retire(thread: WorkerThread): Promise<void> {
    const timer = this.idle.get(thread);
    if (timer && this.idle.delete(thread)) {
      clearTimeout(timer);
      await thread.end();
      this.threads -= 1;
      this.next();
    }
  }
}
