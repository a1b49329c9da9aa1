import { isError } from '@backstage/errors';
import type {
  AnyOperationType,
  Pause,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { limitStatements } from '../database';

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
    super(`${hook} of the operation type ${type} failed: ${describe(cause)}`, {
      cause,
    });
    this.name = 'OperationHookError';
  }
}

/** How long a hook may take: it awaits only SQL, and the rows that it locked are locked meanwhile. */
const DEADLINE_SECONDS = 10;

/**
 * Calls a hook. One that does not return in time fails, and the database ends its statement, so that its transaction can be rolled back.
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
  const { transaction, pause, call } = options;
  const over = new AbortController();
  try {
    await limitStatements(transaction, DEADLINE_SECONDS);
    return await Promise.race([call(), deadline(pause, over.signal)]);
  } catch (error) {
    throw new OperationHookError(type, hook, error);
  } finally {
    over.abort();
  }
}

async function deadline(pause: Pause, over: AbortSignal): Promise<never> {
  await pause(DEADLINE_SECONDS * 1000, over);
  throw new Error(`it did not return within ${DEADLINE_SECONDS} seconds`);
}

function describe(error: unknown): string {
  if (!isError(error)) {
    return String(error);
  }
  return error.code ? `${error.name} ${error.code}` : error.message;
}
