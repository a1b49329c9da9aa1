import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import type { OperationLane } from 'backstage-plugin-eks-environments-common';
import type { OperationFailure } from './failure';
import type {
  OperationContext,
  OperationEnvironment,
  OperationInfo,
} from './OperationContext';
import type { OperationEvent } from './OperationEvent';
import type { OperationTransaction } from './OperationTransaction';
import type { OperationTrigger } from './OperationTrigger';

/**
 * A phase of an operation type.
 *
 * @public
 */
export interface OperationPhaseDefinition {
  /** Stored with operations; it must never change. At most 32 lower-case letters, digits and hyphens. */
  id: string;
  /** Shown on pages. */
  title: string;
}

/**
 * What follows a failed attempt.
 *
 * @remarks
 *
 * An outage of AWS (a failure of the class `transient`) uses up no attempt for half a day, whatever the policy says.
 *
 * @public
 */
export interface RetryPolicy {
  /**
   * Which failures are followed by another attempt.
   *
   * - `retryable`: those whose `retry` says that a retry may help
   * - `all`: any
   */
  failures: 'retryable' | 'all';
  /** Attempts, including the first one. Omitted: `engine.attempts` of the configuration. */
  maximumAttempts?: number;
  /**
   * What people read in the failure of the last attempt. The engine queues nothing after it.
   *
   * - `remedy`: somebody has to act
   * - `whileRetrying`: the module queues another operation later, such as in a schedule of its own. After a failed deletion, the reaper does
   */
  lastFailureShows: 'remedy' | 'whileRetrying';
  /** Pauses between attempts, which double each time. Omitted: from `engine.backoff` of the configuration up to 15 minutes. */
  backoff?: { firstSeconds: number; maximumSeconds: number };
}

/**
 * How an attempt ended.
 *
 * @public
 */
export type OperationOutcome<R extends object = JsonObject> =
  | { kind: 'succeeded'; result: R }
  | {
      kind: 'failed';
      failure: OperationFailure;
      /** For {@link OperationType.onSettled}. */
      result?: Partial<R>;
      /** What exists after the failure, such as stacks that cost money. Omitted if unknown. */
      remaining?: string[];
    };

/**
 * The outcome of an attempt after the retry policy was applied.
 *
 * - `succeeded`
 * - `retrying`: the attempt failed, and another one follows
 * - `failed`: the attempt failed, and it was the last one
 * - `cancelled`: a person cancelled the operation, or wants the environment deleted; it may never have begun
 *
 * @public
 */
export type OperationSettlement<R extends object = JsonObject> =
  | { kind: 'succeeded'; result: R }
  | {
      kind: 'retrying' | 'failed';
      failure: OperationFailure;
      result?: Partial<R>;
    }
  | { kind: 'cancelled' };

/**
 * A kind of engine work on an environment, such as creating its cluster.
 *
 * @remarks
 *
 * Queue, retries, log, forecast, limits, pauses, circuit breakers and pages treat all types alike. Everything specific to a type is defined
 * here.
 *
 * @public
 */
export interface OperationType<
  I extends object = JsonObject,
  R extends object = JsonObject,
