import { t } from './__testUtils__/english';
import { DateTime } from 'luxon';
import { formatPlace, formatQueue } from './formatQueue';

const waiting = { waitsFor: 'worker', reason: 'Every worker is busy' } as const;

describe('formatQueue', () => {
  it.each([
    [1, 'Next in the queue'],
    [3, 'Number 3 in the queue'],
  ])('tells place %i', (place, words) => {
    expect(formatPlace({ ...waiting, place }, t)).toBe(words);
  });

  it('tells when it begins and ends, as far as that is known', () => {
    const now = DateTime.now().set({ hour: 10, minute: 42 });
    const startsAt = now.toISO()!;
    const endsAt = now.set({ hour: 11, minute: 0 }).toISO()!;
    const queue = { ...waiting, place: 3 };
    expect(formatQueue('build', { ...queue, startsAt, endsAt }, t)).toBe(
      'Number 3 in the queue; begins about 10:42, ready about 11:00',
    );
    expect(formatQueue('teardown', { ...queue, endsAt }, t)).toBe(
      'Number 3 in the queue; deleted about 11:00',
    );
    expect(formatQueue('build', queue, t)).toBe('Number 3 in the queue');
    expect(
      formatQueue(
        'build',
        {
          ...queue,
          startsAt: '2026-01-05T10:42:00.000',
        },
        t,
      ),
    ).toBe('Number 3 in the queue; begins about Mon 5 Jan, 10:42');
  });
});
