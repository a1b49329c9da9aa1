import { toDefinition } from './toDefinition';

const approvers = ['group:default/approvers'];

function withApproval(approval: object) {
  return toDefinition({
    apiVersion: 'eks-environments.io/v1',
    kind: 'Blueprint',
    metadata: { name: 'small', version: 1, title: 'Small' },
    spec: {
      accounts: ['sandbox'],
      regions: ['eu-west-1'],
      raw: true,
      lease: {
        default: { days: 1 },
        maximum: { days: 2 },
        maximumTotal: { days: 4 },
        grace: { hours: 1 },
        extension: { days: 1 },
        maximumExtensions: 1,
      },
      approval: { mode: 'person', ...approval },
    },
  });
}

describe('the approval of a blueprint', () => {
  it.each([
    [{ approvers }, [{ approvers }]],
    [
      {
        steps: [
          { approvers },
          { approvers: ['group:default/security'], quorum: 2 },
        ],
      },
      [
        { approvers, quorum: 1 },
        { approvers: ['group:default/security'], quorum: 2 },
      ],
    ],
  ])('%j has its steps in order', (approval, steps) => {
    expect(withApproval(approval)).toMatchObject({
      kind: 'blueprint',
      definition: { approval: { mode: 'person', steps } },
    });
  });

  it.each([
    [{}, 'spec.approval', 'must have either approvers or steps'],
    [
      { approvers, steps: [{ approvers }] },
      'spec.approval',
      'must have either approvers or steps',
    ],
    [{ steps: [] }, 'spec.approval.steps', 'at least 1'],
    [
      { steps: [{ approvers, quorum: 0 }] },
      'spec.approval.steps.0.quorum',
      'greater than 0',
    ],
  ])('%j is refused at %s', (approval, path, message) => {
    expect(withApproval(approval)).toEqual({
      kind: 'invalid',
      problems: [{ path, message: expect.stringContaining(message) }],
    });
  });
});
