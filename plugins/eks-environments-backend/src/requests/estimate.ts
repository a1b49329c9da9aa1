import type {
  CostEstimate,
  MoneyBand,
  PlanSize,
} from 'backstage-plugin-eks-environments-common';
import type {
  HourlyRates,
  ProvisionerPlan,
  ResourceShape,
} from 'backstage-plugin-eks-environments-node';
import { Duration } from 'luxon';
import type { CountedSize } from '../serviceConfig';
import { toMoney } from '../util/money';

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

function toBand({ min, desired, max }: HourlyRates, hours: number): MoneyBand {
  const times = (hourly: number) => toMoney(hourly * hours);
  return { min: times(min), desired: times(desired), max: times(max) };
}
