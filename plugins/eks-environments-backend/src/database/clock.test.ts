import { DateTime } from 'luxon';
import { fromColumn, toColumn } from './clock';

describe('toColumn', () => {
  it('writes a time so that it sorts as text and is read back the same', () => {
    const time = DateTime.fromISO('2026-11-21T12:00:00.005+02:00');
    expect(toColumn(time)).toBe('2026-11-21T10:00:00.005Z');
    expect(fromColumn(toColumn(time)).toMillis()).toBe(time.toMillis());
  });

  it('writes nothing that is no time', () => {
    expect(() => toColumn(DateTime.utc().plus({ years: 9_999_999 }))).toThrow(
      /^Not a time/,
    );
  });
});
