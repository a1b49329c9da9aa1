import {
  finalStates,
  hasRunningLease,
  isBeforeEnd,
  isInGrace,
  leasePhases,
  leasePhasesWhere,
} from '.';

describe('the facts of lease phases', () => {
  it('let an extension lead back to active wherever the grace runs', () => {
    for (const phase of leasePhasesWhere(isInGrace)) {
      expect(hasRunningLease(phase)).toBe(true);
      expect(leasePhases[phase]).toContain('active');
    }
  });

  it('let no lease run that has ended', () => {
    for (const phase of finalStates(leasePhases)) {
      expect(hasRunningLease(phase)).toBe(false);
    }
  });

  it('name the phases for each predicate', () => {
    expect(leasePhasesWhere(hasRunningLease)).toEqual(['active', 'grace']);
    expect(leasePhasesWhere(isBeforeEnd)).toEqual(['pending', 'active']);
    expect(leasePhasesWhere(isInGrace)).toEqual(['grace']);
  });
});
