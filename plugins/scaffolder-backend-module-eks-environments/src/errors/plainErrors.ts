import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError, type ErrorLike } from '@backstage/errors';
import { isResponseError } from './isResponseError';

const USER_ERRORS = [
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'AbortError',
];

/**
 * Runs the work of an action so that its errors can be shown to users.
 *
 * @remarks
 *
 * The Scaffolder writes the stack of a thrown error into the task's log. The errors thrown here have only their name and message as their
 * stack; the original error is written to the backend's log for operators.
 */
export async function withPlainErrors<T>(
  options: { actionId: string; logger: LoggerService },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const told = errorOfServer(error);
    if (USER_ERRORS.includes(told.name)) {
      options.logger.info(`${options.actionId} was refused: ${told.message}`);
    } else {
      options.logger.error(`${options.actionId} failed`, toError(error));
    }
    throw plainError(told);
  }
}

/** The server's error, where a client only reports that a request failed. */
function errorOfServer(error: unknown): ErrorLike {
  return toError(isResponseError(error) ? error.cause : error);
}

function plainError({ name, message }: ErrorLike): Error {
  const plain = new Error(message);
  plain.name = name;
  plain.stack = `${name}: ${message}`;
  return plain;
}
