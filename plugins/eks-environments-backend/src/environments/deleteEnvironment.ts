import { ConflictError } from '@backstage/errors';
import {
  type EndReason,
  environmentStateLabels,
  isBeingBuilt,
  isBeingDeleted,
  isGone,
  isQueued,
} from 'backstage-plugin-eks-environments-common';
import type { CodedText } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import {
  hasPendingRequest,
  releaseWithdrawn,
  withdrawPendingRequests,
} from '../approvals/pendingRequests';
import {
  type EnvironmentRow,
  lockEnvironment,
  type OperationRow,
  type TransitionOutcome,
  transitionEnvironment,
} from '../database';
import { eventText, withReason } from '../events/eventText';
import type { EventRecorder } from '../events/types';
import { endLease, type LeaseAsRead } from '../leases/endLease';
import {
  type Cancellation,
  type DatabaseOperationQueue,
  hasOpenOperation,
} from '../operations';
import { CREATE } from '../operations/create/types';
import { DELETE } from '../operations/delete';
import type { QuotaLedger } from '../quotas';

/*
 * The deletion of an environment, whoever requests it: a person, the end of its lease, the deadline of its failed creation, the removal of
 * an orphaned cluster. It is one transaction, always in this order:
 *
 *   1. Requests about it that wait for a decision, such as a revision, are withdrawn.
 *   2. The environment is locked.
 *   3. The open operation is cancelled. One that waits ends. One that runs is asked to stop. One that runs and cannot be cancelled is a
 *      conflict.
 *   4. The environment becomes Deprovisioning, or Deprovisioned if nothing was ever created.
 *   5. The lease ends.
 *   6. The type of the ended operation is told.
 *   7. The deletion is queued. The worker of an operation that has to stop first queues it (`queueRequestedDeletion`).
 *   8. What the withdrawn requests had reserved is released.
 *
 * So the rows are locked in the one order of `database/locking.ts`.
 */

export interface Deletion {
  environmentId: string;
  endReason: EndReason;
  /** Of the person who requested it, for the timeline. */
  reason?: string;
  /** The timeline entry. Omitted: that the deletion was requested, or the creation cancelled. */
  text?: CodedText;
  actor?: string;
  /** Whether only an unfinished create may be cancelled. */
  onlyUnfinished?: boolean;
  /** If given, the deletion begins only while the lease is unchanged. */
  lease?: LeaseAsRead;
  at: string;
}

/** The dependencies of a deletion. */
export interface DeletionOptions {
  ledger: QuotaLedger;
  events: EventRecorder;
  operations: DatabaseOperationQueue;
}

/** A deletion of an environment that exists, with its cancelled operation. */
interface BegunDeletion extends Deletion {
  environment: EnvironmentRow;
  cancellation: Cancellation;
}

/**
 * Cancels what is queued, stops what runs, deletes what exists. An environment that is deleted, or being deleted, stays as it is.
 *
 * @returns 'lost' when environment or lease changed, or a revision was requested, at the same moment; then the transaction must be rolled
 *   back
 * @throws ConflictError when the environment cannot be deleted now, or only its creation was to be cancelled and is over
 */
export async function deleteEnvironment(
  transaction: Knex.Transaction,
  deletion: Deletion,
  options: DeletionOptions,
): Promise<TransitionOutcome> {
  const withdrawn = await withdrawPendingRequests(transaction, deletion);
  const outcome = await endEnvironment(transaction, deletion, options);
  await releaseWithdrawn(transaction, withdrawn, { ...deletion, ...options });
  return outcome;
}

async function endEnvironment(
  transaction: Knex.Transaction,
  deletion: Deletion,
  options: DeletionOptions,
): Promise<TransitionOutcome> {
  const { environmentId, onlyUnfinished } = deletion;
  const environment = await lockEnvironment(transaction, environmentId);
  if (isGone(environment.state)) {
    return 'done';
  }
  const cancellation = await options.operations.cancel(transaction, {
    environmentId,
    type: onlyUnfinished ? CREATE : undefined,
    except: DELETE,
  });
  const begun = { ...deletion, environment, cancellation };
  if (isBeingDeleted(environment.state)) {
    await resume(transaction, begun, options);
    return 'done';
  }
  assertUnfinished(begun);
  return begin(transaction, begun, options);
}

/** Queues the deletion again if no operation is open any more, such as when the type of the operation that had to stop is gone. */
async function resume(
  transaction: Knex.Transaction,
  { environmentId, cancellation }: BegunDeletion,
  { operations }: DeletionOptions,
): Promise<void> {
  if (cancellation.kind === 'ended') {
    await operations.tellCancelled(transaction, cancellation.operation);
  }
  if (!(await hasOpenOperation(transaction, environmentId))) {
    await operations.enqueue(transaction, { environmentId, type: DELETE });
  }
}

