import {
  answers,
  environmentStates,
  finalStates,
  hasCreationFailed,
  hasDeletionBegun,
  hasDeletionFailed,
  hasFailed,
  hasLeftovers,
  isBeingBuilt,
  isBeingDeleted,
  isChanging,
  isGone,
  isQueued,
  statesWhere,
  wasBuilt,
} from '.';

describe('the facts of environment states', () => {
  it('end where the state table ends', () => {
    expect(statesWhere(isGone)).toEqual(finalStates(environmentStates));
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
    expect(statesWhere(hasCreationFailed)).toEqual(['ProvisioningFailed']);
    expect(statesWhere(hasDeletionFailed)).toEqual([
      'DeprovisioningFailed',
      'Quarantined',
    ]);
    expect(statesWhere(answers)).toEqual(['Ready']);
    expect(statesWhere(isQueued)).toEqual(['Queued']);
    expect(statesWhere(isBeingBuilt)).toEqual(['Queued', 'Provisioning']);
    expect(statesWhere(isBeingDeleted)).toEqual(['Deprovisioning']);
    expect(statesWhere(hasFailed)).toEqual([
      'ProvisioningFailed',
      'DeprovisioningFailed',
      'Quarantined',
    ]);
    expect(statesWhere(hasLeftovers)).toEqual(['Quarantined']);
    expect(statesWhere(wasBuilt)).toEqual([
      'Ready',
      'Deprovisioning',
      'DeprovisioningFailed',
      'Quarantined',
    ]);
    expect(statesWhere(hasDeletionBegun)).toEqual([
      'Deprovisioning',
      'DeprovisioningFailed',
      'Quarantined',
      'Deprovisioned',
    ]);
  });
});
