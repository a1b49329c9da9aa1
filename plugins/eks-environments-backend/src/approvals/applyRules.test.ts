import type { UnpricedPart } from 'backstage-plugin-eks-environments-common';
import type {
  ApprovalDemand,
  ApprovalPlan,
  ApprovalRule,
  ApprovalStep,
  BlueprintApproval,
} from 'backstage-plugin-eks-environments-node';
import { applyRules } from './applyRules';
import { ApprovalRuleRegistry } from './ApprovalRuleRegistry';
import { formatRule } from './formatRule';

const approvers = ['group:default/environment-approvers'];
const platformEngineers = ['group:default/platform-engineers'];
const byPerson: BlueprintApproval = { mode: 'person', steps: [{ approvers }] };
const upToOneDollar: BlueprintApproval = {
  ...byPerson,
  automaticUpTo: 1_000_000,
};

describe('formatRule', () => {
  it.each<[BlueprintApproval, string]>([
    [{ mode: 'automatic' }, 'Policy approves within quota'],
    [byPerson, 'One of environment-approvers approves'],
    [
      {
        mode: 'person',
        steps: [
          { approvers },
          { approvers: ['group:default/security'], quorum: 2 },
        ],
      },
      'One of environment-approvers, then 2 of security approve',
    ],
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

const approversOf = ({ mode }: BlueprintApproval) =>
  mode === 'person' ? approvers : platformEngineers;

type CountedCost = { hourly: number; unpriced: UnpricedPart[] };

function planOf(
  approval: BlueprintApproval,
  cost?: CountedCost,
  uncounted: UnpricedPart[] = [],
): ApprovalPlan {
  return {
    request: { type: 'create' },
    blueprint: { name: 'sandbox', version: 1, approval },
    owner: 'group:default/team-shop',
    lease: 'P1D',
    values: {},
    shape: cost && {
      largest: { nodes: 1, vcpu: 2, memoryGib: 8 },
      unknownSize: [],
      hourlyCost: cost.hourly,
      unpriced: cost.unpriced,
    },
    uncounted,
  };
}

const options = {
  requester: { entityRef: 'user:default/dana', claims: [] },
  platformEngineers,
};

describe('applyRules', () => {
  it.each<
    [BlueprintApproval, CountedCost | undefined, UnpricedPart[], string, string]
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
      byPerson,
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
      const { approval: applied } = applyRules(
        new ApprovalRuleRegistry().all,
        planOf(approval, cost, uncounted),
        options,
      );

      expect(applied).toEqual({
        mode,
        rule: expect.stringContaining(reason),
        steps:
          mode === 'automatic'
            ? []
            : [
                {
                  rule: 'blueprint',
                  reason: applied.rule,
                  approvers: approversOf(approval),
                  quorum: 1,
                },
              ],
      });
    },
  );

  it('joins the steps of all rules, in the order of the rules', () => {
    const registry = new ApprovalRuleRegistry();
    const security: ApprovalRule = {
      id: 'security',
      apply: ({ owner }) =>
        owner === 'group:default/team-shop'
          ? {
              kind: 'steps',
              reason: 'The shop handles payments',
              steps: [{ approvers: ['group:default/security'], quorum: 2 }],
            }
          : { kind: 'none' },
    };
    registry.add(security);

    const { approval: both } = applyRules(
      registry.all,
      planOf(byPerson),
      options,
    );
    expect(both.rule).toBe(
      'The blueprint always asks a person. The shop handles payments',
    );
    expect(both.steps.map(({ rule, quorum }) => [rule, quorum])).toEqual([
      ['blueprint', 1],
      ['security', 2],
    ]);

    const { approval: one } = applyRules(
      registry.all,
      planOf({ mode: 'automatic' }),
      options,
    );
    expect(one).toMatchObject({
      mode: 'person',
      rule: 'The shop handles payments',
      steps: [{ rule: 'security' }],
    });
    expect(() => registry.add(security)).toThrow(
      'There is already an approval rule security',
    );
  });

  const stepsOf = (steps: ApprovalStep[]): ApprovalDemand => ({
    kind: 'steps',
    reason: 'It is large',
    steps,
  });

  it('parses approvers into the format of claims', () => {
    const rule: ApprovalRule = {
      id: 'large',
      apply: () =>
        stepsOf([
          { approvers: ['Group:default/Team-A', 'team-b', 'User:Ann'] },
        ]),
    };
    const applied = applyRules([rule], planOf({ mode: 'automatic' }), options);
    expect(applied.failed).toEqual([]);
    expect(applied.approval.steps).toMatchObject([
      {
        approvers: [
          'group:default/team-a',
          'group:default/team-b',
          'user:default/ann',
        ],
      },
    ]);
  });

  it.each<[what: string, apply: () => ApprovalDemand, message: string]>([
    [
      'has a quorum that nobody can reach',
      () => stepsOf([{ approvers, quorum: 0 }]),
      'The quorum of a step must be a whole number from 1 on, not 0',
    ],
    [
      'names an invalid approver',
      () => stepsOf([{ approvers: ['group:a/b/c'] }]),
      'group:a/b/c',
    ],
    ['returns no step', () => stepsOf([]), 'It returned no step'],
    [
      'returns something else',
      () => Promise.resolve({ kind: 'none' }) as unknown as ApprovalDemand,
      'must be none or steps, not undefined',
    ],
    [
      'throws',
      () => {
        throw new Error('There is no such team');
      },
      'There is no such team',
    ],
  ])('lets a person decide in place of a rule that %s', (_, apply, message) => {
    const { approval, failed } = applyRules(
      [{ id: 'broken', apply }],
      planOf({ mode: 'automatic' }),
      options,
    );
    expect(failed).toMatchObject([
      {
        rule: 'broken',
        error: { message: expect.stringContaining(message) },
      },
    ]);
    expect(approval).toMatchObject({
      mode: 'person',
      rule: 'The approval rule broken failed',
      steps: [{ rule: 'broken', approvers: platformEngineers, quorum: 1 }],
    });
  });
});
