import { Duration } from 'luxon';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { type DecisiveStep, Propagation } from './Propagation';

function step(
  name: 'oidcProvider' | 'accessEntries' | 'nodeGroups',
  options: { missing?: string[]; clear?: string[] } = {},
): DecisiveStep {
  return {
    kind: 'eksctl',
    name,
    missing: [],
    differing: [],
    clear: [],
    args: [],
    config: {} as Extract<DecisiveStep, { kind: 'eksctl' }>['config'],
    ...options,
  };
}

const removal: DecisiveStep = {
  kind: 'remove',
  part: 'podIdentity',
  name: 'velero/velero',
  id: 'a-1',
  reason: 'It differs',
};

describe('Propagation', () => {
  let clock: TestClock;
  let propagation: Propagation;

  beforeEach(() => {
    clock = new TestClock();
    propagation = new Propagation({
      clock,
      limit: Duration.fromObject({ minutes: 1 }),
    });
  });

  it('gives what a step made its time, and no more', () => {
    propagation.changed(step('oidcProvider'));
    expect(propagation.mayComeYet(step('oidcProvider'))).toBe(true);
    clock.advance({ seconds: 59 });
    expect(propagation.mayComeYet(step('oidcProvider'))).toBe(true);
    clock.advance({ seconds: 1 });
    expect(propagation.mayComeYet(step('oidcProvider'))).toBe(false);
  });

  it('waits for the rest of a step of which something is shown', () => {
    propagation.changed(step('accessEntries', { missing: ['a', 'b'] }));
    expect(
      propagation.mayComeYet(
        step('accessEntries', { missing: ['b'], clear: ['stack-of-b'] }),
      ),
    ).toBe(true);
  });

  it('does at once what nobody did', () => {
    propagation.changed(step('oidcProvider'));
    expect(propagation.mayComeYet(step('accessEntries'))).toBe(false);
  });

  it('knows that a step may come too early for what another one made', () => {
    expect(propagation.mayComeTooEarly(step('accessEntries'))).toBe(false);
    propagation.changed(step('oidcProvider'));
    expect(propagation.mayComeTooEarly(step('accessEntries'))).toBe(true);
    expect(propagation.mayComeTooEarly(step('oidcProvider'))).toBe(false);
    clock.advance({ minutes: 1 });
    expect(propagation.mayComeTooEarly(step('accessEntries'))).toBe(false);
  });

  it('deletes nothing and fails nothing on the first read of a worker', () => {
    const rebuild = step('nodeGroups', { clear: ['stack-of-workers'] });
    const foreign: DecisiveStep = { kind: 'impossible', reason: 'It differs' };
    for (const decisive of [rebuild, removal, foreign]) {
      expect(propagation.mayComeYet(decisive)).toBe(true);
    }
    clock.advance({ minutes: 1 });
    for (const decisive of [rebuild, removal, foreign]) {
      expect(propagation.mayComeYet(decisive)).toBe(false);
    }
  });

  it('expects everything of a creation that ended well', () => {
    clock.advance({ minutes: 15 });
    propagation.createEnded('succeeded');
    expect(propagation.mayComeYet(step('accessEntries'))).toBe(true);
    clock.advance({ minutes: 1 });
    expect(propagation.mayComeYet(step('accessEntries'))).toBe(false);
  });

  it('makes at once what a creation that did not end well left out', () => {
    clock.advance({ minutes: 15 });
    propagation.createEnded('failed');
    expect(propagation.mayComeYet(step('accessEntries'))).toBe(false);
    expect(propagation.mayComeYet(removal)).toBe(true);
  });
});
