import { isError } from '@backstage/errors';
import type {
  AnyOperationType,
  Pause,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { withinDeadline } from './hookDeadline';

/** The hooks of an operation type. */
type Hook = 'onStart' | 'onBegin' | 'onSettled';

/**
 * What a hook of an operation type threw, as its cause.
 *
 * @remarks
 *
 * The message names type and hook and is shown to people. The message of a database error holds the statement and its values, so of errors
 * with a code only name and code are named.
 */
export class OperationHookError extends Error {
  constructor({ type }: AnyOperationType, hook: Hook, cause: unknown) {
    const problem = describeHookError(cause);
    super(`${hook} of the operation type ${type} failed: ${problem}`, {
      cause,
    });
    this.name = 'OperationHookError';
  }
}

/**
 * Calls a hook within its deadline.
 *
 * @throws OperationHookError whatever the hook throws, so that no error of a module is taken for one of the engine
 */
export async function callHook<T>(
  type: AnyOperationType,
  hook: Hook,
  options: {
    transaction: Knex.Transaction;
    pause: Pause;
    call: () => Promise<T> | undefined;
  },
): Promise<T | undefined> {
  try {
    return await withinDeadline(options, options.call);
  } catch (error) {
    throw new OperationHookError(type, hook, error);
  }
}

/** An error of a module, without the texts of the database. */
export function describeHookError(error: unknown): string {
  if (!isError(error)) {
    return String(error);
  }
  return error.code ? `${error.name} ${error.code}` : error.message;
}
