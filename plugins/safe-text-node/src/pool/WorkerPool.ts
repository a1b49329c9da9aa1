import { clearTimeout, setTimeout } from 'node:timers';
import type { WorkerTask, WorkOutcome } from './types';
import { WorkerLimits, WorkerProcess } from './WorkerProcess';

/** Concurrency and queue limits of a pool. */
export type PoolOptions = {
  entry: string;
  execArgv: string[];
  limits: WorkerLimits;
  /** Maximum number of processes. */
  size: number;
  /** Maximum number of tasks that wait for a process. */
  queue: number;
  /** Maximum number of waiting tasks per caller. Tasks without a caller, such as those at startup, are not limited by caller. */
  queuePerCaller: number;
  /** Milliseconds after which an idle process ends. */
  idle: number;
};

type Job = {
  caller: string;
  task: WorkerTask;
  resolve: (outcome: WorkOutcome<unknown>) => void;
  reject: (error: unknown) => void;
};

/**
 * Runs tasks in a few processes. The caller with the fewest running tasks is served next, oldest task first. A process starts on demand.
 * A process that is being terminated counts until it has exited, so the pool never exceeds its size.
 */
export class WorkerPool {
  private readonly waiting: Job[] = [];
  private readonly idle = new Map<WorkerProcess, NodeJS.Timeout>();
  private readonly running: Job[] = [];
  private workers = 0;

  constructor(private readonly options: PoolOptions) {}

  /** @throws what the task throws in the process */
  run(task: WorkerTask, caller = ''): Promise<WorkOutcome<unknown>> {
    const { queue, queuePerCaller } = this.options;
    const isGreedy =
      caller !== '' && countOf(this.waiting, caller) >= queuePerCaller;
    if (isGreedy || this.waiting.length >= queue) {
      return Promise.resolve({ kind: 'busy' });
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ caller, task, resolve, reject });
      this.next();
    });
  }

  /** Ends the idle processes. */
  async close(): Promise<void> {
    await Promise.all([...this.idle.keys()].map(worker => this.retire(worker)));
  }

  private next(): void {
    if (this.waiting.length === 0) {
      return;
    }
    const worker = this.takeWorker();
    const job = worker && this.takeJob();
    if (worker && job) {
      this.work(worker, job);
    }
  }

  private takeJob(): Job | undefined {
    const [first, ...others] = this.waiting;
    const inProgress = (job: Job) => countOf(this.running, job.caller);
    const next = others.reduce(
      (best, job) => (inProgress(job) < inProgress(best) ? job : best),
      first,
    );
    remove(this.waiting, next);
    return next;
  }

  private takeWorker(): WorkerProcess | undefined {
    for (const [worker, timer] of this.idle) {
      clearTimeout(timer);
      this.idle.delete(worker);
      if (worker.isAlive) {
        return worker;
      }
      this.workers -= 1;
    }
    if (this.workers >= this.options.size) {
      return undefined;
    }
    this.workers += 1;
    return new WorkerProcess(this.options);
  }

  private async work(worker: WorkerProcess, job: Job): Promise<void> {
    this.running.push(job);
    try {
      job.resolve(await worker.run(job.task));
    } catch (error) {
      job.reject(error);
    }
    remove(this.running, job);
    if (worker.isAlive) {
      const timer = setTimeout(() => this.retire(worker), this.options.idle);
      timer.unref();
      this.idle.set(worker, timer);
    } else {
      this.workers -= 1;
    }
    this.next();
  }

  private async retire(worker: WorkerProcess): Promise<void> {
    const timer = this.idle.get(worker);
    if (timer && this.idle.delete(worker)) {
      clearTimeout(timer);
      await worker.end();
      this.workers -= 1;
      this.next();
    }
  }
}

function countOf(jobs: Job[], caller: string): number {
  return jobs.filter(job => job.caller === caller).length;
}

function remove(jobs: Job[], job: Job): void {
  const index = jobs.indexOf(job);
  if (index >= 0) {
    jobs.splice(index, 1);
  }
}
