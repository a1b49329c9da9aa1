import type { ApprovalStepState } from '../schema/openapi';
import type { StateTable } from './stateTable';

/**
 * State transitions of an approval step. The steps of a request are decided one after the other; steps that no longer need a decision are
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
