import type {
  CodedText,
  DeleteResult,
  OperationTransaction,
  ResourceShape,
} from 'backstage-plugin-eks-environments-node';
import { changeRate } from '../../costs';
import { eventText } from '../../events/eventText';
import type { QuotaLedger } from '../../quotas';

/** Something without capacity or a known price. */
const NO_CAPACITY: ResourceShape = {
  largest: { nodes: 0, vcpu: 0, memoryGib: 0 },
  unknownSize: [],
  hourlyCost: 0,
  unpriced: [],
};

/**
 * Releases the capacity and the cost of what a deletion removed, although there are leftovers. The environment itself still counts as one,
 * and leftovers that cost money are listed as not included in its cost.
 *
 * @returns a sentence for the timeline
 */
export async function countLeftovers(
  { knex, at }: Pick<OperationTransaction, 'knex' | 'at'>,
  environmentId: string,
  {
    leftovers,
    ledger,
  }: Pick<DeleteResult, 'leftovers'> & { ledger: QuotaLedger },
): Promise<CodedText> {
  if (leftovers === undefined) {
    return eventText('leftovers-unknown');
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
    ? eventText('leftovers-free')
    : eventText('leftovers-unpriced');
}
