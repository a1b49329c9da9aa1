import type { Plan } from 'backstage-plugin-eks-environments-common';
import type { MoneyPeriod } from '../format';

/** What the total cost of a plan is for: a plan without a lease changes an environment that has one already. */
export function costPeriod({ lease }: Pick<Plan, 'lease'>): MoneyPeriod {
  return lease ? 'lease' : 'change';
}
