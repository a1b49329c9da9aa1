import type {
  CostEstimate,
  PlanSize,
} from 'backstage-plugin-eks-environments-common';
import type {
  ProvisionerPlan,
  ResourceShape,
} from 'backstage-plugin-eks-environments-node';
import { Duration } from 'luxon';
import { toBand } from '../costs';
import type { CountedSize } from '../serviceConfig';

/** Size and cost of a planned environment, for people, approval rules and the quota ledger. */
export interface Estimate {
  size: PlanSize;
  cost: CostEstimate;
  /** How the price was computed, in sentences. */
  notes: string[];
  /** The cost with the desired nodes, as far as it is known: millionths of a dollar per hour. */
  hourlyCost: number;
  /** What quotas and approval rules count. */
  shape: ResourceShape;
}

/** What an estimate is made of. */
export type Estimated = Pick<
  Extract<ProvisionerPlan, { kind: 'planned' }>,
  'size' | 'shape' | 'cost'
>;

/**
 * Computes the cost of a lease.
 *
 * @param lease - ISO 8601 duration
 */
export function estimate(
  { size, shape, cost }: Estimated,
  { lease, countAt }: { lease: string; countAt: CountedSize },
): Estimate {
  const { hourly, items, unpriced, priceDate, priceSource, exact } = cost;
  const hours = Duration.fromISO(lease).as('hours');
  return {
    size,
    cost: {
      hourly: toBand(hourly, 1),
      lease: toBand(hourly, hours),
      items: items.map(item => ({ ...item, hourly: toBand(item.hourly, 1) })),
      unpriced,
      priceDate,
      priceSource,
      exact,
    },
    notes: cost.notes,
    hourlyCost: hourly.desired,
    shape: {
      ...shape,
      hourlyCost: countAt === 'largest' ? hourly.max : hourly.desired,
    },
  };
}
