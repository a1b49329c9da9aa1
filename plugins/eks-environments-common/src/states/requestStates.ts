import type { RequestState } from '../schema/openapi';
import type { StateTable } from './stateTable';

/**
 * State transitions of a request. Decisions are final.
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
