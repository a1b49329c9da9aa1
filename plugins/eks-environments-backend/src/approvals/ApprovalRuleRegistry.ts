import type { ApprovalRule } from 'backstage-plugin-eks-environments-node';
import { Registry } from '../util/Registry';
import { builtInRules } from './rules';

/** The approval rules of this portal, in the order of their steps. */
export class ApprovalRuleRegistry extends Registry<ApprovalRule> {
  constructor(rules: readonly ApprovalRule[] = builtInRules) {
    super({
      kind: 'an approval rule',
      idOf: ({ id }) => id,
      entries: rules,
    });
  }
}
