import { t } from '../__testUtils__/english';
import { examplePlan } from '../__testUtils__/exampleRequests';
import { planReview } from './planReview';

const owner = 'group:default/team-shop';
const automatic = { mode: 'automatic' as const, rule: '', steps: [] };

describe('planReview', () => {
  it('says who owns it, how long, how large, what it costs and who approves', () => {
    expect(planReview(examplePlan(), owner, t)).toEqual({
      owner: 'team-shop',
      lease: '5 days',
      size: '2 nodes now, up to 4 · 4–8 vCPU · 16–32 GiB',
      cost: '$0.43/h, $51.60 for the lease',
      approval: 'Needs the approval of one of platform or ari',
    });
    expect(
      planReview(examplePlan({ approval: automatic }), owner, t).approval,
    ).toBe('Approved by policy');
  });

  it('names the steps of an approval in their order', () => {
    const step = { rule: 'r', reason: 'why' };
    const approval = {
      mode: 'person' as const,
      rule: '',
      steps: [
        { ...step, approvers: ['group:default/leads'], quorum: 2 },
        { ...step, approvers: [], quorum: 1 },
      ],
    };
    expect(planReview(examplePlan({ approval }), owner, t).approval).toBe(
      'Needs the approval of 2 of leads, then of a person with the right to decide',
    );
  });

  it('says when it costs more than is known', () => {
    const { cost } = examplePlan();
    const unpriced = [{ code: 'fargate', subject: 'pods', reason: 'why' }];

    expect(
      planReview(examplePlan({ cost: { ...cost!, unpriced } }), owner, t).cost,
    ).toBe('at least $0.43/h, at least $51.60 for the lease');
  });

  it('leaves out what a plan does not have', () => {
    const plan = examplePlan({ cost: undefined, size: undefined });
    expect(Object.keys(planReview(plan, owner, t))).toEqual([
      'owner',
      'lease',
      'approval',
    ]);
  });
});
