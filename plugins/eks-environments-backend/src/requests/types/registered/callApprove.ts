import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type {
  AnyRequestType,
  Pause,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { describeHookError, withinDeadline } from '../../../operations';

/**
 * Calls the `approve` of a request type within its deadline.
 *
 * @throws its ConflictError, or that of the database; any other error as one that names the type, without the texts of the database
 */
export async function callApprove(
  { type }: AnyRequestType,
  options: { transaction: Knex.Transaction; pause: Pause },
  call: () => Promise<void>,
): Promise<void> {
  try {
    await withinDeadline(options, call);
  } catch (error) {
    if (isConflict(error) || isDatabaseConflictError(error)) {
      throw error;
    }
    throw new Error(
      `approve of the request type ${type} failed: ${describeHookError(error)}`,
      { cause: error },
    );
  }
}

function isConflict(error: unknown): boolean {
  return isError(error) && error.name === 'ConflictError';
}
