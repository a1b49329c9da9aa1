import { DateTime } from 'luxon';
import { exampleEnvironment } from '../__testUtils__/exampleEnvironments';
import { axisOf, stretchesOf } from './timelineLayout';

const at = (iso: string) => DateTime.fromISO(iso).toMillis();
const now = DateTime.fromISO('2026-11-21T12:00:00Z');

const lease = {
  ...exampleEnvironment().lease,
  duration: 'P5D',
  grace: 'PT6H',
  startedAt: '2026-11-20T09:16:00Z',
  expiresAt: '2026-11-25T09:16:00Z',
  graceEndsAt: '2026-11-25T15:16:00Z',
};
const built = exampleEnvironment({
  createdAt: '2026-11-20T09:00:00Z',
  readyAt: '2026-11-20T09:16:00Z',
  lease,
});

describe('stretchesOf', () => {
  it('follows building, lease and grace without gaps', () => {
    expect(stretchesOf(built, now)).toEqual([
      {
        kind: 'build',
        from: at('2026-11-20T09:00:00Z'),
        to: at('2026-11-20T09:16:00Z'),
      },
      {
        kind: 'lease',
        from: at('2026-11-20T09:16:00Z'),
        to: at('2026-11-25T09:16:00Z'),
      },
      {
        kind: 'grace',
        from: at('2026-11-25T09:16:00Z'),
        to: at('2026-11-25T15:16:00Z'),
      },
    ]);
  });

  it('shows for what is being built the lease that it asked for, from now', () => {
    const stretches = stretchesOf(
      exampleEnvironment({
        createdAt: '2026-11-21T11:50:00Z',
        readyAt: undefined,
        lease: {
          ...lease,
          startedAt: undefined,
          expiresAt: undefined,
          graceEndsAt: undefined,
        },
      }),
      now,
    );
    expect(stretches.map(({ kind, to }) => [kind, to])).toEqual([
      ['build', now.toMillis()],
      ['lease', at('2026-11-26T12:00:00Z')],
      ['grace', at('2026-11-26T18:00:00Z')],
    ]);
  });

  it('stops where it was deleted', () => {
    const stretches = stretchesOf(
      { ...built, state: 'Deprovisioned', endedAt: '2026-11-21T10:00:00Z' },
      now,
    );
    expect(stretches.map(({ kind }) => kind)).toEqual(['build', 'lease']);
    expect(stretches[1].to).toBe(at('2026-11-21T10:00:00Z'));
  });
});

describe('axisOf', () => {
  it.each([
    ['a lease of minutes', 'PT20M'],
    ['a lease of days', 'P5D'],
    ['a lease of a year', 'P365D'],
  ])('holds now and %s, with a readable number of ticks', (_, duration) => {
    const start = now.minus({ minutes: 3 });
    const bars = [
      stretchesOf(
        {
          ...built,
          createdAt: start.toISO() ?? '',
          readyAt: undefined,
          lease: {
            ...lease,
            duration,
            expiresAt: undefined,
            graceEndsAt: undefined,
            grace: 'PT5M',
          },
        },
        now,
      ),
    ];
    const axis = axisOf(bars, now);

    expect(axis.from).toBe(start.toMillis());
    expect(axis.to).toBe(bars[0][bars[0].length - 1].to);
    expect(axis.ticks.length).toBeGreaterThan(1);
    expect(axis.ticks.length).toBeLessThanOrEqual(14);
  });
});
