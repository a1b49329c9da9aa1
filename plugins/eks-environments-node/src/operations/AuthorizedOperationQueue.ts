import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { NewOperation } from './OperationQueue';

/**
 * An operation that a module queues on behalf of a caller.
 *
 * @public
 */
export interface RequestedOperation extends NewOperation {
  /**
   * Calls of one caller with the same key and the same operation take effect once, and return the same id. At most 255 characters. Omitted:
   * each call takes effect.
   */
  idempotencyKey?: string;
}

/**
 * Whether an operation was queued.
 *
 * - `queued`: by this call or by an earlier one with the same idempotency key; it may even be over
 * - `refused`: the environment cannot take it now, see the codes in the documentation
 *
 * @public
 */
export type QueueOutcome =
  | { kind: 'queued'; operationId: string }
  | {
      kind: 'refused';
      /** Stable. */
      code: string;
      params?: Record<string, string | number>;
      /** In English. */
      message: string;
    };

/**
 * Queues operations on behalf of a caller, whose permissions decide.
 *
 * @remarks
 *
 * It can be used when the backend has started: in routes, schedules and startup hooks, but not while modules are initialized.
 *
 * @public
 */
export interface AuthorizedOperationQueue {
  /**
   * Queues an operation whose type has a permission, and records who asked for it. The engine begins it as soon as it is its turn.
   *
   * @throws InputError when there is no such type, it has no permission, or its schema does not accept the input
   * @throws NotFoundError for an environment that does not exist or that the caller may not see
   * @throws NotAllowedError when the caller does not have the permission of the type
   * @throws ConflictError when the idempotency key was used for something else
   * @throws ServiceUnavailableError before the backend has started
   */
  queue(
    operation: RequestedOperation,
    options: { credentials: BackstageCredentials },
  ): Promise<QueueOutcome>;
}
