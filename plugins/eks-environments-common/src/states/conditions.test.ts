import {
  answers,
  appliesIn,
  conditionOf,
  DRIFTED,
  HEALTHY,
  isGone,
  isNormal,
  statesWhere,
} from '.';

describe('conditions', () => {
  it.each([
    [HEALTHY, 'True'],
    [DRIFTED, 'False'],
    ['OwnerMissing', 'False'],
  ] as const)('of the type %s are normal when %s', (type, normal) => {
    for (const status of ['True', 'False', 'Unknown'] as const) {
      expect(isNormal({ type, status })).toBe(status === normal);
    }
  });

  it('about the cluster have a meaning while it should respond', () => {
    for (const type of [HEALTHY, DRIFTED]) {
      expect(statesWhere(state => appliesIn(type, state))).toEqual(
        statesWhere(answers),
      );
    }
    expect(statesWhere(state => !appliesIn('OwnerMissing', state))).toEqual(
      statesWhere(isGone),
    );
  });

  it('are found by their type', () => {
    const healthy = {
      type: HEALTHY,
      status: 'True' as const,
      reason: 'Responding',
      message: 'The Kubernetes API responds.',
      since: '2026-11-21T10:00:00.000Z',
    };
    expect(conditionOf({ conditions: [healthy] }, HEALTHY)).toBe(healthy);
    expect(conditionOf({ conditions: [healthy] }, DRIFTED)).toBeUndefined();
  });
});
