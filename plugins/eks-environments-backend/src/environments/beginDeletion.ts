import type {
  EndReason,
  EnvironmentState,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import {
  type EnvironmentRow,
  type TransitionOutcome,
  transitionEnvironment,
} from '../database';
import { insertOperation } from '../engine/insertOperation';
import type { EventRecorder } from '../events/types';
import { silenceLease } from '../leases/failureDeadline';
import type { QuotaLedger } from '../quotas';
import { withdrawReplans } from '../requests/withdrawReplans';
import { hasPendingReplan } from './rebuild';

/**
 * Moves an environment that stands to Deprovisioning and leaves the work to the engine.
 *
 * @returns 'lost' when the environment is in none of the states, or other values for it were asked at the same moment; the transaction must be rolled back then
 */
export async function beginDeletion(
  transaction: Knex.Transaction,
  options: {
    environmentId: string;
    from: EnvironmentState[];
    endReason: EndReason;
    message: string;
    actor?: string;
    ledger: QuotaLedger;
    events: EventRecorder;
    at: string;
  },
): Promise<TransitionOutcome> {
  const { environmentId, from, endReason, at } = options;
  await withdrawReplans(transaction, options);
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
  // One that was made while this waited for the environment. To end it here would take the rows in the other order than a decision does.
  if (await hasPendingReplan(transaction, environmentId)) {
    return 'lost';
  }
  await setEndReason(transaction, { environmentId, endReason });
  await silenceLease(transaction, environmentId);
  await insertOperation(transaction, { environmentId, kind: 'Delete', at });
  await recordDeletionRequest(transaction, options);
  return outcome;
}

/** Says on the timeline that somebody, or the lease, wants the environment deleted. */
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

/** Why it ends stays what it was first. @returns whether it was set now */
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
