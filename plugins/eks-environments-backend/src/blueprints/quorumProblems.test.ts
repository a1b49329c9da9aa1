import { quorumProblems } from './quorumProblems';

const step = (quorum: number, ...approvers: string[]) => ({
  quorum,
  approvers,
});

describe('quorumProblems', () => {
  it('refuses a quorum larger than the number of users', () => {
    const problems = quorumProblems({
      mode: 'person',
      steps: [
        step(1, 'user:default/ann'),
        step(3, 'user:default/ann', 'user:default/bob', 'user:default/ann'),
      ],
    });
    expect(problems).toEqual([
      {
        path: 'spec.approval.steps[1].quorum',
        severity: 'error',
        message: 'must be at most 2, the number of users that the step names',
      },
    ]);
  });

  it('leaves groups to the catalog', () => {
    const steps = [step(9, 'user:default/ann', 'group:default/security')];
    expect(quorumProblems({ mode: 'person', steps })).toEqual([]);
    expect(quorumProblems({ mode: 'automatic' })).toEqual([]);
  });
});
