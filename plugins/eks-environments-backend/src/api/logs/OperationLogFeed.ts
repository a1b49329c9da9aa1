import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  isOpen,
  type LogLine,
  type Operation,
} from 'backstage-plugin-eks-environments-common';
import type { OperationRef } from '../environments/OperationRef';
import type { LogUpdate } from './types';
import { UpdateQueue } from './UpdateQueue';

/** The data source of the feed; in production, the database. */
export interface OperationLogSource {
  getOperation(operation: OperationRef): Promise<Operation>;
  readLines(
    operationId: string,
    page: { after: number; limit: number },
  ): Promise<LogLine[]>;
}

/** What all viewers of one operation share. */
interface Watch {
  operation: OperationRef;
  viewers: Set<UpdateQueue>;
  /** The last line that was sent to the viewers. */
  position: number;
  /** The operation as it was last sent. */
  told: string;
  /** Polls that failed in a row. */
  failures: number;
  timer?: NodeJS.Timeout;
}

// Together with the worker's write interval, which is as long, a line is on the page within a second. Costs two small queries for all
// viewers of an operation.
const INTERVAL = 500; // milliseconds
const LINES_AT_ONCE = 500;

/** While the database does not answer, the interval doubles from the second poll on, up to this. */
const LONGEST_INTERVAL = 30_000; // milliseconds

/**
 * Streams logs to any number of viewers.
 *
 * @remarks
 *
 * The worker that writes a log may be in another replica, so the database is polled: once for all viewers of an operation, not once for
 * each. A viewer who joins later reads the earlier lines separately, and then receives the shared updates. A viewer who cannot keep up
 * returns to reading separately.
 */
export class OperationLogFeed {
  readonly #source: OperationLogSource;
  readonly #logger: LoggerService;
  readonly #interval: number;
  readonly #watches = new Map<string, Watch>();

  constructor(options: {
    source: OperationLogSource;
    logger: LoggerService;
    /** Milliseconds between two polls of the database. */
    interval?: number;
  }) {
    this.#source = options.source;
    this.#logger = options.logger;
    this.#interval = options.interval ?? INTERVAL;
  }

  /** Lines after the given one and the state of the operation, until it is over or the signal aborts. */
  async *follow(
    operation: OperationRef,
    options: { after: number; signal: AbortSignal },
  ): AsyncGenerator<LogUpdate> {
    const queue = new UpdateQueue(options.signal);
    const after = await this.#startOf(operation, options.after);
    // Listening begins before the past is read, so that no line is missed; duplicates are skipped.
    const watch = this.#watch(operation, after);
    const joinedAt = watch.position;
    watch.viewers.add(queue);
    try {
      await this.#greet(watch, queue);
      const seen = { last: after };
      yield* this.#past(operation, seen, joinedAt);
      for await (const update of queue) {
        if (update.kind === 'missed') {
          // Too slow for the updates so far.
          yield* this.#past(operation, seen, watch.position);
        } else if (update.kind === 'progress') {
          yield update;
        } else if (update.line.sequence > seen.last) {
          seen.last = update.line.sequence;
          yield update;
        }
      }
    } finally {
      this.#leave(watch, queue);
    }
  }

  /** Ends all streams, as when the backend stops. */
  close(): void {
    for (const watch of this.#watches.values()) {
      this.#end(watch);
    }
  }

  /** Starts from the first line if the given one does not exist: it must not make the other viewers skip later lines. */
  async #startOf(
    { operationId }: OperationRef,
    after: number,
  ): Promise<number> {
    if (after === 0) {
      return 0;
    }
    const [line] = await this.#source.readLines(operationId, {
      after: after - 1,
      limit: 1,
    });
    return line ? after : 0;
  }

  /** The lines after the last one seen, up to the given one. */
  async *#past(
    { operationId }: OperationRef,
    seen: { last: number },
    until: number,
  ): AsyncGenerator<LogUpdate> {
    while (seen.last < until) {
      const lines = await this.#source.readLines(operationId, {
        after: seen.last,
        limit: LINES_AT_ONCE,
      });
      if (lines.length === 0) {
        return;
      }
      for (const line of lines) {
        seen.last = line.sequence;
        yield { kind: 'line', line };
      }
    }
  }

  #watch(operation: OperationRef, position: number): Watch {
    const known = this.#watches.get(operation.operationId);
    if (known) {
      return known;
    }
    const watch = {
      operation,
      viewers: new Set<UpdateQueue>(),
      position,
      told: '',
      failures: 0,
    };
    this.#watches.set(operation.operationId, watch);
    return watch;
  }

  /** The first viewer starts the watch; the others receive its present state. */
  async #greet(watch: Watch, queue: UpdateQueue): Promise<void> {
    if (watch.viewers.size === 1) {
      await this.#poll(watch);
    } else {
      const operation = await this.#source.getOperation(watch.operation);
      queue.push({ kind: 'progress', operation });
    }
  }

  #leave(watch: Watch, queue: UpdateQueue): void {
    watch.viewers.delete(queue);
    if (watch.viewers.size === 0) {
      this.#end(watch);
    }
  }

  /** Sends all viewers what is new, and schedules the next poll unless the operation is over. */
  async #poll(watch: Watch): Promise<void> {
    try {
      // Read the state first: if it is final, the lines read after it are complete.
      const operation = await this.#source.getOperation(watch.operation);
      await this.#tellLines(watch);
      const told = JSON.stringify(operation);
      if (told !== watch.told) {
        watch.told = told;
        tell(watch, { kind: 'progress', operation });
      }
      if (!isOpen(operation.state)) {
        this.#end(watch);
        return;
      }
      watch.failures = 0;
    } catch (error) {
      watch.failures += 1;
      this.#logger.warn(
        `The log of the operation ${watch.operation.operationId} could not be read`,
        toError(error),
      );
    }
    if (watch.viewers.size > 0) {
      watch.timer = setTimeout(
        () => this.#poll(watch),
        pauseAfter(watch.failures, this.#interval),
      );
    }
  }

  async #tellLines(watch: Watch): Promise<void> {
    for (;;) {
      const lines = await this.#source.readLines(watch.operation.operationId, {
        after: watch.position,
        limit: LINES_AT_ONCE,
      });
      for (const line of lines) {
        tell(watch, { kind: 'line', line });
        watch.position = line.sequence;
      }
      if (lines.length < LINES_AT_ONCE) {
        return;
      }
    }
  }

  #end(watch: Watch): void {
    clearTimeout(watch.timer);
    if (this.#watches.get(watch.operation.operationId) === watch) {
      this.#watches.delete(watch.operation.operationId);
    }
    for (const viewer of watch.viewers) {
      viewer.end();
    }
  }
}

function tell(watch: Watch, update: LogUpdate): void {
  for (const viewer of watch.viewers) {
    viewer.push(update);
  }
}

function pauseAfter(failures: number, interval: number): number {
  return Math.min(interval * 2 ** Math.max(0, failures - 1), LONGEST_INTERVAL);
}
