import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { isResponseError } from '../errors/isResponseError';
import type { Timing } from './timing';
import type { WaitLimit } from './WaitLimit';

const INTERVAL_MS = 3_000;

/** Options of a wait. */
export interface WaitOptions {
  limit: WaitLimit;
  timing: Timing;
  /** Aborted when somebody cancels the task. */
  signal?: AbortSignal;
  /** Log of the task. */
  logger: LoggerService;
  /** The message if the wait ends without a result: what continues, and where to follow it. */
  whatGoesOn: string;
  /** Called when somebody cancels the task; returns the message that replaces `whatGoesOn`. */
  onCancelled?: () => Promise<string>;
}

/**
 * Polls until `step` returns a result.
 *
 * @remarks
 *
 * A backend that is unavailable for a while, for example during an update, does not end the wait; a permanent error does.
 *
 * @throws Error named `AbortError` if the task is cancelled, and `TimeoutError` if the limit has passed
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

/** Whether a retry may succeed: the network failed, or the server reports that it is temporarily unavailable. */
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
