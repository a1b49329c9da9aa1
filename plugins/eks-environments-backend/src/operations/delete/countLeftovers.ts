import type {
  DeleteResult,
  OperationTransaction,
  ResourceShape,
} from 'backstage-plugin-eks-environments-node';
import { changeRate } from '../../costs';
import type { QuotaLedger } from '../../quotas';

/** Something without capacity or a known price. */
const NO_CAPACITY: ResourceShape = {
  largest: { nodes: 0, vcpu: 0, memoryGib: 0 },
  unknownSize: [],
  hourlyCost: 0,
  unpriced: [],
};

/**
 * Counts no longer what a deletion removed, although it left something. The environment still counts as one, and the leftovers that cost
 * money are listed as not in its cost.
 *
 * @returns what people read of it
 */
export async function countLeftovers(
  { knex, at }: Pick<OperationTransaction, 'knex' | 'at'>,
  environmentId: string,
  {
    leftovers,
    ledger,
  }: Pick<DeleteResult, 'leftovers'> & { ledger: QuotaLedger },
): Promise<string> {
  if (leftovers === undefined) {
    return 'Cost and quota keep counting, because it is not known what is left';
  }
  await changeRate(knex, {
    environmentId,
    rate: { hourlyCost: 0, items: '[]', unpriced: JSON.stringify(leftovers) },
    at,
  });
  await ledger.shrink(knex, {
    holder: { kind: 'environment', id: environmentId },
    shape: NO_CAPACITY,
    at,
  });
  return leftovers.length === 0
    ? 'Nothing that is left costs money, so cost and capacity no longer count'
    : 'Cost and capacity no longer count; the price of what is left is unknown';
}
