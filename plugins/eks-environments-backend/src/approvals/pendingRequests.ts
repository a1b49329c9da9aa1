import type { Knex } from 'knex';
import { type RequestRow, transitionRequest } from '../database';
import { eventText } from '../events/eventText';
import type { EventRecorder } from '../events/types';
import type { QuotaLedger } from '../quotas';
import { skipSteps } from './steps';

/**
 * Whether a request about an environment waits for a decision.
 *
 * @param type - only of this type; otherwise of any
 */
export async function hasPendingRequest(
  knex: Knex,
  environmentId: string,
  type?: string,
): Promise<boolean> {
  const waiting = await knex<RequestRow>('requests')
    .where({ environment_id: environmentId, state: 'PendingApproval' })
    .modify(query => {
      if (type !== undefined) {
        query.where({ type });
      }
    })
    .first('id');
  return waiting !== undefined;
}

/**
 * Withdraws the undecided requests about an environment that is to be deleted, before the environment is locked. What follows is written
 * after that ({@link releaseWithdrawn}).
 *
 * @returns the ids of those that were withdrawn
 */
export async function withdrawPendingRequests(
  transaction: Knex.Transaction,
  { environmentId, at }: { environmentId: string; at: string },
): Promise<string[]> {
  const withdrawn: string[] = [];
  const waiting = await transaction<RequestRow>('requests')
    .where({ environment_id: environmentId, state: 'PendingApproval' })
    .select('id');
  for (const { id } of waiting) {
    const outcome = await transitionRequest(transaction, {
      id,
      from: 'PendingApproval',
      to: 'Cancelled',
      at,
    });
    if (outcome === 'done') {
      withdrawn.push(id);
    }
  }
  return withdrawn;
}

/** Ends the steps and the reservations of withdrawn requests. */
export async function releaseWithdrawn(
  transaction: Knex.Transaction,
  requestIds: readonly string[],
  options: { ledger: QuotaLedger; events: EventRecorder; at: string },
): Promise<void> {
  const { ledger, events, at } = options;
  for (const id of requestIds) {
    await skipSteps(transaction, id);
    await ledger.release(transaction, { holder: { kind: 'request', id }, at });
    await events.record(transaction, {
      type: 'RequestCancelled',
      requestId: id,
      ...eventText('withdrawn-by-deletion'),
      at,
    });
  }
}
