import type { OperationQueue } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { type OperationRow, transitionEnvironment } from '../database';
import { endLease } from '../leases/endLease';
import { setFailureDeadline } from '../leases/failureDeadline';
import {
  CREATE,
  type CreateCheckpoint,
  type CreateInput,
} from '../operations/create';
import { DELETE } from '../operations/delete';

/** What the timeline calls another try. */
export type RestartEvent = 'ProvisioningRetried' | 'DeprovisioningRetried';

/**
 * Tries a create or a deletion that failed again, and leaves the work to the engine.
 *
 * @returns the event that says so, or undefined when no such thing failed; nothing was changed then
 */
export async function restart(
  transaction: Knex.Transaction,
  options: {
    environmentId: string;
    type: typeof CREATE | typeof DELETE;
    operations: OperationQueue;
    /** How often people will have tried the create again; left out, as before. */
    retries?: number;
    at: string;
  },
): Promise<RestartEvent | undefined> {
  const { environmentId, type, operations, retries, at } = options;
  const outcome = await transitionEnvironment(transaction, {
    id: environmentId,
    from:
      type === CREATE
        ? 'ProvisioningFailed'
        : ['DeprovisioningFailed', 'Quarantined'],
    to: type === CREATE ? 'Queued' : 'Deprovisioning',
    at,
    changes: { failure: null, retries },
  });
  if (outcome === 'lost') {
    return undefined;
  }
  await (type === CREATE
    ? setFailureDeadline(transaction, { environmentId, at })
    : endLease(transaction, { environmentId }));
  await operations.enqueue(transaction, {
    environmentId,
    type,
    input:
      type === CREATE
        ? { fromScratch: await isFromScratch(transaction, environmentId) }
        : {},
  });
  return type === CREATE ? 'ProvisioningRetried' : 'DeprovisioningRetried';
}

/** Whether the create that failed had still to delete what was made of earlier values. */
async function isFromScratch(
  transaction: Knex.Transaction,
  environmentId: string,
): Promise<boolean> {
  const last = await transaction<OperationRow>('operations')
    .where({ environment_id: environmentId, type: CREATE })
    .orderBy('id', 'desc')
    .first('input', 'checkpoint');
  if (!last) {
    return false;
  }
  const { fromScratch }: CreateInput = JSON.parse(last.input);
  const { cleared }: CreateCheckpoint = JSON.parse(last.checkpoint);
  return fromScratch && !cleared;
}
