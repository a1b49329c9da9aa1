import type {
  EndReason,
  EnvironmentState,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import {
  hasPendingRequest,
  withdrawPendingRequests,
} from '../approvals/pendingRequests';
import {
  type EnvironmentRow,
  type TransitionOutcome,
  transitionEnvironment,
} from '../database';
import type { EventRecorder } from '../events/types';
import { endLease, type LeaseAsRead } from '../leases/endLease';
import type { DatabaseOperationQueue } from '../operations';
import { DELETE } from '../operations/delete';
import type { QuotaLedger } from '../quotas';

/**
 * Moves an environment that exists to Deprovisioning and queues its deletion. A running operation is stopped first; its worker then queues
 * the deletion.
 *
 * @returns 'lost' when the environment is in none of the states, its lease was moved, or a revision was requested at the same moment; then
 *   the transaction must be rolled back
 */
export async function beginDeletion(
  transaction: Knex.Transaction,
  options: {
    environmentId: string;
    from: EnvironmentState[];
    endReason: EndReason;
    message: string;
    actor?: string;
    /** If given, the deletion begins only while the lease is unchanged. */
    lease?: LeaseAsRead;
    ledger: QuotaLedger;
    events: EventRecorder;
    operations: DatabaseOperationQueue;
    at: string;
  },
): Promise<TransitionOutcome> {
  const { environmentId, from, endReason, at } = options;
  const cancelled = await options.operations.cancel(transaction, {
    environmentId,
  });
  await withdrawPendingRequests(transaction, options);
  if (cancelled.kind === 'stopping') {
    return deleteAfterStop(transaction, options);
  }
  const outcome = await transitionEnvironment(transaction, {
    id: environmentId,
    from,
    to: 'Deprovisioning',
    at,
    changes: { failure: null },
  });
  if (outcome === 'lost') {
    return outcome;
  }
  // A revision that was requested while this transaction waited for the environment. Ending it here would lock the rows in the opposite
  // order of a decision.
  if (await hasPendingRequest(transaction, environmentId)) {
    return 'lost';
  }
  await setEndReason(transaction, { environmentId, endReason });
  const ended = await endLease(transaction, {
    environmentId,
    asRead: options.lease,
  });
  if (ended === 'lost') {
    return ended;
  }
  await options.operations.enqueue(transaction, {
    environmentId,
    type: DELETE,
  });
  await recordDeletionRequest(transaction, options);
  return outcome;
}

/** Records the deletion for the worker that has to stop. */
async function deleteAfterStop(
  transaction: Knex.Transaction,
  options: Parameters<typeof beginDeletion>[1],
): Promise<TransitionOutcome> {
  const { environmentId, from, at } = options;
  const found = await transaction<EnvironmentRow>('environments')
    .where('id', environmentId)
    .whereIn('state', from)
    .update({ updated_at: at });
  if (found === 0) {
    return 'lost';
  }
  await setEndReason(transaction, options);
  const ended = await endLease(transaction, {
    environmentId,
    asRead: options.lease,
  });
  if (ended === 'lost') {
    return ended;
  }
  await recordDeletionRequest(transaction, options);
  return 'done';
}

/** Records on the timeline that a person, or the end of the lease, requested the deletion. */
export async function recordDeletionRequest(
  transaction: Knex.Transaction,
  options: {
    environmentId: string;
    endReason: EndReason;
    message: string;
    actor?: string;
    events: EventRecorder;
    at: string;
  },
): Promise<void> {
  const { environmentId, endReason, message, actor, events, at } = options;
  await events.record(transaction, {
    type: 'DeletionRequested',
    environmentId,
    actor,
    message,
    data: { endReason },
    at,
  });
}

/** Sets the end reason; the first one stays. @returns whether it was set now */
export async function setEndReason(
  transaction: Knex.Transaction,
  options: { environmentId: string; endReason: EndReason },
): Promise<boolean> {
  const changed = await transaction<EnvironmentRow>('environments')
    .where('id', options.environmentId)
    .whereNull('end_reason')
    .update({ end_reason: options.endReason });
  return changed === 1;
}
