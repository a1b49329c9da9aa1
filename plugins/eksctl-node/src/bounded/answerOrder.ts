import { createContext, Script } from 'node:vm';
import type { WorkerAnswer, WorkerOrder } from './types';

/** The size of an answer as JSON. Reading a larger one would block the process that receives it. */
const MAXIMUM_ANSWER = 4 * 1024 * 1024; // characters

// Only a script can have a time limit of its own; this one calls what it is given.
const call = new Script('work()');
const given: { work?: () => unknown } = {};
const context = createContext(given);

/**
 * Does one piece of work in a worker process, and gives up when it takes too long: nobody else ends a process whose parent was killed.
 */
export function answerOrder(
  { input, limit }: Pick<WorkerOrder, 'input' | 'limit'>,
  run: (input: unknown) => unknown,
): WorkerAnswer {
  given.work = () => run(input);
  try {
    const value: unknown = call.runInContext(context, { timeout: limit });
    return (JSON.stringify(value) ?? '').length > MAXIMUM_ANSWER
      ? { kind: 'exhausted' }
      : { kind: 'done', value };
  } catch (error) {
    const { code, message, stack } = error as NodeJS.ErrnoException;
    return code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
      ? { kind: 'exhausted' }
      : { kind: 'failed', message: message ?? String(error), stack };
  }
}
