import type { Pause } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { limitStatements } from '../database';

/** How long a hook of a module may take in a transaction: it awaits only SQL, and the rows that it locked are locked meanwhile. */
const DEADLINE_SECONDS = 10;

/**
 * Calls a hook of a module in a transaction. One that does not return in time fails, and the database ends its statement, so that the
 * transaction can be rolled back.
 *
 * @throws whatever the hook throws
 */
export async function withinDeadline<T>(
  options: { transaction: Knex.Transaction; pause: Pause },
  call: () => Promise<T> | undefined,
): Promise<T | undefined> {
  const { transaction, pause } = options;
  await limitStatements(transaction, DEADLINE_SECONDS);
  return inTime(pause, call);
}

/**
 * Calls a hook of a module outside of a transaction. One that does not return in time fails.
 *
 * @throws whatever the hook throws
 */
export async function inTime<T>(
  pause: Pause,
  call: () => Promise<T> | undefined,
): Promise<T | undefined> {
  const over = new AbortController();
  try {
    return await Promise.race([call(), deadline(pause, over.signal)]);
  } finally {
    over.abort();
  }
}

async function deadline(pause: Pause, over: AbortSignal): Promise<never> {
  await pause(DEADLINE_SECONDS * 1000, over);
  throw new Error(`it did not return within ${DEADLINE_SECONDS} seconds`);
}
