import type { OperationState } from '../schema/openapi';
import type { StateTable } from './stateTable';

/**
 * What may become of an operation. `Running` leads back to `Pending` when an attempt ended and another one is due.
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
