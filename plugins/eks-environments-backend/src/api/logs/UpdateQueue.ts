import type { LogUpdate } from './types';

/** What a viewer takes from the queue; `missed` means that the queue overflowed, and that the viewer has to read from the database. */
export type QueuedUpdate = LogUpdate | { kind: 'missed' };

/** How many updates may wait for a viewer before they are dropped. */
const MAXIMUM = 1_000;

/**
 * Updates for one viewer, who takes them as fast as the connection allows.
 *
 * @remarks
 *
 * The waiting updates of a viewer who is too slow are dropped: the database has them, and memory is for those who keep up.
 */
export class UpdateQueue implements AsyncIterable<QueuedUpdate> {
  #updates: QueuedUpdate[] = [];
  #missing = false;
  #ended = false;
  #wake: (() => void) | undefined;

  /** @param signal - ends the queue, as when the viewer disconnects */
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

  /** Accepts no more updates; those that wait are still delivered. */
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

  /** Lines can be read from the database later; of the progress only the newest update counts. */
  #replaceProgress(update: LogUpdate): void {
    if (update.kind === 'progress') {
      this.#updates = [{ kind: 'missed' }, update];
    }
  }
}
