import {
  answers,
  canCancel,
  canDelete,
  canExtend,
  canRetry,
  environmentStates,
  hasRunningLease,
  isTransition,
  leasePhases,
  statesOf,
  statesWhere,
} from '.';

describe('what can be done with an environment', () => {
  it.each(
    statesOf(environmentStates).flatMap(state =>
      statesOf(leasePhases).map(phase => [state, phase] as const),
    ),
  )('depends on all axes: %s, lease %s', (state, phase) => {
    expect(canExtend({ state, lease: { phase } })).toBe(
      answers(state) && hasRunningLease(phase),
    );
  });

  it('offers a cancellation before the cluster exists, and a deletion after', () => {
    expect(statesWhere(canCancel)).toEqual(['Queued', 'Provisioning']);
    expect(statesWhere(canDelete)).toEqual([
      'ProvisioningFailed',
      'Ready',
      'DeprovisioningFailed',
      'Quarantined',
    ]);
    for (const state of statesWhere(canDelete)) {
      expect(isTransition(environmentStates, state, 'Deprovisioning')).toBe(
        true,
      );
    }
  });

  it('offers a retry of what failed', () => {
    expect(statesWhere(canRetry)).toEqual([
      'ProvisioningFailed',
      'DeprovisioningFailed',
      'Quarantined',
    ]);
  });
});
