/** The limit of open streams is reached. */
export class TooManyStreamsError extends Error {
  readonly name = 'TooManyStreamsError';
  readonly statusCode = 429;
}

/** How many streams may be open at once. */
export interface StreamLimits {
  /** Of one person, or of one program. */
  perPerson: number;
  /** Of all, in this replica. */
  total: number;
}

/** Counts the open streams: each holds a connection and memory for as long as its viewer keeps it open. */
export class StreamPlaces {
  readonly #limits: StreamLimits;
  readonly #taken = new Map<string, number>();
  #total = 0;

  constructor(limits: StreamLimits) {
    this.#limits = limits;
  }

  /**
   * Runs a stream in one of a viewer's places, which is released when it ends.
   *
   * @throws TooManyStreamsError when no place is free
   */
  async during(viewer: string, stream: () => Promise<void>): Promise<void> {
    this.#take(viewer);
    try {
      await stream();
    } finally {
      this.#free(viewer);
    }
  }

  #take(viewer: string): void {
    const { perPerson, total } = this.#limits;
    const own = this.#taken.get(viewer) ?? 0;
    if (own >= perPerson) {
      throw new TooManyStreamsError(
        `You have ${own} log streams open, the limit for one person; close one and try again`,
      );
    }
    if (this.#total >= total) {
      throw new TooManyStreamsError(
        `${total} log streams are open, the limit of this portal; try again later`,
      );
    }
    this.#taken.set(viewer, own + 1);
    this.#total += 1;
  }

  #free(viewer: string): void {
    const own = (this.#taken.get(viewer) ?? 1) - 1;
    if (own === 0) {
      this.#taken.delete(viewer);
    } else {
      this.#taken.set(viewer, own);
    }
    this.#total -= 1;
  }
}
