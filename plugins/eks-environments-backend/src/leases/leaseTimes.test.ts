import { DateTime } from 'luxon';
import { toColumn } from '../database';
import {
  endsOf,
  expectedHours,
  failureDeadline,
  leaseEndingAt,
  requiredTime,
  UnusableLeaseError,
} from './leaseTimes';

const start = DateTime.fromISO('2026-11-21T10:00:00.000Z', { zone: 'utc' });
const lease = {
  duration: 'P2D',
  maximum: 'P5D',
  maximum_total: 'P14D',
  approved_total: 'P14D',
};

/** Durations that are no longer accepted, but that rows may contain. */
const ESCAPING = ['P280000Y-102199995D', 'P1000Y', 'P99999D', 'P5DT1M'];
const NOWHERE = [
  'P2000000Y-729999995D',
  'P-1000Y365005D',
  '-P1D',
  'P0D',
  'P9999999999Y',
  'soon',
  '',
];

describe('endsOf', () => {
  it('ends where the lease says', () => {
    const { end, latestEnd } = endsOf(lease, start);
    expect(toColumn(end)).toBe('2026-11-23T10:00:00.000Z');
    expect(toColumn(latestEnd)).toBe('2026-12-05T10:00:00.000Z');
  });

  it.each(ESCAPING)('ends at the longest lease whatever %s says', duration => {
    const { end } = endsOf({ ...lease, duration }, start);
    expect(toColumn(end)).toBe('2026-11-26T10:00:00.000Z');
  });

  it('never ends past the latest end', () => {
    const { end, latestEnd } = endsOf(
      {
        duration: 'P30D',
        maximum: 'P30D',
        maximum_total: 'P14D',
        approved_total: 'P14D',
      },
      start,
    );
    expect(end).toEqual(latestEnd);
  });

  it.each(NOWHERE)('refuses %j and names the column', duration => {
    expect(() => endsOf({ ...lease, duration }, start)).toThrow(
      UnusableLeaseError,
    );
    expect(() => endsOf({ ...lease, maximum_total: duration }, start)).toThrow(
      /maximum_total/,
    );
    expect(expectedHours({ ...lease, duration }, start)).toBe(0);
  });
});

describe('what follows from a row that holds anything', () => {
  it.each([...NOWHERE, 'P280000Y-102199995D'])(
    'has a grace and a deadline that come: %j',
    text => {
      const { grace_ends_at, due_at } = leaseEndingAt(
        { grace: text, warnings: JSON.stringify([text, 'PT2H']) },
        start.plus({ days: 1 }),
        start,
      );
      expect(grace_ends_at).toMatch(/^20\d\d-.{19}$/);
      expect(grace_ends_at! > '2026-11-22T10:00:00.000Z').toBe(true);
      expect(due_at! <= '2026-11-22T10:00:00.000Z').toBe(true);
      const deadline = failureDeadline(
        { failure_deadline: text, maximum_total: 'P14D' },
        start,
      );
      expect(deadline > start && deadline <= start.plus({ days: 14 })).toBe(
        true,
      );
    },
  );

  it('has no time that the tables do not hold', () => {
    expect(() => requiredTime(null, 'end')).toThrow(UnusableLeaseError);
    expect(() => requiredTime('282026-01-01T00:00:00.000Z', 'end')).toThrow(
      /The end of a lease/,
    );
  });
});
