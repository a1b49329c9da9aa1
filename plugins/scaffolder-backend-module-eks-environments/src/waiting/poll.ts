import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { isResponseError } from '../errors/isResponseError';
import type { Timing } from './timing';
import type { WaitLimit } from './WaitLimit';

const INTERVAL_MS = 3_000;

/** What a wait needs besides what it waits for. */
export interface WaitOptions {
  limit: WaitLimit;
  timing: Timing;
  /** Given when somebody cancels the task. */
  signal?: AbortSignal;
  /** Log of the task. */
  logger: LoggerService;
  /** Said when the wait ends without a result: what goes on nevertheless, and where to look. */
  whatGoesOn: string;
  /** Called when somebody cancels the task; says what became of what was waited for, instead of what goes on. */
  onCancelled?: () => Promise<string>;
}

/**
 * Asks again and again until `step` has a result.
 *
 * @remarks
 *
 * A backend that is away for a while, such as during an update, does not end the wait; an answer that will not change does.
 *
 * @throws Error named `AbortError` when the task is cancelled, and `TimeoutError` when the limit has passed
 */
export async function poll<T>(
  step: () => Promise<T | undefined>,
  options: WaitOptions,
): Promise<T> {
  const { limit, timing, signal, whatGoesOn } = options;
  while (!signal?.aborted) {
    const result = await tryStep(step, options.logger);
    if (result !== undefined) {
      return result;
    }
    if (limit.hasPassed(timing)) {
      throw namedError(
        'TimeoutError',
        `Stopped waiting after ${limit}. ${whatGoesOn}`,
      );
    }
    await timing.sleep(INTERVAL_MS, signal).catch(ignoreAbort);
  }
  const outcome = (await options.onCancelled?.()) ?? whatGoesOn;
  throw namedError('AbortError', `The task was cancelled. ${outcome}`);
}

async function tryStep<T>(
  step: () => Promise<T | undefined>,
  logger: LoggerService,
): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    if (!mayPass(error)) {
      throw error;
    }
    logger.debug(`Asking again soon: ${stringifyError(error)}`);
    return undefined;
  }
}

/** Whether the same question may get an answer later: the network failed, or the server says that it is not able to answer now. */
function mayPass(error: unknown): boolean {
  if (isResponseError(error)) {
    return error.statusCode >= 500 || error.statusCode === 429;
  }
  return error instanceof TypeError && error.message === 'fetch failed';
}

function ignoreAbort(error: Error): void {
  if (error.name !== 'AbortError') {
    throw error;
  }
}

function namedError(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
