import type { LeasePhase } from '../schema/openapi';
import type { StateTable } from './stateTable';

/**
 * State transitions of a lease.
 *
 * @remarks
 *
 * A lease is `pending` until the environment is ready. It is `active` until its end. In `grace`, an extension makes it active again. It
 * has `ended` once the deletion of the environment has started, and never becomes active again.
 *
 * @public
 */
export const leasePhases: StateTable<LeasePhase> = {
  pending: ['active', 'ended'],
  active: ['grace', 'ended'],
  grace: ['active', 'ended'],
  ended: [],
};
