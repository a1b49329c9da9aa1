import type {
  CostEstimate,
  Money,
  MoneyBand,
} from 'backstage-plugin-eks-environments-common';
import type {
  HourlyRates,
  ProvisionerCost,
} from 'backstage-plugin-eks-environments-node';
import { toMicroDollars, toMoney } from '../util/money';
import type { CostRate } from './segments';

/** Converts rates for the API, as the cost of some hours. */
export function toBand(
  { min, desired, max }: HourlyRates,
  hours: number,
): MoneyBand {
  const times = (hourly: number) => toMoney(hourly * hours);
  return { min: times(min), desired: times(desired), max: times(max) };
}

/** An estimate for a number of hours. */
export function costOfHours(
  cost: Omit<CostEstimate, 'lease'>,
  hours: number,
): CostEstimate {
  const times = ({ amount }: Money) => toMoney(toMicroDollars(amount) * hours);
  const { min, desired, max } = cost.hourly;
  return {
    ...cost,
    lease: { min: times(min), desired: times(desired), max: times(max) },
  };
}

/** The rate of what a provisioner says that something costs. */
export function toRate({ hourly, items, unpriced }: ProvisionerCost): CostRate {
  return {
    hourlyCost: hourly.desired,
    items: JSON.stringify(
      items.map(item => ({ ...item, hourly: toBand(item.hourly, 1) })),
    ),
    unpriced: JSON.stringify(unpriced),
  };
}
