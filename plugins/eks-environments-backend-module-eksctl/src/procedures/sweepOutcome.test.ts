import type { SweepItem, SweepReport } from 'backstage-plugin-eksctl-node';
import { outcomeOfSweep } from './sweepOutcome';

function sweepWith(
  items: Array<Pick<SweepItem, 'kind' | 'id'>>,
  incomplete: SweepReport['incomplete'] = [],
): SweepReport {
  return {
    startedAt: '2026-11-21T10:00:00.000Z',
    finishedAt: '2026-11-21T10:01:00.000Z',
    searchedKinds: [],
    incomplete,
    items: items.map(item => ({ ...item, proof: 'tag', outcome: 'remaining' })),
  } as SweepReport;
}

function leftoversOf(sweep: SweepReport) {
  const outcome = outcomeOfSweep(sweep);
  return outcome.kind === 'failed' ? outcome.result?.leftovers : 'none';
}

describe('outcomeOfSweep', () => {
  it('names the leftovers that cost money when nothing that runs nodes is left', () => {
    expect(
      leftoversOf(
        sweepWith([
          { kind: 'volume', id: 'vol-1' },
          { kind: 'launch-template', id: 'lt-1' },
        ]),
      ),
    ).toEqual([
      {
        code: 'leftover',
        subject: 'EBS volume vol-1',
        reason: 'it was left over by the deletion, and its price is unknown',
      },
    ]);
  });

  it('does not know what is left while an instance is, or after an incomplete search', () => {
    expect(
      leftoversOf(sweepWith([{ kind: 'instance', id: 'i-1' }])),
    ).toBeUndefined();
    expect(
      leftoversOf(sweepWith([], [{ kind: 'instance', reason: 'denied' }])),
    ).toBeUndefined();
  });
});
