import type { ApprovalStepState } from '../schema/openapi';
import type { StateTable } from './stateTable';

/**
 * What may become of an approval step. The steps of a request are decided one after the other; those that nobody decides any more are
 * skipped.
 *
 * @public
 */
export const approvalStepStates: StateTable<ApprovalStepState> = {
  Waiting: ['Open', 'Skipped'],
  Open: ['Approved', 'Denied', 'Skipped'],
  Approved: [],
  Denied: [],
  Skipped: [],
};
