import { InputError } from '@backstage/errors';
import type {
  CostEstimate,
  Money,
  Plan,
} from 'backstage-plugin-eks-environments-common';

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

/** A plan as lines of a task's log. */
export function describePlan(plan: Plan): string[] {
  const { blueprint, region, cost, lease, approval, quota, findings } = plan;
  const where = region ? ` in ${region}` : '';
  return [
    `Plan for ${blueprint.name}@${blueprint.version}${where}, lease ${lease.duration}`,
    ...(cost ? [describeCost(cost)] : []),
    ...quota.map(
      ({ scope, dimension, before, after, limit }) =>
        `Quota of ${scope}: ${dimension} ${number.format(
          before,
        )} → ${number.format(after)} of ${number.format(limit)}`,
    ),
    `Approval: ${approval.rule}`,
    ...findings.map(
      ({ severity, field, message }) =>
        `${severity}${field ? ` (${field})` : ''}: ${message}`,
    ),
  ];
}

function describeCost({ hourly, lease }: CostEstimate): string {
  return `Cost: ${describeMoney(hourly.desired)} per hour, ${describeMoney(
    lease.desired,
  )} for the lease`;
}

function describeMoney({ amount, currency }: Money): string {
  return `${number.format(Number(amount))} ${currency}`;
}

/** @throws InputError with all that is wrong, when the plan would be refused */
export function assertAcceptable({ outcome, findings }: Plan): void {
  if (outcome === 'refused') {
    const errors = findings
      .filter(({ severity }) => severity === 'error')
      .map(({ field, message }) => (field ? `${field}: ${message}` : message));
    throw new InputError(
      errors.length > 0
        ? errors.join('; ')
        : 'The request would be refused: it exceeds a quota',
    );
  }
}
