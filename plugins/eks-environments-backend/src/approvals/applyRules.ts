import { toError } from '@backstage/errors';
import type {
  PlanApproval,
  PlanApprovalStep,
} from 'backstage-plugin-eks-environments-common';
import type {
  ApprovalDemand,
  ApprovalPlan,
  ApprovalRequester,
  ApprovalRule,
  ApprovalStep,
} from 'backstage-plugin-eks-environments-node';
import { normalizeEntityRef } from '../util/entityRef';

/** A rule that did not say who has to approve. */
export interface FailedRule {
  /** Id of the rule. */
  rule: string;
  error: Error;
}

/** What the rules demand together. A request must not be stored if a rule failed. */
export interface AppliedRules {
  approval: PlanApproval;
  failed: FailedRule[];
}

type Demand =
  | { kind: 'none'; reason?: string }
  | { kind: 'steps'; reason: string; steps: PlanApprovalStep[] };

type Applied = Demand | ({ kind: 'failed' } & FailedRule);

/**
 * The combined demands of all rules on a request. A person decides in place of a rule that failed, so a defect never leads to an approval by
 * policy.
 *
 * @param options - `platformEngineers` decide in steps that name no approvers
 */
export function applyRules(
  rules: readonly ApprovalRule[],
  plan: ApprovalPlan,
  options: { requester: ApprovalRequester; platformEngineers: string[] },
): AppliedRules {
  const applied = rules.map(rule => applyRule(rule, plan, options.requester));
  const demands = applied.map(inPlaceOfFailed);
  const steps = demands.flatMap(demand =>
    demand.kind === 'none' ? [] : demand.steps,
  );
  const mode = steps.length > 0 ? 'person' : 'automatic';
  const decisive = mode === 'person' ? 'steps' : 'none';
  const reasons = demands.flatMap(({ kind, reason }) =>
    kind === decisive && reason !== undefined ? [reason] : [],
  );
  return {
    approval: {
      mode,
      rule: reasons.join('. '),
      steps: steps.map(step =>
        step.approvers.length > 0
          ? step
          : { ...step, approvers: options.platformEngineers },
      ),
    },
    failed: applied.filter(each => each.kind === 'failed'),
  };
}

function applyRule(
  rule: ApprovalRule,
  plan: ApprovalPlan,
  requester: ApprovalRequester,
): Applied {
  try {
    return checkedDemand(rule.id, rule.apply(plan, requester));
  } catch (error) {
    return { kind: 'failed', rule: rule.id, error: toError(error) };
  }
}

function inPlaceOfFailed(applied: Applied): Demand {
  if (applied.kind !== 'failed') {
    return applied;
  }
  const { rule } = applied;
  const reason = `The approval rule ${rule} failed`;
  return {
    kind: 'steps',
    reason,
    steps: [{ rule, reason, approvers: [], quorum: 1 }],
  };
}

/** @throws Error for what a rule must not return */
function checkedDemand(rule: string, demand: ApprovalDemand): Demand {
  switch (demand.kind) {
    case 'none':
      return demand;
    case 'steps':
      if (demand.steps.length === 0) {
        throw new Error('It returned no step; without one, return kind: none');
      }
      return {
        kind: 'steps',
        reason: demand.reason,
        steps: demand.steps.map(step => ({
          rule,
          reason: demand.reason,
          ...checkedStep(step),
        })),
      };
    default:
      throw new Error(
        `The kind of what it returned must be none or steps, not ${
          (demand satisfies never as ApprovalDemand).kind
        }`,
      );
  }
}

function checkedStep({
  approvers,
  quorum = 1,
}: ApprovalStep): Pick<PlanApprovalStep, 'approvers' | 'quorum'> {
  if (!Number.isInteger(quorum) || quorum < 1) {
    throw new Error(
      `The quorum of a step must be a whole number from 1 on, not ${quorum}`,
    );
  }
  // Claims have the format of the catalog; a rule may write references as people do.
  return {
    approvers: approvers.map(approver => normalizeEntityRef(approver)),
    quorum,
  };
}
