import type { PlanApproval } from 'backstage-plugin-eks-environments-common';
import { Duration } from 'luxon';
import type { ApprovalRule, BlueprintDefinition } from '../blueprints';
import { toDollars } from '../service/money';

/** How one request is decided. */
export interface AppliedRule extends PlanApproval {
  /** When it expires undecided. */
  expiresAfter: Duration;
}

/** The rule of a blueprint in words. */
export function ruleInWords(rule: ApprovalRule): string {
  if (rule.mode === 'automatic') {
    return 'Policy approves within quota';
  }
  const person = `one of ${rule.approvers.join(', ')} approves`;
  return rule.automaticUpTo === undefined
    ? capitalized(person)
    : `Policy approves up to ${perHour(
        rule.automaticUpTo,
      )} within quota; above that, ${person}`;
}

/** @param hourlyCost - millionths of a dollar; undefined where it is not known, and then a person decides */
export function applyRule(
  { approval }: BlueprintDefinition,
  options: { hourlyCost: number | undefined; expiresAfter: Duration },
): AppliedRule {
  const { hourlyCost, expiresAfter } = options;
  if (approval.mode === 'automatic') {
    return {
      mode: 'automatic',
      rule: ruleInWords(approval),
      approvers: [],
      expiresAfter,
    };
  }
  const isCheap =
    approval.automaticUpTo !== undefined &&
    hourlyCost !== undefined &&
    hourlyCost <= approval.automaticUpTo;
  return {
    mode: isCheap ? 'automatic' : 'person',
    rule: ruleInWords(approval),
    approvers: isCheap ? [] : approval.approvers,
    expiresAfter: approval.expiresAfter ?? expiresAfter,
  };
}

function perHour(micros: number): string {
  return `$${toDollars(micros).toFixed(2)} per hour`;
}

function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
}
