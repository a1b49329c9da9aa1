import type { LogUpdate } from '../types';

/** Updates on their way to one viewer, who takes them as fast as the connection lets them. */
export class UpdateQueue implements AsyncIterable<LogUpdate> {
  readonly #updates: LogUpdate[] = [];
  #ended = false;
  #wake: (() => void) | undefined;

  /** @param signal - ends the queue, as when the viewer has gone */
  constructor(signal: AbortSignal) {
    if (signal.aborted) {
      this.#ended = true;
    }
    signal.addEventListener('abort', () => this.end(), { once: true });
  }

  push(update: LogUpdate): void {
    if (!this.#ended) {
      this.#updates.push(update);
      this.#wake?.();
    }
  }

  /** Nothing more comes; what is there is still delivered. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<LogUpdate> {
    for (;;) {
      const update = this.#updates.shift();
      if (update) {
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
}
