import { ConflictError } from '@backstage/errors';
import type { ApprovalRule } from 'backstage-plugin-eks-environments-node';
import { builtInRules } from './rules';

/** The approval rules of this portal: the built-in ones and those that modules add. */
export class ApprovalRuleRegistry {
  readonly #rules = new Map<string, ApprovalRule>();

  constructor(rules: readonly ApprovalRule[] = builtInRules) {
    rules.forEach(rule => this.add(rule));
  }

  /** In the order of registration, which is the order of their steps. */
  get all(): ApprovalRule[] {
    return [...this.#rules.values()];
  }

  /** @throws ConflictError when a rule with that id exists already */
  add(rule: ApprovalRule): void {
    if (this.#rules.has(rule.id)) {
      throw new ConflictError(`There is already an approval rule ${rule.id}`);
    }
    this.#rules.set(rule.id, rule);
  }
}
