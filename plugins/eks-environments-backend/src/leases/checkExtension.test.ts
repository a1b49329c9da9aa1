import { answers, statesWhere } from 'backstage-plugin-eks-environments-common';
import { DateTime } from 'luxon';
import type { LeaseRow } from '../database';
import { checkExtension } from './checkExtension';

const now = DateTime.fromISO('2026-11-21T10:00:00.000Z', { zone: 'utc' });

function lease(parts: Partial<LeaseRow>): LeaseRow {
  return {
    phase: 'active',
    extensions: 0,
    maximum_extensions: 2,
    expires_at: '2026-11-21T12:00:00.000Z',
    latest_end: '2026-11-22T12:00:00.000Z',
    ...parts,
  } as LeaseRow;
}

const ready = (row: LeaseRow) => ({ state: 'Ready' as const, lease: row });

describe('checkExtension', () => {
  it('extends an active lease from its end', () => {
    const check = checkExtension(ready(lease({})), now);
    expect(check).toMatchObject({ kind: 'extendable' });
    expect(check.kind === 'extendable' && check.from.toISO()).toBe(
      '2026-11-21T12:00:00.000Z',
    );
  });

  it('extends a lease in grace from now', () => {
    const check = checkExtension(
      ready(lease({ phase: 'grace', expires_at: '2026-11-21T09:00:00.000Z' })),
      now,
    );
    expect(check.kind === 'extendable' && check.from.toISO()).toBe(
      '2026-11-21T10:00:00.000Z',
    );
  });

  it.each<[string, Partial<LeaseRow>, RegExp]>([
    ['a pending lease', { phase: 'pending' }, /active, or in its grace/],
    ['an ended lease', { phase: 'ended' }, /active, or in its grace/],
    [
      'a lease without extensions left',
      { extensions: 2 },
      /extended 2 of 2 times/,
    ],
    [
      'a lease at its latest end',
      { expires_at: '2026-11-22T12:00:00.000Z' },
      /as long as its blueprint allows/,
    ],
    [
      'a lease in grace past its latest end',
      {
        phase: 'grace',
        expires_at: '2026-11-21T09:00:00.000Z',
        latest_end: '2026-11-21T09:30:00.000Z',
      },
      /as long as its blueprint allows/,
    ],
    ['a lease without an end', { expires_at: null }, /is not a time/],
    ['a lease whose end is no time', { latest_end: 'soon' }, /is not a time/],
  ])('refuses %s', (_, parts, reason) => {
    expect(checkExtension(ready(lease(parts)), now)).toMatchObject({
      kind: 'refused',
      reason: {
        code: expect.any(String),
        message: expect.stringMatching(reason),
      },
    });
  });

  it.each(statesWhere(state => !answers(state)))(
    'refuses an active lease in the state %s',
    state => {
      expect(checkExtension({ state, lease: lease({}) }, now)).toMatchObject({
        kind: 'refused',
      });
    },
  );
});
