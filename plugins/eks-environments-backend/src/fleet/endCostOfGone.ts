import {
  hasDeletionFailed,
  hasLeftovers,
  type UnpricedPart,
} from 'backstage-plugin-eks-environments-common';
import type { Inventory } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { type EnvironmentRow, lockEnvironment } from '../database';
import type { EventRecorder } from '../events/types';
import { eventText } from '../events/eventText';
import { countLeftovers } from '../operations/delete';
import type { QuotaLedger } from '../quotas';
import type { RecordedEnvironment } from './types';

/** All that is known of leftovers before a sweep. */
const NOT_SEARCHED: UnpricedPart[] = [
  {
    code: 'not-searched',
    subject: 'leftovers',
    reason: 'no sweep has searched for them yet',
  },
];

/**
 * Counts no longer what the deletion of environments removed before it failed: those of which the inventory has neither the resource nor a
 * part, so that nothing is left of what has a price. It is the rule for leftovers (`countLeftovers`). Once a sweep has run, its result
 * decides: it also finds what no inventory contains, such as instances that a controller started.
 *
 * @param environments - of the provisioner, without those that changed while the inventory was read
 * @returns the ids of those whose cost ended
 */
export async function endCostOfGone(
  transaction: Knex.Transaction,
  {
    environments,
    inventory,
  }: {
    environments: RecordedEnvironment[];
    inventory: Inventory;
  },
  {
    ledger,
    events,
    at,
  }: {
    ledger: QuotaLedger;
    events: EventRecorder;
    at: string;
  },
): Promise<string[]> {
  const existing = new Set(
    [...inventory.resources, ...inventory.parts].map(
      ({ resourceRef }) => resourceRef,
    ),
  );
  const candidates = environments.filter(
    row => isOfFailedDeletion(row) && !existing.has(row.resource_ref),
  );
  // All of them before any quota, see database/locking.ts.
  const locked: EnvironmentRow[] = [];
  for (const { id } of candidates) {
    locked.push(await lockEnvironment(transaction, id));
  }
  const gone = locked.filter(row => isOfFailedDeletion(row) && isCounted(row));
  for (const { id } of gone) {
    const counted = await countLeftovers({ knex: transaction, at }, id, {
      leftovers: NOT_SEARCHED,
      ledger,
    });
    await events.record(transaction, {
      type: 'CostEnded',
      environmentId: id,
      ...eventText('cost-ended', { counted }),
      at,
    });
  }
  return gone.map(({ id }) => id);
}

/** Whether the resource may still exist. A failed deletion with leftovers has a sweep. */
function isOfFailedDeletion({ state }: Pick<EnvironmentRow, 'state'>): boolean {
  return hasDeletionFailed(state) && !hasLeftovers(state);
}

function isCounted({
  sweep,
  hourly_cost: hourlyCost,
  unpriced,
}: EnvironmentRow): boolean {
  return (
    sweep === null &&
    (hourlyCost > 0 || unpriced !== JSON.stringify(NOT_SEARCHED))
  );
}
