import {
  forecastQueue,
  type LaneLoad,
  shortagesOf,
  type WaitingOperation,
} from './queueForecast';

const place = { account: 'sandbox', region: 'eu-west-1' };

function waiting(
  id: string,
  changes: Partial<WaitingOperation> = {},
): WaitingOperation {
  return {
    ...place,
    id,
    owner: 'shop',
    dueIn: 0,
    dueAt: '2026-11-21T10:00:00.000Z',
    held: false,
    usualSeconds: 600,
    ...changes,
  };
}

function forecast(queue: Partial<LaneLoad>) {
  const forecasts = forecastQueue({
    running: [],
    waiting: [],
    limits: { perRegionOf: {} },
    workers: 1,
    ...queue,
  });
  return Object.fromEntries(
    [...forecasts].map(([id, { place: position, startsIn, endsIn }]) => [
      id,
      [position, startsIn, endsIn],
    ]),
  );
}

describe('forecastQueue', () => {
  it('begins one after the other as workers get free', () => {
    expect(
      forecast({
        running: [{ ...place, owner: 'shop', seconds: 400, usualSeconds: 600 }],
        waiting: [waiting('a'), waiting('b')],
      }),
    ).toEqual({ a: [1, 200, 800], b: [2, 800, 1400] });
  });

  it('takes what is overdue to end soon', () => {
    expect(
      forecast({
        running: [{ ...place, owner: 'shop', seconds: 900, usualSeconds: 600 }],
        waiting: [waiting('a')],
      }),
    ).toEqual({ a: [1, 60, 660] });
  });

  it('takes turns between owners, as claims do', () => {
    expect(
      forecast({
        workers: 2,
        running: [{ ...place, owner: 'shop', seconds: 0, usualSeconds: 600 }],
        waiting: [
          waiting('s1'),
          waiting('s2'),
          waiting('q1', {
            owner: 'search',
            dueAt: '2026-11-21T10:05:00.000Z',
            usualSeconds: 900,
          }),
        ],
      }),
    ).toEqual({ q1: [1, 0, 900], s1: [2, 600, 1200], s2: [3, 900, 1500] });
  });

  it('lets pass what has room elsewhere', () => {
    expect(
      forecast({
        workers: 4,
        limits: { perRegionOf: { sandbox: 1 } },
        waiting: [
          waiting('a'),
          waiting('b'),
          waiting('c', { account: 'production' }),
        ],
      }),
    ).toEqual({ a: [1, 0, 600], c: [2, 0, 600], b: [3, 600, 1200] });
  });

  it('has a place and no time behind what nobody knows the length of', () => {
    expect(
      forecast({
        running: [{ ...place, owner: 'shop', seconds: 10 }],
        waiting: [waiting('a'), waiting('b')],
      }),
    ).toEqual({ a: [1, undefined, undefined], b: [2, undefined, undefined] });
    expect(
      forecast({ waiting: [waiting('a', { usualSeconds: undefined })] }),
    ).toEqual({ a: [1, 0, undefined] });
  });

  it('puts what is held behind everything that may begin', () => {
    expect(
      forecast({ waiting: [waiting('held', { held: true }), waiting('b')] }),
    ).toEqual({ b: [1, 0, 600], held: [2, undefined, undefined] });
  });

  it('begins what is not due yet when it is', () => {
    expect(
      forecast({
        workers: 2,
        waiting: [waiting('later', { dueIn: 30 }), waiting('now')],
      }),
    ).toEqual({ now: [1, 0, 600], later: [2, 30, 630] });
  });

  it('foresees a long queue in a moment', () => {
    const owners = Array.from({ length: 50 }, (_, owner) => `owner ${owner}`);
    const long = Array.from({ length: 10_000 }, (_, number) =>
      waiting(String(number).padStart(5, '0'), {
        owner: owners[number % owners.length],
      }),
    );
    const start = performance.now();
    const forecasts = forecastQueue({
      running: [],
      waiting: long,
      limits: { perRegionOf: {} },
      workers: 20,
    });
    // A quadratic algorithm would take a minute.
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(forecasts.get('09999')).toMatchObject({
      place: 10_000,
      startsIn: (10_000 / 20 - 1) * 600,
    });
  });
});

describe('shortagesOf', () => {
  const running = [
    { ...place, owner: 'shop' },
    { ...place, owner: 'shop' },
  ];
  it.each([
    ['region', { perRegion: 2, perRegionOf: {} }, 9],
    ['region', { perRegion: 9, perRegionOf: { sandbox: 2 } }, 9],
    [undefined, { perRegion: 2, perRegionOf: { sandbox: 3 } }, 9],
    ['total', { total: 2, perRegionOf: {} }, 9],
    ['workers', { perRegionOf: {} }, 2],
    [undefined, { perRegionOf: {} }, 3],
  ])('is %s with %j and %i workers', (shortage, limits, workers) => {
    const shortageOf = shortagesOf({ running, limits, workers });
    expect(shortageOf({ ...place, owner: 'search' })).toBe(shortage);
  });
});
