import { t } from '../__testUtils__/english';
import { examplePlan } from '../__testUtils__/exampleRequests';
import { messageBesideField, planSummary } from './planSummary';

describe('planSummary', () => {
  it('says what it costs and who approves', () => {
    expect(planSummary(examplePlan(), t)).toBe(
      '$0.43/h, $51.60 for the lease, needs an approval',
    );
    expect(
      planSummary(
        examplePlan({
          approval: { mode: 'automatic', rule: '', steps: [] },
        }),
        t,
      ),
    ).toBe('$0.43/h, $51.60 for the lease, approved by policy');
  });

  it('says when it costs more than is known', () => {
    const { cost } = examplePlan();
    const unpriced = [{ code: 'fargate', subject: 'pods', reason: 'why' }];

    expect(planSummary(examplePlan({ cost: { ...cost!, unpriced } }), t)).toBe(
      'at least $0.43/h, at least $51.60 for the lease, needs an approval',
    );
  });

  it('says why it would be refused, without the warnings', () => {
    expect(
      planSummary(
        examplePlan({
          outcome: 'refused',
          findings: [
            { severity: 'warning', code: 'a', message: 'Slow.' },
            {
              severity: 'error',
              code: 'b',
              field: 'values.nodes',
              message: 'at most 2',
            },
          ],
        }),
        t,
        { 'values.nodes': 'Number of nodes' },
      ),
    ).toBe('Refused. Number of nodes: at most 2');
  });

  it('takes the text of a code that it knows, and that of the API for others', () => {
    const finding = {
      severity: 'error' as const,
      code: 'lease-too-long',
      params: { maximum: 'P7D' },
      field: 'lease',
      message: 'lease: the text of the API',
    };
    expect(messageBesideField(finding, t)).toBe(
      'must be at most P7D, the longest that this blueprint allows',
    );
    expect(messageBesideField({ ...finding, code: 'constructor' }, t)).toBe(
      'the text of the API',
    );
  });
});
