import { isError } from '@backstage/errors';
import { OperationHookError } from '../operations/OperationHookError';

const MAXIMUM_LENGTH = 500;

/**
 * Names an error of a transaction.
 *
 * @remarks
 *
 * Only name and code are given, since the message of a database error holds the statement and its values. The message of a hook's error is
 * made without them.
 */
export function nameOfError(error: unknown): string {
  return name(error).slice(0, MAXIMUM_LENGTH);
}

function name(error: unknown): string {
  if (!isError(error)) {
    return 'unknown error';
  }
  if (error instanceof OperationHookError) {
    return error.message;
  }
  return error.code ? `${error.name} ${error.code}` : error.name;
}
