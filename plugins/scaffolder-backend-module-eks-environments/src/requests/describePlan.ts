import { InputError } from '@backstage/errors';
import type { Plan } from 'backstage-plugin-eks-environments-common';

/** A plan as lines of a task's log. */
export function describePlan(plan: Plan): string[] {
  const { blueprint, region, cost, lease, approval, quota, findings } = plan;
  return [
    `Plan for ${blueprint.name}@${blueprint.version}${
      region ? ` in ${region}` : ''
    }, lease ${lease.duration}`,
    ...(cost
      ? [
          `Cost: ${cost.hourly.desired.amount} ${cost.hourly.desired.currency} per hour, ${cost.lease.desired.amount} ${cost.lease.desired.currency} for the lease`,
        ]
      : []),
    ...quota.map(
      ({ scope, dimension, before, after, limit }) =>
        `Quota of ${scope}: ${dimension} ${before} → ${after} of ${limit}`,
    ),
    approval.mode === 'automatic'
      ? `Approved by policy: ${approval.rule}`
      : `Needs one of ${approval.approvers.join(', ')}: ${approval.rule}`,
    ...findings.map(
      ({ severity, field, message }) =>
        `${severity}${field ? ` (${field})` : ''}: ${message}`,
    ),
  ];
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
