import type { Knex } from 'knex';
import { skipSteps } from '../approvals/steps';
import { type RequestRow, transitionRequest } from '../database';
import type { EventRecorder } from '../events/types';
import type { QuotaLedger } from '../quotas';

/**
 * Withdraws the revisions of an environment that is to be deleted, if they wait for a decision.
 *
 * @remarks
 *
 * Called before the environment is written: a decision also writes the request first and the environment second.
 */
export async function withdrawReplans(
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
