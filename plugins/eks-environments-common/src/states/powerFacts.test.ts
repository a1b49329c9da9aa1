import {
  canHibernate,
  canResume,
  isOff,
  isOn,
  isTransition,
  powerStates,
  powersWhere,
  statesOf,
} from '.';

describe('the facts of power states', () => {
  it('name the states for each predicate', () => {
    expect(powersWhere(isOn)).toEqual(['on']);
    expect(powersWhere(isOff)).toEqual(['off']);
  });

  it('let every change be requested again, or undone, where it failed', () => {
    for (const power of ['hibernating', 'resuming'] as const) {
      expect(canHibernate({ state: 'Ready', power })).toBe(true);
      expect(canResume({ state: 'Ready', power })).toBe(true);
    }
  });

  it.each(statesOf(powerStates))(
    'allow only requests that the table allows: %s',
    power => {
      const leadsTo = (to: 'hibernating' | 'resuming') =>
        power === to || isTransition(powerStates, power, to);
      expect(canHibernate({ state: 'Ready', power })).toBe(
        leadsTo('hibernating'),
      );
      expect(canResume({ state: 'Ready', power })).toBe(leadsTo('resuming'));
    },
  );

  it('allow no change of an environment that is not in use', () => {
    expect(canHibernate({ state: 'Deprovisioning', power: 'on' })).toBe(false);
    expect(canResume({ state: 'ProvisioningFailed', power: 'off' })).toBe(
      false,
    );
  });
});
