import type { ApproverCount } from '../access';
import { Quorums } from './quorums';

const requester = 'user:default/dana';
const step = {
  rule: 'blueprint',
  reason: 'The blueprint always asks a person',
  approvers: ['group:default/security'],
  quorum: 3,
};

function quorumsWith(answer: ApproverCount) {
  const count = jest.fn(async () => answer);
  const quorums = new Quorums({
    approvers: { count },
    platformEngineers: ['group:default/platform'],
  });
  return { count, quorums };
}

describe('the quorum of a step of a plan', () => {
  it('is warned of if there are too few people besides the requester', async () => {
    const { count, quorums } = quorumsWith({ kind: 'tooFew', people: 2 });
    expect(await quorums.findings([step], requester)).toEqual([
      {
        severity: 'warning',
        code: 'quorum-unreachable',
        params: { step: 1, quorum: 3, people: 2 },
        field: 'blueprint',
        message:
          'approval step 1 has the quorum 3, but the number of its possible approvers without you is 2; ask the platform team to name more approvers',
      },
    ]);
    expect(count).toHaveBeenCalledWith(
      ['group:default/security', 'group:default/platform'],
      { enough: 3, without: [requester] },
    );
  });

  it.each<ApproverCount>([{ kind: 'enough' }, { kind: 'unknown' }])(
    'is not warned of if the answer is %j',
    async answer => {
      const { quorums } = quorumsWith(answer);
      expect(await quorums.findings([step], requester)).toEqual([]);
    },
  );

  it('is not known if the step names nobody', async () => {
    const { count, quorums } = quorumsWith({ kind: 'tooFew', people: 0 });
    const unnamed = { ...step, approvers: [] };
    expect(await quorums.findings([unnamed], requester)).toEqual([]);
    expect(count).not.toHaveBeenCalled();
  });
});

describe('the quorum of a step of a request', () => {
  const stored = { ...step, request_id: 'r1', step: 0, state: 'Open' } as const;

  it('is a problem if too few people are left who have not decided', async () => {
    const { count, quorums } = quorumsWith({ kind: 'tooFew', people: 1 });
    const problem = await quorums.problemOf({ requester }, stored, [
      { step: 0, decided_by: 'user:default/ari' },
    ]);
    expect(problem).toEqual({
      code: 'quorum-unreachable',
      params: { missing: 2, people: 1 },
      message:
        'Approvals that it still needs: 2. People who can still approve: 1. Ask the platform team, or withdraw the request',
    });
    expect(count).toHaveBeenCalledWith(expect.anything(), {
      enough: 2,
      without: [requester, 'user:default/ari'],
    });
  });

  it('is no problem of a step that is decided', async () => {
    const { quorums } = quorumsWith({ kind: 'tooFew', people: 0 });
    const decided = { ...stored, state: 'Approved' } as const;
    expect(await quorums.problemOf({ requester }, decided, [])).toBeUndefined();
  });
});
