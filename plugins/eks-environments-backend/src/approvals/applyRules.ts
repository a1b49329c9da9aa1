import type {
  PlanApproval,
  PlanApprovalStep,
} from 'backstage-plugin-eks-environments-common';
import type {
  ApprovalPlan,
  ApprovalRequester,
  ApprovalRule,
} from 'backstage-plugin-eks-environments-node';

/**
 * The combined demands of all rules on a request.
 *
 * @param options - `platformEngineers` decide in steps that name no approvers
 */
export function applyRules(
  rules: readonly ApprovalRule[],
  plan: ApprovalPlan,
  options: { requester: ApprovalRequester; platformEngineers: string[] },
): PlanApproval {
  const applied = rules.map(rule => ({
    id: rule.id,
    demand: rule.apply(plan, options.requester),
  }));
  const steps = applied.flatMap(({ id, demand }) =>
    demand.kind === 'none'
      ? []
      : demand.steps.map(
          ({ approvers, quorum = 1 }): PlanApprovalStep => ({
            rule: id,
            reason: demand.reason,
            approvers:
              approvers.length > 0 ? approvers : options.platformEngineers,
            quorum: checkedQuorum(id, quorum),
          }),
        ),
  );
  const mode = steps.length > 0 ? 'person' : 'automatic';
  const decisive = mode === 'person' ? 'steps' : 'none';
  const reasons = applied.flatMap(({ demand }) =>
    demand.kind === decisive && demand.reason !== undefined
      ? [demand.reason]
      : [],
  );
  return { mode, rule: reasons.join('. '), steps };
}

function checkedQuorum(rule: string, quorum: number): number {
  if (!Number.isInteger(quorum) || quorum < 1) {
    throw new Error(
      `The quorum of a step of the approval rule ${rule} must be a whole number from 1 on, not ${quorum}`,
    );
  }
  return quorum;
}
