import { DateTime } from 'luxon';
import { exampleEnvironment } from './__testUtils__/exampleEnvironments';
import { leaseLeft, remindersOf } from './lease';

const lease = {
  ...exampleEnvironment().lease,
  startedAt: '2026-11-20T00:00:00Z',
  expiresAt: '2026-11-25T00:00:00Z',
  graceEndsAt: '2026-11-25T06:00:00Z',
};
const at = (iso: string) => DateTime.fromISO(iso);

describe('leaseLeft', () => {
  it.each([
    ['2026-11-22T00:00:00Z', 3 * 86_400, 'none'],
    ['2026-11-24T00:00:00Z', 86_400, 'soon'],
    ['2026-11-24T23:00:00Z', 3_600, 'now'],
    ['2026-11-25T00:00:30Z', 0, 'now'],
  ])('at %s leaves %d seconds: %s', (time, seconds, urgency) => {
    expect(leaseLeft({ lease }, at(time))).toEqual({
      phase: 'lease',
      seconds,
      ofSeconds: 5 * 86_400,
      urgency,
    });
  });

  it('does not call the middle of a short lease urgent', () => {
    const short = {
      ...lease,
      startedAt: '2026-11-20T00:00:00Z',
      expiresAt: '2026-11-20T00:10:00Z',
    };
    expect(
      leaseLeft({ lease: short }, at('2026-11-20T00:05:00Z')),
    ).toMatchObject({ seconds: 300, urgency: 'none' });
  });

  it('counts the grace once the lease is over', () => {
    expect(
      leaseLeft(
        { lease: { ...lease, phase: 'grace' } },
        at('2026-11-25T02:00:00Z'),
      ),
    ).toEqual({
      phase: 'grace',
      seconds: 4 * 3_600,
      ofSeconds: 6 * 3_600,
      urgency: 'now',
    });
  });

  it.each(['pending', 'ended'] as const)(
    'has nothing to show while it is %s',
    phase => {
      expect(
        leaseLeft({ lease: { ...lease, phase } }, at('2026-11-22T00:00:00Z')),
      ).toBeUndefined();
    },
  );
});

describe('remindersOf', () => {
  const warnings = ['P1D', 'PT2H'];
  const pending = {
    ...lease,
    phase: 'pending' as const,
    startedAt: undefined,
    expiresAt: undefined,
  };

  it.each([
    ['a lease that is long enough', 'Ready', lease, warnings],
    [
      'a short lease',
      'Ready',
      { ...lease, expiresAt: '2026-11-20T04:00:00Z' },
      ['PT2H'],
    ],
    [
      'a short lease that has not begun',
      'Queued',
      { ...pending, duration: 'PT4H' },
      ['PT2H'],
    ],
    ['a creation that failed', 'ProvisioningFailed', pending, []],
    ['a lease in its grace', 'Ready', { ...lease, phase: 'grace' }, []],
  ] as const)('knows those of %s', (_case, state, given, expected) => {
    expect(remindersOf({ state, lease: given }, warnings)).toEqual(expected);
  });
});
