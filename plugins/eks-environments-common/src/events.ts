/** Topic of our events in Backstage's events service, and the signals channel. A hint to re-read; the database is the truth. @public */
export const EKS_ENVIRONMENTS_TOPIC = 'eks-environments';

/**
 * Everything that is told of a request, an environment or the fleet. Rows of the event table, entries of the timeline and the
 * source of notifications.
 *
 * @public
 */
export const eventTypes = [
  'RequestCreated',
  'ApprovalGiven',
  'ApprovalStepPassed',
  'RequestApproved',
  'RequestDenied',
  'RequestExpired',
  'RequestCancelled',
  'EnvironmentQueued',
  'ProvisioningStarted',
  'ProvisioningRetried',
  'ProvisioningFailed',
  'EnvironmentReady',
  'EnvironmentImported',
  'EnvironmentUnhealthy',
  'EnvironmentHealthy',
  'LeaseStarted',
  'LeaseWarned',
  'LeaseExtended',
  'LeaseExpired',
  'DeletionRequested',
  'DeprovisioningStarted',
  'DeprovisioningRetried',
  'DeprovisioningFailed',
  'EnvironmentQuarantined',
  'EnvironmentDeprovisioned',
  'OperationStarted',
  'OperationRetried',
  'OperationSucceeded',
  'OperationFailed',
  'OperationCancelled',
  'FleetFindingRaised',
  'QuotaLimitChanged',
  'EnginePaused',
  'EngineResumed',
] as const;

/** @public */
export type EventType = (typeof eventTypes)[number];

/**
 * Payload of events on {@link EKS_ENVIRONMENTS_TOPIC} and messages on the signals channel of that name.
 *
 * @public
 */
export interface ChangeHint {
  type: EventType | 'OperationProgressed';
  environmentId?: string;
  requestId?: string;
}
