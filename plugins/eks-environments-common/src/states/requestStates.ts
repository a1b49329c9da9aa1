import type { RequestState } from '../schema/openapi';
import type { StateTable } from './stateTable';

/**
 * What may become of a request. What was decided stays decided.
 *
 * @public
 */
export const requestStates: StateTable<RequestState> = {
  PendingApproval: ['Approved', 'Denied', 'Expired', 'Cancelled'],
  Approved: [],
  Denied: [],
  Expired: [],
  Cancelled: [],
};
