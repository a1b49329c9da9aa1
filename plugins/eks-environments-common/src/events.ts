/**
 * Topic of the plugin's events in Backstage's events service, and its signals channel. A hint to read again; the database is the truth.
 * @public
 */
export const EKS_ENVIRONMENTS_TOPIC = 'eks-environments';

/**
 * All types of events of a request, an environment or the fleet: rows of the event table, entries of the timeline and the source of
 * notifications.
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
  'HibernationRequested',
  'EnvironmentHibernated',
  'HibernationFailed',
  'ResumptionRequested',
  'EnvironmentResumed',
  'ResumptionFailed',
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
  'OperationQueued',
  'OperationStarted',
  'OperationRetried',
  'OperationSucceeded',
  'OperationFailed',
  'OperationCancelled',
  'CostEnded',
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
