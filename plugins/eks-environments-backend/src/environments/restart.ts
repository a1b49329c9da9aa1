import type { Knex } from 'knex';
import { transitionEnvironment } from '../database';
import { insertOperation } from '../engine/insertOperation';
import { silenceLease } from '../leases/failureDeadline';

/**
 * Tries a create or a deletion that failed again, and leaves the work to the engine.
 *
 * @returns the event that says so, or undefined when no such thing failed; nothing was changed then
 */
export async function restart(
  transaction: Knex.Transaction,
  options: { environmentId: string; kind: 'Create' | 'Delete'; at: string },
): Promise<'ProvisioningRetried' | 'DeprovisioningRetried' | undefined> {
  const { environmentId, kind, at } = options;
  const outcome = await transitionEnvironment(transaction, {
    id: environmentId,
    from:
      kind === 'Create'
        ? 'ProvisioningFailed'
        : ['DeprovisioningFailed', 'Quarantined'],
    to: kind === 'Create' ? 'Queued' : 'Deprovisioning',
    at,
    changes: { failure: null },
  });
  if (outcome === 'lost') {
    return undefined;
  }
  await silenceLease(transaction, environmentId);
  await insertOperation(transaction, { environmentId, kind, at });
  return kind === 'Create' ? 'ProvisioningRetried' : 'DeprovisioningRetried';
}
