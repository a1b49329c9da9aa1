import {
  formatEntityName,
  type PlanApproval,
  type UnpricedPart,
} from 'backstage-plugin-eks-environments-common';
import { Duration } from 'luxon';
import type { ApprovalRule, BlueprintDefinition } from '../blueprints';
import { toDollars } from '../util/money';

/** How one request is decided. */
export interface AppliedRule extends PlanApproval {
  /** When it expires undecided. */
  expiresAfter: Duration;
}

/** The rule of a blueprint in words. */
export function formatRule(rule: ApprovalRule): string {
  if (rule.mode === 'automatic') {
    return 'Policy approves within quota';
  }
  const person = `one of ${rule.approvers
    .map(formatEntityName)
    .join(', ')} approves`;
  return rule.automaticUpTo === undefined
    ? capitalized(person)
    : `Policy approves up to ${perHour(
        rule.automaticUpTo,
      )} within quota; above that, or where the cost is not known, ${person}`;
}

/** What an approval rule goes by. */
export interface CountedCost {
  /** Millionths of a dollar per hour, as far as it is known. */
  hourly: number;
  /** What is not in it. */
  unpriced: UnpricedPart[];
}

/**
 * Who decides one request, and why; the reason does not name the approvers, who stand beside it.
 *
 * @remarks
 *
 * What is not known is within no limit. A person decides on it, also where the blueprint leaves it to policy and names no approvers; then
 * platform engineers do.
 */
export function applyRule(
  { approval }: Pick<BlueprintDefinition, 'approval'>,
  options: {
    /** undefined where no config could be made. */
    cost: CountedCost | undefined;
    /** What the quotas that have a limit cannot count. */
    uncounted: UnpricedPart[];
    expiresAfter: Duration;
    platformEngineers: string[];
  },
): AppliedRule {
  const decision = decide(approval, options);
  const approvers =
    approval.mode === 'person' ? approval.approvers : options.platformEngineers;
  const expiresAfter =
    approval.mode === 'person' ? approval.expiresAfter : undefined;
  return {
    ...decision,
    approvers: decision.mode === 'person' ? approvers : [],
    expiresAfter: expiresAfter ?? options.expiresAfter,
  };
}

function decide(
  approval: ApprovalRule,
  options: Pick<Parameters<typeof applyRule>[1], 'cost' | 'uncounted'>,
): Pick<AppliedRule, 'mode' | 'rule'> {
  const why = whyAPerson(approval, options);
  if (why !== undefined) {
    return { mode: 'person', rule: why };
  }
  const limit = limitOf(approval);
  return {
    mode: 'automatic',
    rule:
      limit === undefined
        ? 'Policy approves it'
        : `Policy approves it: it costs no more than ${perHour(limit)}`,
  };
}

/** Why policy must not decide; undefined where it may. */
function whyAPerson(
  approval: ApprovalRule,
  { cost, uncounted }: { cost?: CountedCost; uncounted: UnpricedPart[] },
): string | undefined {
  const limit = limitOf(approval);
  if (approval.mode === 'person' && limit === undefined) {
    return 'The blueprint always asks a person';
  }
  if (limit !== undefined && !cost) {
    return 'A person decides, because its cost is not known';
  }
  if (limit !== undefined && cost && cost.hourly > limit) {
    return `A person decides, because it costs more than ${perHour(limit)}`;
  }
  if (limit !== undefined && cost && cost.unpriced.length > 0) {
    return `A person decides, because the cost of ${subjectsOf(
      cost.unpriced,
    )} is not known`;
  }
  return uncounted.length > 0
    ? `A person decides, because a quota cannot count ${subjectsOf(uncounted)}`
    : undefined;
}

/** Millionths of a dollar per hour up to which policy approves by itself. */
function limitOf(approval: ApprovalRule): number | undefined {
  return approval.mode === 'person' ? approval.automaticUpTo : undefined;
}

/** The first of the parts, and how many there are besides. */
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

function perHour(micros: number): string {
  return `$${toDollars(micros).toFixed(2)} per hour`;
}

function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
}
