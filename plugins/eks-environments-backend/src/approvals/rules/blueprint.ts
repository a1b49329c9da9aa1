import type { UnpricedPart } from 'backstage-plugin-eks-environments-common';
import type {
  ApprovalPlan,
  ApprovalRule,
  BlueprintApproval,
} from 'backstage-plugin-eks-environments-node';
import { formatHourly } from '../formatHourly';

/**
 * The rule that each blueprint defines.
 *
 * @remarks
 *
 * An unknown cost exceeds every limit. A person decides on it, even if the blueprint leaves the decision to policy and names no approvers;
 * then platform engineers do.
 */
export const blueprintRule: ApprovalRule = {
  id: 'blueprint',
  apply(plan) {
    const { approval } = plan.blueprint;
    const reason = whyAPerson(approval, plan);
    if (reason !== undefined) {
      const steps =
        approval.mode === 'person' ? approval.steps : [{ approvers: [] }];
      return { kind: 'steps', reason, steps };
    }
    const limit = limitOf(approval);
    return {
      kind: 'none',
      reason:
        limit === undefined
          ? 'Policy approves it'
          : `Policy approves it: it costs no more than ${formatHourly(limit)}`,
    };
  },
};

/** Why policy must not decide; undefined if it may. */
function whyAPerson(
  approval: BlueprintApproval,
  { request, shape, uncounted }: ApprovalPlan,
): string | undefined {
  if (request.personDecides !== undefined) {
    return request.personDecides;
  }
  const limit = limitOf(approval);
  if (approval.mode === 'person' && limit === undefined) {
    return 'The blueprint always asks a person';
  }
  if (limit !== undefined && !shape) {
    return 'A person decides, because its cost is not known';
  }
  if (limit !== undefined && shape && shape.hourlyCost > limit) {
    return `A person decides, because it costs more than ${formatHourly(
      limit,
    )}`;
  }
  if (limit !== undefined && shape && shape.unpriced.length > 0) {
    return `A person decides, because the cost of ${subjectsOf(
      shape.unpriced,
    )} is not known`;
  }
  return uncounted.length > 0
    ? `A person decides, because a quota cannot count ${subjectsOf(uncounted)}`
    : undefined;
}

/** The limit up to which policy approves, in millionths of a dollar per hour. */
function limitOf(approval: BlueprintApproval): number | undefined {
  return approval.mode === 'person' ? approval.automaticUpTo : undefined;
}

/** Formats the first of the parts, and how many others there are. */
function subjectsOf([first, ...others]: UnpricedPart[]): string {
  switch (others.length) {
    case 0:
      return first.subject;
    case 1:
      return `${first.subject} and ${others[0].subject}`;
    default:
      return `${first.subject} and ${others.length} other parts`;
  }
}
