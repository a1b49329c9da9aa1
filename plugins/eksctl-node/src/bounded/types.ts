/** How a piece of work ended. */
export type WorkOutcome<T> =
  | { kind: 'done'; value: T }
  /** It took more time or memory than it may, and was stopped. */
  | { kind: 'exhausted' }
  /** The limit of waiting work is reached; it was not begun. */
  | { kind: 'busy' };

/** What a worker process is told to do. */
export type WorkerOrder = {
  task: string;
  input: unknown;
  /** Milliseconds after which it gives up by itself: whoever would end it may be gone. */
  limit: number;
};

/** What a worker process answers. The first answer means that it is ready. */
export type WorkerAnswer =
  | { kind: 'done'; value: unknown }
  | { kind: 'exhausted' }
  | { kind: 'failed'; message: string; stack?: string };