> {
  /** Stored with operations; it must never change. At most 32 lower-case letters, digits and hyphens, such as `create`. */
  readonly type: string;
  /** Shown on pages; a noun such as `Creation`. */
  readonly title: string;
  /**
   * Validates the input when an operation is queued, and again when it is run, so `parse` must accept its own result. A Zod schema, for
   * example.
   */
  readonly input: { parse(value: unknown): I };
  /**
   * What a caller needs, besides seeing the environment, to queue an operation with {@link AuthorizedOperationQueue}. A permission on
   * environments (`RESOURCE_TYPE_ENVIRONMENT`) whose name begins with `eks-environments.`. Omitted: nobody can queue one in that way.
   */
  readonly permission?: ResourcePermission;
  /** Lets people start operations of the type; it needs a {@link OperationType.permission}. Omitted: only code queues them. */
  readonly trigger?: OperationTrigger<I>;
  /** A function if they differ between provisioners; it gets the provisioner's id. */
  readonly phases:
    | readonly OperationPhaseDefinition[]
    | ((provisioner: string) => readonly OperationPhaseDefinition[]);
  /**
   * Concurrency limits, pauses and the fairness between owners apply to each lane separately.
   *
   * - `build`: creates an environment
   * - `teardown`: removes one; it ends costs and releases quota, so nothing else may delay it
   * - `change`: changes one that exists
   */
  readonly lane: OperationLane;
  /**
   * Whether a running operation of this type may be stopped when a person cancels it or wants the environment deleted. One that waits is
   * cancelled in any case.
   */
  readonly cancellable: boolean;
  /** Whether its failures open the circuit breaker of its provisioner, account and region, which then holds back operations of this type. */
  readonly countsForBreaker: boolean;
  readonly retry: RetryPolicy;

  /** Whether this replica can run the type now for environments of a provisioner. Omitted: always. After an error: no. */
  canRun?(provisioner: string): boolean;

  /**
   * Called in the transaction that begins the first attempt, such as to move the environment to another state. It is not called for an
   * operation that was cancelled before.
   *
   * @remarks
   *
   * After an error the transaction is rolled back and the attempt fails. Its failure names the type and the message of the error. If the
   * retry policy allows another attempt, the hook is called again.
   *
   * @returns the timeline entry. If the hook is omitted: `OperationStarted`
   */
  onBegin?(
    transaction: OperationTransaction,
    operation: OperationInfo<I>,
  ): Promise<OperationEvent | undefined>;

  /**
   * Runs an attempt.
   *
   * @remarks
   *
   * It may run again from the start at any time, after the process was killed at any point: read the present state, do what is missing, and
   * read again.
   *
   * It is not limited in time until its signal aborts. If it has not ended five minutes after that, it is abandoned, and the operation is
   * settled without it.
   *
   * @throws the reason of the signal when it aborts; {@link OperationStoppedError} when this replica cannot run it; anything else counts as
   *   a failure, see {@link OperationType.classifyError}
   */
  run(context: OperationContext<I>): Promise<OperationOutcome<R>>;

  /** The failure that a thrown error stands for. Undefined, or the hook omitted: an unknown failure, which is retried. */
  classifyError?(
    error: unknown,
    environment: OperationEnvironment,
  ): OperationFailure | undefined;

  /**
   * Called in the transaction that ends an attempt: to move the environment, to write what follows from the result, to queue the next
   * operation.
   *
   * @remarks
   *
   * It is also called for an operation that never began, because it was cancelled or `onBegin` threw. If a deletion of the environment
   * cancels the operation, the environment is `Deprovisioning` already, and no other operation can be queued.
   *
   * After an error the transaction is rolled back and tried again a few times. Then a success becomes a failure, and a failure or a
   * cancellation is stored without the hook. An environment that waits for this operation in `Queued`, `Provisioning` or `Deprovisioning`
   * then becomes `ProvisioningFailed` or `DeprovisioningFailed`; any other one keeps its state. So it can always be deleted. The hook of an
   * operation that is cancelled while it waits is called once, in the transaction of whoever cancels it.
   *
   * @returns the timeline entry. If the hook is omitted: `OperationSucceeded`, `OperationRetried`, `OperationFailed` or
   *   `OperationCancelled`
   */
  onSettled?(
    transaction: OperationTransaction,
    operation: OperationInfo<I>,
    settlement: OperationSettlement<R>,
  ): Promise<OperationEvent | undefined>;
}

/**
 * An operation type with any input and result.
 *
 * @public
 */
// The type parameters are both read and written, so no other type accepts every operation type.
export type AnyOperationType = OperationType<any, any>;
