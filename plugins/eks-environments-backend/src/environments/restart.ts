import {
  hasCreationFailed,
  hasDeletionFailed,
  statesWhere,
} from 'backstage-plugin-eks-environments-common';
import type {
  CreateCheckpoint,
  CreateInput,
  OperationQueue,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { type OperationRow, transitionEnvironment } from '../database';
import { endLease } from '../leases/endLease';
import { setFailureDeadline } from '../leases/failureDeadline';
import { CREATE } from '../operations/create';
import { DELETE } from '../operations/delete';

/** The timeline events of a retry. */
export type RestartEvent = 'ProvisioningRetried' | 'DeprovisioningRetried';

/**
 * Retries a failed create or deletion by queuing it again.
 *
 * @returns the event for the timeline, or undefined when no such operation failed; then nothing was changed
 * @throws ConflictError when an operation of the environment is open
 */
export async function restart(
  transaction: Knex.Transaction,
  options: {
    environmentId: string;
    type: typeof CREATE | typeof DELETE;
    operations: OperationQueue;
    /** How often people retried the create, this time included. Omitted: unchanged. */
    retries?: number;
    at: string;
  },
): Promise<RestartEvent | undefined> {
  const { environmentId, type, operations, retries, at } = options;
  const outcome = await transitionEnvironment(transaction, {
    id: environmentId,
    from: statesWhere(type === CREATE ? hasCreationFailed : hasDeletionFailed),
    to: type === CREATE ? 'Queued' : 'Deprovisioning',
    at,
    changes: { failure: null, retries },
  });
  if (outcome === 'lost') {
    return undefined;
  }
  await operations.enqueue(transaction, {
    environmentId,
    type,
    input:
      type === CREATE
        ? { fromScratch: await isFromScratch(transaction, environmentId) }
        : {},
  });
  await (type === CREATE
    ? setFailureDeadline(transaction, { environmentId, at })
    : endLease(transaction, { environmentId }));
  return type === CREATE ? 'ProvisioningRetried' : 'DeprovisioningRetried';
}

/** Whether the failed create still had to delete what was created with earlier values. */
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
