import type { Knex } from 'knex';
import { type RequestRow, transitionRequest } from '../database';
import type { EventRecorder } from '../events/types';
import type { QuotaLedger } from '../quotas';
import { skipSteps } from './steps';

/** Whether a request about an environment waits for a decision. */
export async function hasPendingRequest(
  knex: Knex,
  environmentId: string,
): Promise<boolean> {
  const waiting = await knex<RequestRow>('requests')
    .where({ environment_id: environmentId, state: 'PendingApproval' })
    .first('id');
  return waiting !== undefined;
}

/**
 * Withdraws the undecided requests about an environment that is to be deleted.
 *
 * @remarks
 *
 * Called before the environment is written: a decision also writes the request first and the environment second.
 */
export async function withdrawPendingRequests(
  transaction: Knex.Transaction,
  options: {
    environmentId: string;
    ledger: QuotaLedger;
    events: EventRecorder;
    at: string;
  },
): Promise<void> {
  const { environmentId, ledger, events, at } = options;
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
      await skipSteps(transaction, id);
      await ledger.release(transaction, {
        holder: { kind: 'request', id },
        at,
      });
      await events.record(transaction, {
        type: 'RequestCancelled',
        requestId: id,
        message: 'Withdrawn, since the environment is deleted',
        at,
      });
    }
  }
}
