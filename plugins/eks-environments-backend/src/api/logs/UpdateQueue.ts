import type { LogUpdate } from './types';

/** What a viewer takes from the queue; `missed` means that there was too much, and that it is to be read from the database. */
export type QueuedUpdate = LogUpdate | { kind: 'missed' };

/** As much as a viewer may be behind by before what waits for them is thrown away. */
const MAXIMUM = 1_000;

/**
 * Updates on their way to one viewer, who takes them as fast as the connection lets them.
 *
 * @remarks
 *
 * A viewer who is too slow loses what waits: the database has it, and memory is for those who keep up.
 */
export class UpdateQueue implements AsyncIterable<QueuedUpdate> {
  #updates: QueuedUpdate[] = [];
  #missing = false;
  #ended = false;
  #wake: (() => void) | undefined;

  /** @param signal - ends the queue, as when the viewer has gone */
  constructor(signal: AbortSignal) {
    if (signal.aborted) {
      this.#ended = true;
    }
    signal.addEventListener('abort', () => this.end(), { once: true });
  }

  /** How many updates wait. */
  get length(): number {
    return this.#updates.length;
  }

  push(update: LogUpdate): void {
    if (this.#ended) {
      return;
    }
    if (this.#missing) {
      this.#replaceProgress(update);
    } else if (this.#updates.length < MAXIMUM) {
      this.#updates.push(update);
    } else {
      this.#missing = true;
      const progress = this.#updates.findLast(
        ({ kind }) => kind === 'progress',
      );
      this.#updates = [{ kind: 'missed' }, ...(progress ? [progress] : [])];
      this.#replaceProgress(update);
    }
    this.#wake?.();
  }

  /** Nothing more comes; what is there is still delivered. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<QueuedUpdate> {
    for (;;) {
      const update = this.#updates.shift();
      if (update) {
        if (update.kind === 'missed') {
          this.#missing = false;
        }
        yield update;
      } else if (this.#ended) {
        return;
      } else {
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
      }
    }
  }

  /** Lines come from the database later; how far the operation is, only the newest tells. */
  #replaceProgress(update: LogUpdate): void {
    if (update.kind === 'progress') {
      this.#updates = [{ kind: 'missed' }, update];
    }
  }
}
