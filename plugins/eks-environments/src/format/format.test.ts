import { t } from '../__testUtils__/english';
import { DateTime, Settings } from 'luxon';
import { formatMoney } from './money';
import {
  formatDuration,
  formatExact,
  formatList,
  formatLongDuration,
  formatClock,
  formatRelative,
  formatSeconds,
  formatStopwatch,
} from './time';

describe('formatMoney', () => {
  it.each([
    ['0.43', 'hour', '$0.43/h'],
    ['31', 'lease', '$31.00 for the lease'],
    ['31', 'change', '$31.00 for this change'],
    ['310.4', 'month', '$310 this month'],
    ['0', undefined, '$0'],
    ['0.0033', 'hour', '<$0.01/h'],
    ['0.01', 'hour', '$0.01/h'],
    ['1234567.8', undefined, '$1,234,568'],
  ] as const)('shows %s by the %s as %s', (amount, period, expected) => {
    expect(formatMoney({ amount, currency: 'USD' }, t, { period })).toBe(
      expected,
    );
  });

  it.each([
    ['0.1', 'at least $0.10/h'],
    ['0', 'unknown'],
  ])('shows a lower bound of %s as %s', (amount, expected) => {
    expect(
      formatMoney({ amount, currency: 'USD' }, t, {
        period: 'hour',
        isLowerBound: true,
      }),
    ).toBe(expected);
  });
});

describe('times', () => {
  it.each([
    [0, '0 s'],
    [59.6, '1 min'],
    [61, '1 min 1 s'],
    [3_600, '1 h'],
    [187_200, '2 d 4 h'],
    [172_860, '2 d'], // two days are formatted without minutes
    [-5, '0 s'],
  ])('shows %d seconds as %s', (seconds, expected) => {
    expect(formatSeconds(seconds, t)).toBe(expected);
  });

  it('shows durations, stopwatches and distances', () => {
    expect(formatDuration('P5D', t)).toBe('5 d');
    expect(formatDuration('PT36H', t)).toBe('1 d 12 h');
    expect(formatStopwatch(700.9)).toBe('11:40');
    expect(formatStopwatch(3_661)).toBe('1:01:01');

    const now = DateTime.fromISO('2026-11-21T12:00:00Z');
    expect(formatRelative('2026-11-23T16:00:00Z', now, t)).toBe('in 2 d 4 h');
    expect(formatRelative('2026-11-21T11:56:50Z', now, t)).toBe('3 min ago');
    expect(formatRelative('2026-11-19T07:00:00Z', now, t)).toBe('2 d ago');
    expect(formatRelative('2026-11-21T11:59:20Z', now, t)).toBe('40 s ago');
    expect(formatRelative('2026-11-21T11:59:58Z', now, t)).toBe('just now');
    expect(formatRelative('2026-11-21T12:00:02Z', now, t)).toBe('in a moment');
  });

  it('shows a clock time to the second, with the day of another day', () => {
    const today = DateTime.now().set({ hour: 9, minute: 0, second: 5 });
    expect(formatClock(today.toISO())).toBe('09:00:05');
    expect(formatClock(today.minus({ days: 2 }).toISO())).toBe(
      today.minus({ days: 2 }).toFormat("ccc d LLL, '09:00:05'"),
    );
  });

  it('shows the exact time in the zone of the reader and in UTC', () => {
    const zone = Settings.defaultZone;
    Settings.defaultZone = 'Europe/Vienna';
    try {
      expect(formatExact('2026-11-24T08:00:05Z')).toBe(
        'Tue 24 Nov 2026, 09:00:05 (Europe/Vienna) · 2026-11-24 08:00:05 UTC',
      );
    } finally {
      Settings.defaultZone = zone;
    }
  });
});

describe('durations in words', () => {
  it.each([
    ['P1D', '1 day'],
    ['P2DT1H30M', '2 days 1 hour 30 minutes'],
    ['PT36H', '1 day 12 hours'],
    ['PT20S', '20 s'],
  ])('shows %s as %s', (iso, expected) => {
    expect(formatLongDuration(iso, t)).toBe(expected);
  });

  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b', 'c'], 'a, b and c'],
  ])('joins %j', (parts, expected) => {
    expect(formatList(parts, t)).toBe(expected);
  });
});
