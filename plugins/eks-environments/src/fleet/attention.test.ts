import type { Fleet } from 'backstage-plugin-eks-environments-common';
import { attentionOf } from './attention';

const quiet = {
  findings: [],
  blueprintProblems: [],
  stuckMessages: [],
  notHealthy: [],
  notHealthyTotal: 0,
  executors: [],
  reconciliations: [{ succeededAt: '2026-11-21T10:00:00.000Z' }],
  healthy: 3,
  manageable: true,
} as unknown as Fleet;
const none = { breakers: 0, pauses: 0, due: 0 };

describe('attentionOf', () => {
  it('counts nothing in a quiet fleet', () => {
    expect(Object.values(attentionOf(quiet, none))).toEqual(Array(9).fill(0));
  });

  it('does not know of drift before AWS was read completely', () => {
    const fleet: Fleet = { ...quiet, reconciliations: [] };
    expect(attentionOf(fleet, none).findings).toBeUndefined();
  });

  it('counts what needs somebody: not what is ignored, and not what works', () => {
    const fleet = {
      ...quiet,
      findings: [{ state: 'open' }, { state: 'ignored' }],
      stuckMessages: [{ messages: 3 }, { messages: 4 }],
      executors: [
        { alive: true, problems: [] },
        { alive: false, problems: [] },
        { alive: true, problems: [{ message: 'no eksctl' }] },
      ],
      reconciliations: [{ error: 'AccessDenied' }, {}],
    } as unknown as Fleet;

    expect(attentionOf(fleet, { ...none, due: undefined })).toMatchObject({
      findings: 1,
      messages: 7,
      executors: 2,
      reconciliations: 1,
      due: undefined,
    });
  });
});
