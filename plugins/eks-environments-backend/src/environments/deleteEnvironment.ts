import { ConflictError } from '@backstage/errors';
import {
  canDelete,
  type EndReason,
  type EnvironmentState,
  environmentStateLabels,
  isBeingDeleted,
  isGone,
  statesWhere,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { type OperationRow, transitionEnvironment } from '../database';
import type { EventRecorder } from '../events/types';
import { endLease } from '../leases/endLease';
import type { DatabaseOperationQueue } from '../operations';
import { CREATE } from '../operations/create/types';
import type { QuotaLedger } from '../quotas';
import {
  beginDeletion,
  recordDeletionRequest,
  setEndReason,
} from './beginDeletion';
import { findEnvironment } from './findEnvironment';

/*
 * A deletion that a person requests, whatever the state of the environment.
 *
 *   its creation waits, nothing was created          → it is deleted at once
 *   its creation waits, something may exist          → the creation is cancelled and the deletion begins
 *   another operation waits that can be cancelled    → it is cancelled and the deletion begins
 *   an operation runs that can be cancelled          → its worker is asked to stop, and queues the deletion (Settlement.cancelled)
 *   an operation is open that cannot be cancelled    → a conflict: the deletion has to wait for its end
 *   it exists                                        → the deletion begins
 *   it is being deleted, or deleted                  → nothing is left to do
 *
 * The open operation is written first. A worker that claims or settles it writes the same row, so one of the two is first and the other
 * sees what it did.
 */

/** What exists: its deletion may begin at any time. What is being created is stopped first. */
export const deletableStates = statesWhere(canDelete);

export interface Deletion {
  environmentId: string;
  endReason: EndReason;
  reason?: string;
  actor?: string;
  /** Whether only an unfinished create may be cancelled. */
  onlyUnfinished?: boolean;
  at: string;
}

/** A deletion with its timeline message. */
type ToldDeletion = Deletion & { message: string };

/** The dependencies of a deletion. */
interface DeletionOptions {
  ledger: QuotaLedger;
  events: EventRecorder;
  operations: DatabaseOperationQueue;
}

/**
 * Cancels what is queued, stops what is being created, deletes what exists.
 *
 * @throws ConflictError when the environment cannot be deleted now, or only its creation was to be cancelled and is over
 */
export async function deleteEnvironment(
  transaction: Knex.Transaction,
  deletion: Deletion,
  options: DeletionOptions,
): Promise<void> {
  const cancelled = await options.operations.cancel(transaction, {
    environmentId: deletion.environmentId,
    type: deletion.onlyUnfinished ? CREATE : undefined,
  });
  if (cancelled.kind === 'none') {
    return deleteStanding(transaction, deletion, options);
  }
  const isCreation = cancelled.operation.type === CREATE;
  if (cancelled.kind === 'stopping') {
    return stopRunning(
      transaction,
      isCreation ? cancellation(deletion) : request(deletion),
      options,
    );
  }
  return isCreation
    ? endCreation(transaction, cancellation(deletion), options)
    : deleteStanding(transaction, deletion, options);
}

/** Deleting what is not created yet cancels it. */
function cancellation(deletion: Deletion): ToldDeletion {
  const { endReason, reason } = deletion;
  return {
    ...deletion,
    endReason: endReason === 'DeletedByUser' ? 'Cancelled' : endReason,
    message: reason ? `Cancelled: ${reason}` : 'Cancelled',
  };
}

function request(deletion: Deletion): ToldDeletion {
  const { reason } = deletion;
  return {
    ...deletion,
    message: reason ? `Deletion requested: ${reason}` : 'Deletion requested',
  };
}

async function stopRunning(
  transaction: Knex.Transaction,
  deletion: ToldDeletion,
  options: DeletionOptions,
): Promise<void> {
  if (await setEndReason(transaction, deletion)) {
    await recordDeletionRequest(transaction, { ...deletion, ...options });
  }
}

/** No worker held the creation: if it never began, the environment is deleted at once; otherwise its deletion begins. */
async function endCreation(
  transaction: Knex.Transaction,
  deletion: ToldDeletion,
  options: DeletionOptions,
): Promise<void> {
  const { environmentId, at } = deletion;
  if (await wasBegun(transaction, environmentId)) {
    // A retry waits in Queued, and parts of the first attempt may exist.
    await transitionEnvironment(transaction, {
      id: environmentId,
      from: 'Queued',
      to: 'Provisioning',
      at,
    });
    await mustBegin(transaction, deletion, ['Provisioning'], options);
  } else {
    await endUnbuilt(transaction, deletion, options);
  }
}

async function endUnbuilt(
  transaction: Knex.Transaction,
  deletion: ToldDeletion,
  options: DeletionOptions,
): Promise<void> {
  const { environmentId, endReason, at } = deletion;
  const outcome = await transitionEnvironment(transaction, {
    id: environmentId,
    from: 'Queued',
    to: 'Deprovisioned',
    at,
    changes: { end_reason: endReason, ended_at: at },
  });
  if (outcome === 'lost') {
    throw new ConflictError(
      'The environment changed at the same moment; reload it and try again',
    );
  }
  await endLease(transaction, { environmentId });
  await options.ledger.release(transaction, {
    holder: { kind: 'environment', id: environmentId },
    at,
  });
  await recordDeletionRequest(transaction, { ...deletion, ...options });
  await options.events.record(transaction, {
    type: 'EnvironmentDeprovisioned',
    environmentId,
    message: 'Cancelled before anything was built',
    at,
  });
}

async function deleteStanding(
  transaction: Knex.Transaction,
  deletion: Deletion,
  options: DeletionOptions,
): Promise<void> {
  const { environmentId, onlyUnfinished } = deletion;
  const { state } = await findEnvironment(transaction, environmentId);
  if (isBeingDeleted(state) || isGone(state)) {
    return;
  }
  if (onlyUnfinished) {
    throw new ConflictError(
      `There is no creation to cancel any more: the state of the environment is ${environmentStateLabels[state]}`,
    );
  }
  await mustBegin(transaction, request(deletion), deletableStates, options);
}

async function mustBegin(
  transaction: Knex.Transaction,
  deletion: ToldDeletion,
  from: EnvironmentState[],
  options: DeletionOptions,
): Promise<void> {
  const outcome = await beginDeletion(transaction, {
    ...deletion,
    ...options,
    from,
  });
  if (outcome === 'lost') {
    throw new ConflictError(
      'The environment changed at the same moment; try again',
    );
  }
}

async function wasBegun(
  transaction: Knex.Transaction,
  environmentId: string,
): Promise<boolean> {
  const begun = await transaction<OperationRow>('operations')
    .where('environment_id', environmentId)
    .whereNotNull('started_at')
    .first('id');
  return begun !== undefined;
}
