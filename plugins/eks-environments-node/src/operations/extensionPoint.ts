import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { AuthorizedOperationQueue } from './AuthorizedOperationQueue';
import type { AnyOperationType } from './OperationType';

/**
 * Where modules add operation types: kinds of work that the engine does on environments.
 *
 * @public
 */
export interface EksEnvironmentsOperationsExtensionPoint {
  /**
   * Adds an operation type. From then on operations of it can be queued.
   *
   * @throws ConflictError when a type with that id exists already
   * @throws InputError when an id or the permission is not valid
   */
  addOperationType(type: AnyOperationType): void;

  /** Returns what queues operations on behalf of callers once the backend has started. */
  getQueue(): AuthorizedOperationQueue;
}

/** @public */
export const eksEnvironmentsOperationsExtensionPoint =
  createExtensionPoint<EksEnvironmentsOperationsExtensionPoint>({
    id: 'eks-environments.operations',
  });
