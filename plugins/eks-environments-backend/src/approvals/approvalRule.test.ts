import { Duration } from 'luxon';
import type { ApprovalRule } from '../blueprints';
import { applyRule, ruleInWords } from './approvalRule';

const expiresAfter = Duration.fromObject({ days: 7 });
const approvers = ['group:default/environment-approvers'];
const upToOneDollar: ApprovalRule = {
  mode: 'person',
  approvers,
  automaticUpTo: 1_000_000,
};

describe('ruleInWords', () => {
  it.each<[ApprovalRule, string]>([
    [{ mode: 'automatic' }, 'Policy approves within quota'],
    [{ mode: 'person', approvers }, 'One of environment-approvers approves'],
    [
      upToOneDollar,
      'Policy approves up to $1.00 per hour within quota; above that, one of environment-approvers approves',
    ],
  ])('%j → %s', (rule, expected) => {
    expect(ruleInWords(rule)).toBe(expected);
  });
});

describe('applyRule', () => {
  it.each<[ApprovalRule, number | undefined, string, string]>([
    [{ mode: 'automatic' }, 5, 'automatic', 'it is within quota'],
    [{ mode: 'person', approvers }, 5, 'person', 'always asks a person'],
    [upToOneDollar, 1_000_000, 'automatic', 'costs no more than $1.00'],
    [upToOneDollar, 1_000_001, 'person', 'costs more than $1.00 per hour'],
    [upToOneDollar, undefined, 'person', 'its cost is not known'],
  ])('%j at %p → %s: %s', (approval, hourlyCost, mode, reason) => {
    const applied = applyRule({ approval }, { hourlyCost, expiresAfter });

    expect(applied).toEqual({
      mode,
      rule: expect.stringContaining(reason),
      approvers: mode === 'person' ? approvers : [],
      expiresAfter,
    });
  });
});
