import { ConflictError } from '@backstage/errors';
import {
  type EndReason,
  type EnvironmentState,
  environmentStateLabels,
  environmentStates,
  isTransition,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import {
  type OperationRow,
  transitionEnvironment,
  transitionOperation,
} from '../database';
import type { EventRecorder } from '../events/types';
import type { QuotaLedger } from '../quotas';
import {
  beginDeletion,
  recordDeletionRequest,
  setEndReason,
} from './beginDeletion';
import { findEnvironment } from './findEnvironment';

/*
 * A deletion that somebody asks for, whatever the environment is at just then.
 *
 *   its create waits, and nothing was built     → it is gone at once
 *   its create waits, and something may stand   → the create is cancelled and the deletion begins
 *   its create runs                             → the worker is asked to stop; it leaves the deletion behind (Settlement.cancelled)
 *   it stands                                   → the deletion begins
 *   it is being deleted, or gone                → nothing is left to do
 *
 * The Create operation is written first. A worker that claims it, or settles it as Ready, writes the same row, so one of the two is first
 * and the other sees what it did.
 */

/** What stands: a deletion of it may begin at any time. What is being built is stopped first. */
const deletableStates = (
  Object.keys(environmentStates) as EnvironmentState[]
).filter(
  state =>
    state !== 'Provisioning' &&
    isTransition(environmentStates, state, 'Deprovisioning'),
);

/** A deletion as it is asked for. */
export interface Deletion {
  environmentId: string;
  endReason: EndReason;
  reason?: string;
  actor?: string;
  /** Whether only a create that is not over may be cancelled. */
  onlyUnfinished?: boolean;
  at: string;
}

/** A deletion with what the timeline says of it. */
type ToldDeletion = Deletion & { message: string };

/** What a deletion is written with. */
interface DeletionOptions {
  ledger: QuotaLedger;
  events: EventRecorder;
}

/**
 * Cancels what is queued, stops what is being built, deletes what stands.
 *
 * @throws ConflictError when the environment can't be deleted now, or was to be cancelled and is past that
 */
export async function deleteEnvironment(
  transaction: Knex.Transaction,
  deletion: Deletion,
  options: DeletionOptions,
): Promise<void> {
  const create = await askCreateToStop(transaction, deletion.environmentId);
  switch (create?.state) {
    case 'Running':
      return stopBuilding(transaction, cancellation(deletion), options);
    case 'Pending':
      return cancelPending(
        transaction,
        create.id,
        cancellation(deletion),
        options,
      );
    default:
      return deleteStanding(transaction, deletion, options);
  }
}

/** Who deletes what is not built yet cancels it. */
function cancellation(deletion: Deletion): ToldDeletion {
  const { endReason, reason } = deletion;
  return {
    ...deletion,
    endReason: endReason === 'DeletedByUser' ? 'Cancelled' : endReason,
    message: reason ? `Cancelled: ${reason}` : 'Cancelled',
  };
}

/** Tells whoever builds the environment to stop. @returns the open Create operation, or undefined when there is none */
async function askCreateToStop(
  transaction: Knex.Transaction,
  environmentId: string,
): Promise<Pick<OperationRow, 'id' | 'state'> | undefined> {
  const [create] = await transaction<OperationRow>('operations')
    .where({ environment_id: environmentId, kind: 'Create' })
    .whereIn('state', ['Pending', 'Running'])
    .update({ cancel_requested: true })
    .returning(['id', 'state']);
  return create;
}

async function stopBuilding(
  transaction: Knex.Transaction,
  deletion: ToldDeletion,
  options: DeletionOptions,
): Promise<void> {
  if (await setEndReason(transaction, deletion)) {
    await recordDeletionRequest(transaction, { ...deletion, ...options });
  }
}

/** No worker holds the operation: what was never begun is gone at once, what was begun is deleted. */
async function cancelPending(
  transaction: Knex.Transaction,
  operationId: string,
  deletion: ToldDeletion,
  options: DeletionOptions,
): Promise<void> {
  const { environmentId, at } = deletion;
  await transitionOperation(transaction, {
    id: operationId,
    from: 'Pending',
    to: 'Cancelled',
    changes: { finished_at: at },
  });
  if (await wasBegun(transaction, environmentId)) {
    // A retry waits in Queued, and something of the first try may stand.
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
  await transitionEnvironment(transaction, {
    id: environmentId,
    from: 'Queued',
    to: 'Deprovisioned',
    at,
    changes: { end_reason: endReason, ended_at: at },
  });
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
  const { environmentId, reason, onlyUnfinished } = deletion;
  const { state } = await findEnvironment(transaction, environmentId);
  if (state === 'Deprovisioning' || state === 'Deprovisioned') {
    return;
  }
  if (onlyUnfinished) {
    throw new ConflictError(
      `There is no creation to cancel any more: the state of the environment is ${environmentStateLabels[state]}`,
    );
  }
  const message = reason
    ? `Deletion requested: ${reason}`
    : 'Deletion requested';
  await mustBegin(
    transaction,
    { ...deletion, message },
    deletableStates,
    options,
  );
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
