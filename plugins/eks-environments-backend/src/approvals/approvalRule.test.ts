import type { UnpricedPart } from 'backstage-plugin-eks-environments-common';
import { Duration } from 'luxon';
import type { ApprovalRule } from '../blueprints';
import { applyRule, formatRule, type CountedCost } from './approvalRule';

const expiresAfter = Duration.fromObject({ days: 7 });
const approvers = ['group:default/environment-approvers'];
const platformEngineers = ['group:default/platform-engineers'];
const upToOneDollar: ApprovalRule = {
  mode: 'person',
  approvers,
  automaticUpTo: 1_000_000,
};

describe('formatRule', () => {
  it.each<[ApprovalRule, string]>([
    [{ mode: 'automatic' }, 'Policy approves within quota'],
    [{ mode: 'person', approvers }, 'One of environment-approvers approves'],
    [
      upToOneDollar,
      'Policy approves up to $1.00 per hour within quota; above that, or where the cost is not known, one of environment-approvers approves',
    ],
  ])('%j → %s', (rule, expected) => {
    expect(formatRule(rule)).toBe(expected);
  });
});

const part = (subject: string): UnpricedPart => ({
  code: 'instance-type',
  subject,
  reason: 'there is no price for this instance type',
});

const approversOf = ({ mode }: ApprovalRule) =>
  mode === 'person' ? approvers : platformEngineers;

describe('applyRule', () => {
  it.each<
    [ApprovalRule, CountedCost | undefined, UnpricedPart[], string, string]
  >([
    [
      { mode: 'automatic' },
      { hourly: 5, unpriced: [] },
      [],
      'automatic',
      'Policy approves it',
    ],
    [
      { mode: 'automatic' },
      { hourly: 5, unpriced: [part('p5e.48xlarge')] },
      [],
      'automatic',
      'Policy approves it',
    ],
    [
      { mode: 'automatic' },
      { hourly: 5, unpriced: [part('p5e.48xlarge')] },
      [part('p5e.48xlarge')],
      'person',
      'A person decides, because a quota cannot count p5e.48xlarge',
    ],
    [
      { mode: 'person', approvers },
      { hourly: 5, unpriced: [] },
      [],
      'person',
      'always asks a person',
    ],
    [
      upToOneDollar,
      { hourly: 1_000_000, unpriced: [] },
      [],
      'automatic',
      'costs no more than $1.00',
    ],
    [
      upToOneDollar,
      { hourly: 1_000_001, unpriced: [] },
      [],
      'person',
      'costs more than $1.00 per hour',
    ],
    [
      upToOneDollar,
      { hourly: 0, unpriced: [part('p5e.48xlarge')] },
      [],
      'person',
      'A person decides, because the cost of p5e.48xlarge is not known',
    ],
    [
      upToOneDollar,
      { hourly: 0, unpriced: [part('a'), part('b')] },
      [],
      'person',
      'the cost of a and b is not known',
    ],
    [
      upToOneDollar,
      { hourly: 0, unpriced: [part('a'), part('b'), part('c')] },
      [],
      'person',
      'the cost of a and 2 other parts is not known',
    ],
    [
      upToOneDollar,
      { hourly: NaN, unpriced: [part('a')] },
      [],
      'person',
      'is not known',
    ],
    [upToOneDollar, undefined, [], 'person', 'its cost is not known'],
  ])(
    '%j at %j, uncounted %j → %s: %s',
    (approval, cost, uncounted, mode, reason) => {
      const applied = applyRule(
        { approval },
        { cost, uncounted, expiresAfter, platformEngineers },
      );

      expect(applied).toEqual({
        mode,
        rule: expect.stringContaining(reason),
        approvers: mode === 'automatic' ? [] : approversOf(approval),
        expiresAfter,
      });
    },
  );
});