/** @throws ConflictError when only the creation was to be cancelled and is over */
function assertUnfinished({
  onlyUnfinished,
  environment: { state },
}: BegunDeletion): void {
  if (onlyUnfinished && !isBeingBuilt(state)) {
    throw new ConflictError(
      `There is no longer a creation to cancel: the state of the environment is ${environmentStateLabels[state]}`,
    );
  }
}

async function begin(
  transaction: Knex.Transaction,
  deletion: BegunDeletion,
  options: DeletionOptions,
): Promise<TransitionOutcome> {
  const { environmentId, cancellation } = deletion;
  const isUnbuilt = await wasNeverBegun(transaction, deletion);
  if ((await end(transaction, deletion, isUnbuilt)) === 'lost') {
    return 'lost';
  }
  if (cancellation.kind === 'ended') {
    await options.operations.tellCancelled(transaction, cancellation.operation);
  }
  await recordRequest(transaction, deletion, options);
  if (isUnbuilt) {
    await releaseUnbuilt(transaction, deletion, options);
  } else if (cancellation.kind !== 'stopping') {
    await options.operations.enqueue(transaction, {
      environmentId,
      type: DELETE,
    });
  }
  return 'done';
}

/** Ends environment and lease. */
async function end(
  transaction: Knex.Transaction,
  deletion: BegunDeletion,
  isUnbuilt: boolean,
): Promise<TransitionOutcome> {
  const { environmentId, environment, lease, at } = deletion;
  const outcome = await transitionEnvironment(transaction, {
    id: environmentId,
    from: environment.state,
    to: isUnbuilt ? 'Deprovisioned' : 'Deprovisioning',
    at,
    changes: {
      ...endOf(deletion),
      // No retry follows any more.
      failure: null,
      ...(isUnbuilt ? { ended_at: at } : {}),
    },
  });
  // A revision that was requested while this transaction waited for the environment. Withdrawing it here would lock the rows in the opposite
  // order.
  if (
    outcome === 'lost' ||
    (await hasPendingRequest(transaction, environmentId))
  ) {
    return 'lost';
  }
  return endLease(transaction, { environmentId, asRead: lease });
}

/** Whether nothing was created: the first creation never began, and no worker is about to begin it. */
async function wasNeverBegun(
  transaction: Knex.Transaction,
  { environment, cancellation }: BegunDeletion,
): Promise<boolean> {
  if (!isQueued(environment.state) || cancellation.kind === 'stopping') {
    return false;
  }
  const begun = await transaction<OperationRow>('operations')
    .where('environment_id', environment.id)
    .whereNotNull('started_at')
    .first('id');
  return begun === undefined;
}

async function releaseUnbuilt(
  transaction: Knex.Transaction,
  { environmentId, at }: Deletion,
  { ledger, events }: DeletionOptions,
): Promise<void> {
  await ledger.release(transaction, {
    holder: { kind: 'environment', id: environmentId },
    at,
  });
  await events.record(transaction, {
    type: 'EnvironmentDeprovisioned',
    environmentId,
    ...eventText('cancelled-before-creation'),
    at,
  });
}

/** Deleting what is not created yet cancels it. */
function cancelsCreation({ environment: { state } }: BegunDeletion): boolean {
  return isBeingBuilt(state);
}

/** Why the environment ends, and who ended it. The first reason stays. */
function endOf(
  deletion: BegunDeletion,
): Pick<EnvironmentRow, 'end_reason' | 'ended_by'> {
  const { environment, actor = null } = deletion;
  return environment.end_reason === null
    ? { end_reason: endReasonOf(deletion), ended_by: actor }
    : { end_reason: environment.end_reason, ended_by: environment.ended_by };
}

function endReasonOf(deletion: BegunDeletion): EndReason {
  const { endReason } = deletion;
  return endReason === 'DeletedByUser' && cancelsCreation(deletion)
    ? 'Cancelled'
    : endReason;
}

/** Records on the timeline who, or what, requested the deletion. */
async function recordRequest(
  transaction: Knex.Transaction,
  deletion: BegunDeletion,
  { events }: DeletionOptions,
): Promise<void> {
  const { environmentId, text, reason, actor, at } = deletion;
  const usual = eventText(
    cancelsCreation(deletion) ? 'creation-cancelled' : 'deletion-requested',
  );
  await events.record(transaction, {
    type: 'DeletionRequested',
    environmentId,
    actor,
    ...withReason(text ?? usual, reason),
    data: { endReason: endReasonOf(deletion) },
    at,
  });
}
