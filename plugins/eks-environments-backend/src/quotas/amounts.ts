import type { UnpricedPart } from 'backstage-plugin-eks-environments-common';
import type {
  QuotaDimension,
  ResourceShape,
} from 'backstage-plugin-eks-environments-node';
import { EVERYONE } from './scopes';
import type { QuotaAmount } from './types';

/** An environment counts for its requester, for its owner and for everyone. */
export function amountsOf(
  dimensions: readonly QuotaDimension[],
  shape: ResourceShape,
  people: { requester: string; owner: string },
): QuotaAmount[] {
  const measured = dimensions.map(dimension => ({
    dimension: dimension.id,
    amount: measure(dimension, shape),
  }));
  const scopes = new Set([people.requester, people.owner, EVERYONE]);
  return [...scopes].flatMap(scope =>
    measured.map(amount => ({ scope, ...amount })),
  );
}

/** The parts that the given dimensions cannot count, each once. */
export function uncountedBy(
  dimensions: readonly QuotaDimension[],
  shape: ResourceShape,
): UnpricedPart[] {
  const parts = dimensions.flatMap(
    dimension => dimension.measure(shape).uncounted,
  );
  return [...new Map(parts.map(part => [part.subject, part])).values()];
}

/** The ledger compares and adds whole numbers; anything else would make a balance differ from its reservations. */
function measure(dimension: QuotaDimension, shape: ResourceShape): number {
  const { amount } = dimension.measure(shape);
  if (!Number.isSafeInteger(amount) || amount < 0) {
    throw new Error(
      `The quota dimension ${dimension.id} must measure a whole number from 0 on, not ${amount}`,
    );
  }
  return amount;
}
