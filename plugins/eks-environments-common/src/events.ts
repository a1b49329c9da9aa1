/**
 * Topic of the plugin's events in Backstage's events service, and its signals channel. A hint to read again; the database is the truth.
 * @public
 */
export const EKS_ENVIRONMENTS_TOPIC = 'eks-environments';

/**
 * The types of events of a request, an environment or the fleet that the portal itself records: rows of the event table, entries of the
 * timeline and the source of notifications. Operation types of modules add {@link ModuleEventType | their own}.
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

/**
 * A type of events that the portal itself records.
 *
 * @public
 */
export type KnownEventType = (typeof eventTypes)[number];

/**
 * A type of events of an operation type that a module adds: its id and what happened, such as `restart-nodes.drained`. Both parts have
 * lower-case letters, digits and hyphens.
 *
 * @public
 */
export type ModuleEventType = `${string}.${string}`;

/**
 * The type of an event.
 *
 * @public
 */
export type EventType = KnownEventType | ModuleEventType;

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
