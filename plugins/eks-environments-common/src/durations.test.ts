import { parseDuration, toDuration } from './durations';

describe('parseDuration', () => {
  it.each([
    ['P5D', 'P5D', 7_200],
    ['PT36H', 'P1DT12H', 2_160],
    ['PT24H', 'P1D', 1_440],
    ['P1W', 'P7D', 10_080],
    ['P1W2DT3H4M', 'P9DT3H4M', 13_144],
    ['PT90M', 'PT1H30M', 90],
    ['P0DT1M', 'PT1M', 1],
    ['P05D', 'P5D', 7_200],
    ['P3650D', 'P3650D', 5_256_000],
  ])('reads %s as %s', (text, duration, minutes) => {
    expect(parseDuration(text)).toEqual({
      kind: 'duration',
      duration,
      minutes,
    });
  });

  it.each([
    // Signs: components that cancel out, or move an end to the past.
    'P280000Y-102199995D',
    'P2000000Y-729999995D',
    'P-1000Y365005D',
    'P-1D',
    '-P1D',
    '+P1D',
    'P+1D',
    'P2DT-1H',
    'P1W-1D',
    // Units without a fixed length, or finer than a lease.
    'P1Y',
    'P1M',
    'P1Y2M',
    'P1MT1M',
    'PT30S',
    'PT1H0S',
    // Fractions and exponents.
    'P1.5D',
    'P1,5D',
    'PT0.5H',
    'P1e3D',
    // Not a duration.
    '',
    'P',
    'PT',
    'P1DT',
    '5D',
    'p5d',
    ' P5D',
    'P5D ',
    'P5D\n',
    'P5D\u0000',
    'P٥D',
    'P5DP5D',
    'PT1M1H',
    'P1D1W',
    'for ever',
    '86400',
    `P${'9'.repeat(400)}D`,
    'P9999999999D',
    'P\ud800D',
  ])('refuses %j and says what would be right', text => {
    const reading = parseDuration(text);
    expect(reading).toMatchObject({
      kind: 'invalid',
      problem: expect.stringMatching(
        /^must be a duration of weeks, days, hours and minutes such as P5D or PT36H/,
      ),
    });
    expect(JSON.stringify(reading).length).toBeLessThan(250);
  });

  it.each(['P0D', 'PT0M', 'P0W'])('refuses %s, which is nothing', text => {
    expect(parseDuration(text)).toEqual({
      kind: 'invalid',
      problem: 'must be at least a minute (PT1M)',
    });
  });

  it.each(['P3651D', 'P999999999W', 'PT87601H', 'P3650DT1M'])(
    'refuses %s, which is longer than ten years',
    text => {
      expect(parseDuration(text)).toEqual({
        kind: 'invalid',
        problem: 'must be at most P3650D',
      });
    },
  );
});

describe('toDuration', () => {
  it('reads units in the same canonical form', () => {
    expect(toDuration({ hours: 36 })).toMatchObject({ duration: 'P1DT12H' });
    expect(toDuration({ weeks: 1, minutes: 5 })).toMatchObject({
      duration: 'P7DT5M',
    });
  });

  it.each([
    { days: -1, hours: 48 },
    { days: 1.5 },
    { days: Number.NaN },
    { days: 1e300 },
    { days: Number.POSITIVE_INFINITY },
    {},
    { days: 3651 },
  ])('refuses %j', units => {
    expect(toDuration(units).kind).toBe('invalid');
  });
});
