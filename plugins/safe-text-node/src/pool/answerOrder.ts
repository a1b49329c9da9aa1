import { createContext, Script } from 'node:vm';
import type { WorkerAnswer } from './types';

/** The maximum size of an answer as JSON. Parsing a larger one would block the process that receives it. */
const MAXIMUM_ANSWER = 4 * 1024 * 1024; // characters

// Only a script can have a timeout; this one calls the function it is given.
const call = new Script('work()');
const given: { work?: () => unknown } = {};
const context = createContext(given);

/**
 * Does the work of one order in a worker process and aborts it at its time limit: if the parent was killed, nothing else ends the process.
 *
 * @param limit - milliseconds
 */
export function answerOrder(limit: number, work: () => unknown): WorkerAnswer {
  given.work = work;
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
