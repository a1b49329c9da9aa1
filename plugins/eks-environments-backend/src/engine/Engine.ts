import { toError } from '@backstage/errors';
import type { ChangeHint } from 'backstage-plugin-eks-environments-common';
import type { ExecutorReadiness } from '../executors';
import {
  type ClaimedOperation,
  type RunnableKind,
  runnableKinds,
} from './types';
import { Worker, type WorkerOptions } from './Worker';

/** A deletion goes on without eksctl where it must, and ends what costs money. */
const needsExecutor: Record<RunnableKind, boolean> = {
  Create: true,
  Delete: false,
};

/** What the loop needs besides what it hands to its workers. */
export interface EngineLoopOptions extends WorkerOptions {
  /** How many operations of each kind this replica works on at once. */
  concurrency: number;
  /** How often an idle engine looks for work. */
  pollMs: number;
  /** Whether this replica can run eksctl. */
  executor: Pick<ExecutorReadiness, 'isReady'>;
}

/**
 * Claims operations and works on them, a few of each kind at a time: claim, run, settle.
 *
 * @remarks
 *
 * - `claim`: {@link OperationStore} gives an operation to one worker of one replica, for a while.
 * - `run`: a {@link Procedure} looks at AWS, does what is missing, and looks again. It can die anywhere and be run again.
 * - `settle`: {@link Settlement} writes the outcome and everything that follows from it, in one transaction.
 *
 * An idle engine looks for work once per interval, and at once when it is woken, such as by a change that this replica made. When it is
 * stopped, its operations are handed over: a create goes on building in AWS and is adopted by the replica that claims it next.
 */
export class Engine {
  readonly #options: EngineLoopOptions;
  readonly #workers = new Map<
    Worker,
    { operation: ClaimedOperation; done: Promise<void> }
  >();
  readonly #stopping = new AbortController();
  #endIdling: (() => void) | undefined;
  #isWoken = false;
  #loop: Promise<void> | undefined;

  constructor(options: EngineLoopOptions) {
    this.#options = options;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /**
   * Acts on a change that this replica made, instead of finding it later: a change usually leaves work behind, and whoever builds what
   * is to be deleted has to stop.
   */
  onChange({ type, environmentId }: ChangeHint): void {
    if (type === 'OperationProgressed') {
      // What a worker says itself.
      return;
    }
    if (type === 'DeletionRequested') {
      this.#renewClaimsOn(environmentId);
    }
    this.wake();
  }

  /** Looks for work now. */
  wake(): void {
    this.#isWoken = true;
    this.#endIdling?.();
  }

  /** Hands everything over and returns when it is. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#loop;
    for (const worker of this.#workers.keys()) {
      worker.stop('shutdown');
    }
    await Promise.all([...this.#workers.values()].map(({ done }) => done));
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#isWoken = false;
      const operation = await this.#claim();
      if (operation) {
        this.#work(operation);
      } else {
        await this.#idle();
      }
    }
  }

  async #claim(): Promise<ClaimedOperation | undefined> {
    const kinds = runnableKinds.filter(
      kind => this.#canRun(kind) && this.#hasRoom(kind),
    );
    if (kinds.length === 0) {
      return undefined;
    }
    try {
      return await this.#options.store.claim(kinds);
    } catch (error) {
      this.#options.logger.error(
        'The engine could not look for work',
        toError(error),
      );
      return undefined;
    }
  }

  #canRun(kind: RunnableKind): boolean {
    return !needsExecutor[kind] || this.#options.executor.isReady();
  }

  #hasRoom(kind: RunnableKind): boolean {
    const busy = [...this.#workers.values()].filter(
      ({ operation }) => operation.kind === kind,
    );
    return busy.length < this.#options.concurrency;
  }

  #renewClaimsOn(environmentId?: string): void {
    for (const [worker, { operation }] of this.#workers) {
      if (operation.environment_id === environmentId) {
        worker.renewNow();
      }
    }
  }

  #work(operation: ClaimedOperation): void {
    const worker = new Worker(operation, this.#options);
    const done = worker.run().finally(() => {
      this.#workers.delete(worker);
      this.wake();
    });
    this.#workers.set(worker, { operation, done });
  }

  async #idle(): Promise<void> {
    if (this.#isWoken) {
      return;
    }
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, this.#options.pollMs);
      this.#endIdling = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#endIdling = undefined;
  }
}
