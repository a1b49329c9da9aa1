import {
  answers,
  environmentStates,
  finalStates,
  hasRunningLease,
  isChanging,
  isGone,
  statesWhere,
  wasBuilt,
} from '.';

describe('the facts of environment states', () => {
  it('end where the state table ends', () => {
    expect(statesWhere(isGone)).toEqual(finalStates(environmentStates));
  });

  it('let a lease run only where the cluster was built', () => {
    for (const state of statesWhere(hasRunningLease)) {
      expect(wasBuilt(state)).toBe(true);
    }
  });

  it('expect an answer only of a cluster that is neither built nor deleted now', () => {
    for (const state of statesWhere(answers)) {
      expect(wasBuilt(state)).toBe(true);
      expect(isChanging(state)).toBe(false);
    }
  });

  it('name a state for each predicate', () => {
    expect(statesWhere(isChanging)).toEqual([
      'Queued',
      'Provisioning',
      'Deprovisioning',
    ]);
    expect(statesWhere(answers)).toEqual(['Ready', 'Expiring']);
  });
});
