import { ConfigReader } from '@backstage/config';
import type { JsonValue } from '@backstage/types';
import { Duration } from 'luxon';
import { readDuration, readLimit } from './durations';

const fallback = Duration.fromObject({ seconds: 30 });
const configOf = (value: JsonValue) => new ConfigReader({ wait: value });

const WRONG: JsonValue[] = [
  { years: 1 },
  { months: 1 },
  { years: 280000, days: -102199995 },
  { days: -1, hours: 25 },
  { hours: 1.5 },
  { days: 1e300 },
  'P1Y',
  'P-1D',
  { seconds: 0 },
  { days: 4000 },
];

describe('readDuration', () => {
  it('takes what the configuration says, in every spelling', () => {
    expect(
      readDuration(configOf({ seconds: 90 }), 'wait', fallback).as('seconds'),
    ).toBe(90);
    expect(readDuration(configOf('1.5s'), 'wait', fallback).toMillis()).toBe(
      1_500,
    );
    expect(
      readDuration(configOf('PT10M'), 'wait', fallback).as('minutes'),
    ).toBe(10);
    expect(readDuration(new ConfigReader({}), 'wait', fallback)).toBe(fallback);
  });

  it.each([...WRONG, { days: 25 }])('refuses %j and names the key', value => {
    expect(() => readDuration(configOf(value), 'wait', fallback)).toThrow(
      /wait/,
    );
  });
});

describe('readLimit', () => {
  it('is a duration as people give it', () => {
    expect(readLimit(configOf({ hours: 36 }), 'wait')?.toISO()).toBe('P1DT12H');
    expect(readLimit(configOf('7d'), 'wait')?.toISO()).toBe('P7D');
    expect(readLimit(new ConfigReader({}), 'wait')).toBeUndefined();
  });

  it.each([...WRONG, { seconds: 90 }])(
    'refuses %j and names the key',
    value => {
      expect(() => readLimit(configOf(value), 'wait')).toThrow(/wait/);
    },
  );
});
