/** A task of a module, and its input. */
export type WorkerTask = {
  /** Absolute path of the module, which exports its tasks as `tasks`. */
  module: string;
  name: string;
  input: unknown;
};

/** The outcome of a task. */
export type WorkOutcome<T> =
  | { kind: 'done'; value: T }
  /** It exceeded its time or memory limit and was stopped. */
  | { kind: 'exhausted' }
  /** The queue is full; the task was not started. */
  | { kind: 'busy' };

/** The message that a worker process receives. */
export type WorkerOrder = (
  | { kind: 'load'; module: string }
  | ({ kind: 'run' } & WorkerTask)
) & {
  /** Milliseconds after which the worker aborts by itself, in case its parent has exited. */
  limit: number;
};

/** The message that a worker process sends. The first one means that it is ready. */
export type WorkerAnswer =
  | { kind: 'done'; value: unknown }
  | { kind: 'exhausted' }
  | { kind: 'failed'; message: string; stack?: string };
