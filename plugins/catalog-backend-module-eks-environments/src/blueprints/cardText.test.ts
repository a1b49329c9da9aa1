import { testBlueprint } from '../__testUtils__/testBlueprint';
import { cardText } from './cardText';

const hourly = { amount: '0.1536', currency: 'USD' };
const automatic = { mode: 'automatic' as const, rule: 'Small enough' };

describe('cardText', () => {
  it('adds cost, lease and who approves to what the blueprint says', () => {
    expect(cardText(testBlueprint({ size: { hourly } }))).toBe(
      'A cluster for a team\n\n**$0.15 per hour · 7 days, up to 14 days · approved by a person**',
    );
  });

  it('names the groups that approve', () => {
    const approval = {
      mode: 'person' as const,
      rule: '',
      approvers: ['group:default/leads', 'group:default/platform'],
    };
    expect(cardText(testBlueprint({ approval }))).toContain(
      'approved by leads or platform',
    );
  });

  it('promises no cost that is not known, and no choice where there is none', () => {
    const lease = {
      ...testBlueprint().lease,
      default: 'PT90M',
      maximum: 'PT90M',
    };
    const unpriced = [{ code: 'fargate', subject: 'pods', reason: 'why' }];
    const blueprint = testBlueprint({ approval: automatic, lease });

    expect(cardText(blueprint)).toContain(
      '**1 hour, 30 minutes · approved by policy**',
    );
    expect(cardText({ ...blueprint, size: { hourly, unpriced } })).toContain(
      'At least $0.15 per hour',
    );
  });
});
