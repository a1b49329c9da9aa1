import { toError } from '@backstage/errors';
import type {
  ChangeHint,
  OperationLane,
} from 'backstage-plugin-eks-environments-common';
import type { LocalCapabilities } from '../operations';
import type { ClaimedOperation } from './types';
import { Worker, type WorkerOptions } from './Worker';

/** The dependencies of the loop, in addition to those of its workers. */
export interface EngineLoopOptions extends WorkerOptions {
  /** How many operations of each lane this replica runs at once. */
  concurrency: number;
  capabilities: Pick<LocalCapabilities, 'list'>;
  /** How often an idle engine polls the queue, in milliseconds. */
  pollMs: number;
}

/**
 * Claims operations and runs them, a few of each lane at a time: claim, run, settle.
 *
 * @remarks
 *
 * - `claim`: {@link OperationStore} gives an operation to one worker of one replica, for a limited time.
 * - `run`: the operation type does its work. The process may be killed anywhere; whoever claims the operation next runs it again.
 * - `settle`: {@link Settlement} writes the outcome and everything that follows from it, in one transaction.
 *
 * An idle engine polls the queue once per interval, and immediately when it is woken, such as by a change that this replica made. When it
 * stops, it hands its operations over: what is in progress outside continues, and the replica that claims the operation next waits for it.
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
   * Reacts to a change that this replica made, instead of finding it at the next poll: a change usually queues an operation, or cancels one
   * whose worker has to stop.
   */
  onChange({ type, environmentId }: ChangeHint): void {
    if (type === 'OperationProgressed') {
      // Sent by the workers themselves.
      return;
    }
    if (type === 'DeletionRequested') {
      this.#renewClaimsOn(environmentId);
    }
    this.wake();
  }

  /** Polls the queue now. */
  wake(): void {
    this.#isWoken = true;
    this.#endIdling?.();
  }

  /** Hands all operations over. Returns when that is done. */
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
        this.#begin(operation);
      } else {
        await this.#idle();
      }
    }
  }

  async #claim(): Promise<ClaimedOperation | undefined> {
    const { store, types, capabilities } = this.#options;
    const wanted = capabilities
      .list()
      .filter(({ type }) => this.#hasRoom(types.laneOf(type)));
    if (wanted.length === 0) {
      return undefined;
    }
    try {
      return await store.claim(wanted);
    } catch (error) {
      this.#options.logger.error(
        'The engine could not poll the queue',
        toError(error),
      );
      return undefined;
    }
  }

  #hasRoom(lane: OperationLane): boolean {
    const busy = [...this.#workers.values()].filter(
      ({ operation }) => operation.lane === lane,
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

  #begin(operation: ClaimedOperation): void {
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
