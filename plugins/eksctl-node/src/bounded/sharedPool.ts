import { ServiceUnavailableError } from '@backstage/errors';
import { presentCaller } from './caller';
import { WorkerPool } from './WorkerPool';
import type { Tasks } from './tasks';

/*
 * The pool for all work on users' templates, YAML and JSON Schema: a few processes, and a deadline for each task. All parts of the
 * backend share it, because they share the CPUs.
 */

const PROCESSES = 2;
const WAITING = 200;
const WAITING_PER_CALLER = 50;
const DEADLINE_MS = 3_000;
const START_DEADLINE_MS = 60_000;
const IDLE_MS = 30_000;
const MEMORY_MB = 256;

let pool: WorkerPool | undefined;

/** The time limit of a task in seconds, for messages. */
export const DEADLINE_SECONDS = DEADLINE_MS / 1_000;

/**
 * Runs a task in a worker process.
 * @returns the result of the task, or `exhausted` when it exceeded its time or memory limit
 * @throws ServiceUnavailableError when the queue is full, in total or for this caller
 */
export async function runBounded<Name extends keyof Tasks>(
  task: Name,
  input: Parameters<Tasks[Name]>[0],
): Promise<
  { kind: 'done'; value: ReturnType<Tasks[Name]> } | { kind: 'exhausted' }
> {
  pool ??= startPool();
  const outcome = await pool.run(task, input, presentCaller());
  switch (outcome.kind) {
    case 'busy':
      throw new ServiceUnavailableError(
        'Too many configs wait to be rendered and checked; try again in a few seconds',
      );
    case 'done':
      return {
        kind: 'done',
        value: outcome.value as ReturnType<Tasks[Name]>,
      };
    default:
      return outcome;
  }
}

function startPool(): WorkerPool {
  const entry = require.resolve('backstage-plugin-eksctl-node/configWorker');
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
