import type {
  EnvironmentState,
  LeasePhase,
  OperationLane,
  RequestState,
} from '../schema/openapi';

/**
 * What people read for the state of an environment, on pages and in messages.
 *
 * @public
 */
export const environmentStateLabels: Readonly<
  Record<EnvironmentState, string>
> = {
  Queued: 'Queued',
  Provisioning: 'Building',
  ProvisioningFailed: 'Build failed',
  Ready: 'Ready',
  Deprovisioning: 'Deleting',
  DeprovisioningFailed: 'Deletion failed',
  Quarantined: 'Leftovers',
  Deprovisioned: 'Gone',
};

/**
 * What people read for the phase of a lease, on pages and in messages.
 *
 * @public
 */
export const leasePhaseLabels: Readonly<Record<LeasePhase, string>> = {
  pending: 'Not started',
  active: 'Running',
  grace: 'In grace',
  ended: 'Ended',
};

/**
 * What people read for the state of a request, on pages and in messages.
 *
 * @public
 */
export const requestStateLabels: Readonly<Record<RequestState, string>> = {
  PendingApproval: 'Waiting for approval',
  Approved: 'Approved',
  Denied: 'Denied',
  Expired: 'Expired',
  Cancelled: 'Withdrawn',
};

/**
 * What people read for the operations of a lane, on pages and in messages.
 *
 * @public
 */
export const operationLaneLabels: Readonly<Record<OperationLane, string>> = {
  build: 'Creations',
  teardown: 'Deletions',
  change: 'Changes',
};
