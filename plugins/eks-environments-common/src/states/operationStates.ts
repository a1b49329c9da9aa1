import type { OperationState } from '../schema/openapi';
import { finalStates, type StateTable, statesOf } from './stateTable';

/**
 * State transitions of an operation. `Running` returns to `Pending` when an attempt ended and another one follows.
 *
 * @public
 */
export const operationStates: StateTable<OperationState> = {
  Pending: ['Running', 'Cancelled'],
  Running: ['Pending', 'Succeeded', 'Failed', 'Cancelled'],
  Succeeded: [],
  Failed: [],
  Cancelled: [],
};

/**
 * Whether an operation in this state waits or runs. An environment has at most one.
 *
 * @public
 */
export function isOpen(state: OperationState): boolean {
  return !finalStates(operationStates).includes(state);
}

/**
 * The states for which {@link isOpen} is true, for a query.
 *
 * @public
 */
export const openOperationStates: OperationState[] =
  statesOf(operationStates).filter(isOpen);
