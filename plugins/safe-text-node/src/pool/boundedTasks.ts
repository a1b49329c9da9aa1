import { ServiceUnavailableError } from '@backstage/errors';
import { presentCaller } from './caller';
import { WorkerPool } from './WorkerPool';

/*
 * The pool for all work on text that is not trusted: a few processes, and a deadline for each task. All packages of a backend share it,
 * because they share the CPUs.
 */

const PROCESSES = 2;
const WAITING = 200;
const WAITING_PER_CALLER = 50;
const DEADLINE_MS = 3_000;
const START_DEADLINE_MS = 60_000;
const IDLE_MS = 30_000;
const MEMORY_MB = 256;

let pool: WorkerPool | undefined;

/**
 * The time limit of a task in seconds, for messages.
 * @public
 */
export const DEADLINE_SECONDS = DEADLINE_MS / 1_000;

/**
 * The result of a task, or `exhausted` when it exceeded its time limit, its memory limit or the maximum size of its result.
 * @public
 */
export type BoundedOutcome<T> =
  | { kind: 'done'; value: T }
  | { kind: 'exhausted' };

/**
 * Tasks by their names. A task is a function of one argument that returns its result, not a promise; both are JSON.
 * @public
 */
export type TaskTable = Record<string, (input: never) => unknown>;

/**
 * Runs a task of a module by its name.
 *
 * @throws ServiceUnavailableError when the queue is full, in total or for this caller (see {@link onBehalfOf}), and what the task throws
 * @public
 */
export type RunBounded<Tasks extends TaskTable> = <
  Name extends keyof Tasks & string,
>(
  task: Name,
  input: Parameters<Tasks[Name]>[0],
) => Promise<BoundedOutcome<ReturnType<Tasks[Name]>>>;

/**
 * Runs the tasks of a module in worker processes. The module exports them as `tasks`, a {@link TaskTable}. All modules share the same few
 * processes, which have none of the environment variables of this process. A process loads a module before the first task of it; the
 * time limit of a task does not include that.
 *
 * @example
 * ```ts
 * const run = boundedTasks<typeof tasks>(
 *   require.resolve('backstage-plugin-example/tasks'),
 * );
 * const outcome = await run('render', { template, values });
 * ```
 *
 * @param module - absolute path of the module. Resolve an entry point of your package, which is there in a build, too.
 * @public
 */
export function boundedTasks<Tasks extends TaskTable>(
  module: string,
): RunBounded<Tasks> {
  return async (name, input) => {
    pool ??= startPool();
    const outcome = await pool.run({ module, name, input }, presentCaller());
    if (outcome.kind === 'busy') {
      throw new ServiceUnavailableError(
        'Too many configs wait to be rendered and checked; try again in a few seconds',
      );
    }
    return outcome as Awaited<ReturnType<RunBounded<Tasks>>>;
  };
}

function startPool(): WorkerPool {
  const entry = require.resolve('backstage-plugin-safe-text-node/worker');
  return new WorkerPool({
    entry,
    execArgv: execArgvFor(entry),
    limits: {
      deadline: DEADLINE_MS,
      startDeadline: START_DEADLINE_MS,
      memory: MEMORY_MB,
    },
    size: PROCESSES,
    queue: WAITING,
    queuePerCaller: WAITING_PER_CALLER,
    idle: IDLE_MS,
  });
}

/** In a repository, unlike in a built package, the entry is TypeScript. Node loads it through Backstage's CLI, as it does the backend. */
function execArgvFor(entry: string): string[] {
  return entry.endsWith('.ts')
    ? ['--require', require.resolve('@backstage/cli/config/nodeTransform.cjs')]
    : [];
}
