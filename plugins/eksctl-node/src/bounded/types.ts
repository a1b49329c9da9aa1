/** How a piece of work ended. */
export type WorkOutcome<T> =
  | { kind: 'done'; value: T }
  /** It took more time or memory than it may, and was stopped. */
  | { kind: 'exhausted' }
  /** As many wait as may wait; it was not begun. */
  | { kind: 'busy' };

/** What a worker thread is told to do. */
export type WorkerOrder = { task: string; input: unknown };

/** What a worker thread says: the first answer means that it takes orders. */
export type WorkerAnswer =
  | { kind: 'done'; value: unknown }
  | { kind: 'failed'; message: string; stack?: string };
