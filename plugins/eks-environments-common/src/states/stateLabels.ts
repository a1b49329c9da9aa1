import type {
  EnvironmentState,
  LeasePhase,
  OperationLane,
  PowerState,
  RequestState,
} from '../schema/openapi';

/**
 * The displayed state of an environment, on pages and in messages.
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
 * The displayed phase of a lease, on pages and in messages.
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
 * The displayed power of an environment, on pages and in messages.
 *
 * @public
 */
export const powerStateLabels: Readonly<Record<PowerState, string>> = {
  on: 'On',
  hibernating: 'Hibernating',
  off: 'Hibernated',
  resuming: 'Resuming',
};

/**
 * The displayed state of a request, on pages and in messages.
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
 * The displayed name of a lane, on pages and in messages.
 *
 * @public
 */
export const operationLaneLabels: Readonly<Record<OperationLane, string>> = {
  build: 'Creations',
  teardown: 'Deletions',
  change: 'Changes',
};
