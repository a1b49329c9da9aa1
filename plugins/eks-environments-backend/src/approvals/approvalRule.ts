import type { PlanApproval } from 'backstage-plugin-eks-environments-common';
import { Duration } from 'luxon';
import type { ApprovalRule, BlueprintDefinition } from '../blueprints';
import { entityInWords } from '../events/inWords';
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
  const person = `one of ${rule.approvers
    .map(entityInWords)
    .join(', ')} approves`;
  return rule.automaticUpTo === undefined
    ? capitalized(person)
    : `Policy approves up to ${perHour(
        rule.automaticUpTo,
      )} within quota; above that, ${person}`;
}

/**
 * Who decides one request, and why; the reason does not name the approvers, who stand beside it.
 *
 * @param hourlyCost - millionths of a dollar; undefined where it is not known, and then a person decides
 */
export function applyRule(
  { approval }: Pick<BlueprintDefinition, 'approval'>,
  options: { hourlyCost: number | undefined; expiresAfter: Duration },
): AppliedRule {
  const { hourlyCost, expiresAfter } = options;
  if (approval.mode === 'automatic') {
    return {
      mode: 'automatic',
      rule: 'Policy approves it: it is within quota',
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
    rule: reasonOf(approval.automaticUpTo, hourlyCost),
    approvers: isCheap ? [] : approval.approvers,
    expiresAfter: approval.expiresAfter ?? expiresAfter,
  };
}

function reasonOf(
  automaticUpTo: number | undefined,
  hourlyCost: number | undefined,
): string {
  if (automaticUpTo === undefined) {
    return 'The blueprint always asks a person';
  }
  if (hourlyCost === undefined) {
    return 'A person decides, because its cost is not known';
  }
  const limit = perHour(automaticUpTo);
  return hourlyCost <= automaticUpTo
    ? `Policy approves it: it is within quota and costs no more than ${limit}`
    : `A person decides, because it costs more than ${limit}`;
}

function perHour(micros: number): string {
  return `$${toDollars(micros).toFixed(2)} per hour`;
}

function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
}
