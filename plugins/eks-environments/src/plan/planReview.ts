import {
  formatEntityName,
  type Plan,
} from 'backstage-plugin-eks-environments-common';
import { formatLongDuration, formatMoney } from '../format';
import type { Translate } from '../translation';
import { costPeriod } from './costPeriod';
import { sizeText } from './sizeText';

const FIELDS = ['owner', 'lease', 'size', 'cost', 'approval'] as const;

/** What the form's review shows of a plan; each text can be read without the plan. */
export type PlanReview = Partial<Record<(typeof FIELDS)[number], string>>;

/** Whether two reviews say the same. */
export function isSameReview(a: PlanReview, b: PlanReview): boolean {
  return FIELDS.every(field => a[field] === b[field]);
}

/**
 * The plan in words, as the form's review shows it beside the fields.
 *
 * @param owner - entity reference
 */
export function planReview(
  plan: Plan,
  owner: string | undefined,
  t: Translate,
): PlanReview {
  const { cost, size, lease } = plan;
  const isLowerBound = cost !== undefined && cost.unpriced.length > 0;
  return {
    ...(owner && { owner: formatEntityName(owner) }),
    ...(lease && { lease: formatLongDuration(lease.duration, t) }),
    ...(size && { size: sizeText(size, t) }),
    ...(cost && {
      cost: t('plan.review.cost', {
        hourly: formatMoney(cost.hourly.desired, t, {
          period: 'hour',
          isLowerBound,
        }),
        lease: formatMoney(cost.lease.desired, t, {
          period: costPeriod(plan),
          isLowerBound,
        }),
      }),
    }),
    approval: approvalText(plan.approval, t),
  };
}

function approvalText({ mode, steps }: Plan['approval'], t: Translate): string {
  if (mode === 'automatic') {
    return t('plan.review.byPolicy');
  }
  return t('plan.review.needs', {
    approvers: steps
      .map(step => approversText(step, t))
      .reduce((first, next) => t('plan.review.then', { first, next })),
  });
}

function approversText(
  { approvers, quorum }: Plan['approval']['steps'][number],
  t: Translate,
): string {
  if (approvers.length === 0) {
    return t('plan.people', { count: quorum });
  }
  const names = approvers
    .map(formatEntityName)
    .reduce((first, last) => t('plan.review.or', { first, last }));
  return t(quorum === 1 ? 'plan.oneOf' : 'plan.someOf', {
    number: quorum,
    approvers: names,
  });
}
