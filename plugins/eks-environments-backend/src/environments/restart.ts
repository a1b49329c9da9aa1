import type { Knex } from 'knex';
import { type OperationRow, transitionEnvironment } from '../database';
import { insertOperation } from '../engine/insertOperation';
import { setFailureDeadline, silenceLease } from '../leases/failureDeadline';

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
    kind: 'Create' | 'Delete';
    /** How often people will have tried the create again; left out, as before. */
    retries?: number;
    at: string;
  },
): Promise<RestartEvent | undefined> {
  const { environmentId, kind, retries, at } = options;
  const outcome = await transitionEnvironment(transaction, {
    id: environmentId,
    from:
      kind === 'Create'
        ? 'ProvisioningFailed'
        : ['DeprovisioningFailed', 'Quarantined'],
    to: kind === 'Create' ? 'Queued' : 'Deprovisioning',
    at,
    changes: { failure: null, retries },
  });
  if (outcome === 'lost') {
    return undefined;
  }
  await (kind === 'Create'
    ? setFailureDeadline(transaction, { environmentId, at })
    : silenceLease(transaction, environmentId));
  await insertOperation(transaction, {
    environmentId,
    kind,
    fromScratch: await isFromScratch(transaction, environmentId, kind),
    at,
  });
  return kind === 'Create' ? 'ProvisioningRetried' : 'DeprovisioningRetried';
}

/** Whether the create that failed had still to delete what was made of earlier values. */
async function isFromScratch(
  transaction: Knex.Transaction,
  environmentId: string,
  kind: 'Create' | 'Delete',
): Promise<boolean> {
  const last = await transaction<OperationRow>('operations')
    .where({ environment_id: environmentId, kind })
    .orderBy('id', 'desc')
    .first('from_scratch');
  return Boolean(last?.from_scratch);
}
