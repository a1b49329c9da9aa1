import type { OperationState } from '../schema/openapi';
import type { StateTable } from './stateTable';

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
