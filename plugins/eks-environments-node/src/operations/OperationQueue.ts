import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';

/**
 * An operation to be queued.
 *
 * @public
 */
export interface NewOperation {
  environmentId: string;
  /** Id of a registered type. */
  type: string;
  /** Validated by the schema of the type. Omitted: an empty object. */
  input?: JsonObject;
}

/**
 * Queues operations.
 *
 * @public
 */
export interface OperationQueue {
  /**
   * Queues an operation in a transaction of the caller. The engine begins it after the commit.
   *
   * @returns its id
   * @throws InputError when there is no such type, or its schema does not accept the input
   * @throws ConflictError when another operation of the environment is open: only one at a time is allowed
   */
  enqueue(
    transaction: Knex.Transaction,
    operation: NewOperation,
  ): Promise<string>;
}
