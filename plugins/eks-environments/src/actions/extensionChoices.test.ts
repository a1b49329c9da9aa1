import { DateTime } from 'luxon';
import { exampleEnvironment } from '../__testUtils__/exampleEnvironments';
import {
  canRequestExtension,
  extensionChoices,
  offeredExtensions,
} from './extensionChoices';

const lease = {
  ...exampleEnvironment().lease,
  expiresAt: '2026-11-25T00:00:00Z',
  usualExtension: 'PT36H',
};

const before = DateTime.fromISO('2026-11-24T00:00:00Z');

describe('extensionChoices', () => {
  it('offers what there is room for, the usual one and all that is left, in order', () => {
    const choices = extensionChoices(
      { ...lease, latestEnd: '2026-11-27T12:00:00Z' },
      before,
    );

    expect(choices.map(({ endsAt }) => endsAt)).toEqual([
      '2026-11-25T01:00:00.000Z',
      '2026-11-25T04:00:00.000Z',
      '2026-11-26T00:00:00.000Z',
      '2026-11-26T12:00:00.000Z',
      '2026-11-27T00:00:00.000Z',
      '2026-11-27T12:00:00.000Z',
    ]);
  });

  it('offers longer ones with an approval, all if the owner has none left', () => {
    const room = {
      ...lease,
      latestEnd: '2026-11-26T00:00:00Z',
      latestApprovedEnd: '2026-11-28T00:00:00Z',
    };
    const approved = (given: typeof room & { extensions: number }) =>
      extensionChoices(given, before)
        .filter(({ needsApproval }) => needsApproval)
        .map(({ duration }) => duration);
    expect(approved({ ...room, extensions: 0 })).toEqual([
      'P1DT12H',
      'P2D',
      'P3D',
    ]);
    expect(approved({ ...room, extensions: lease.maximumExtensions })).toEqual([
      'PT1H',
      'PT4H',
      'P1D',
      'P1DT12H',
      'P2D',
      'P3D',
    ]);
    expect(canRequestExtension({ lease: room }, before)).toBe(true);
    expect(
      canRequestExtension(
        { lease: { ...room, latestApprovedEnd: room.latestEnd } },
        before,
      ),
    ).toBe(false);
  });

  it('offers none that needs an approval while a request is pending', () => {
    const environment = {
      lease: {
        ...lease,
        latestEnd: '2026-11-26T00:00:00Z',
        latestApprovedEnd: '2026-11-28T00:00:00Z',
      },
      pendingRequest: { id: 'r2', type: 'extend' },
    };
    expect(
      offeredExtensions(environment, before).map(({ duration }) => duration),
    ).toEqual(['PT1H', 'PT4H', 'P1D']);
    expect(canRequestExtension(environment, before)).toBe(false);
  });

  it('offers nothing when there is no room', () => {
    expect(
      extensionChoices({ ...lease, latestEnd: lease.expiresAt }, before),
    ).toEqual([]);
    expect(
      extensionChoices({ ...lease, expiresAt: undefined }, before),
    ).toEqual([]);
  });

  it('offers all that is left when that is less than any round length', () => {
    const [choice, ...others] = extensionChoices(
      { ...lease, latestEnd: '2026-11-25T00:07:30Z' },
      before,
    );
    expect(choice.endsAt).toBe('2026-11-25T00:07:00.000Z');
    expect(others).toEqual([]);
  });

  it('counts from now in grace, and leaves time to choose', () => {
    const choices = extensionChoices(
      { ...lease, latestEnd: '2026-11-25T12:00:00Z' },
      DateTime.fromISO('2026-11-25T05:00:00Z'),
    );
    expect(choices.map(({ endsAt }) => endsAt)).toEqual([
      '2026-11-25T06:00:00.000Z',
      '2026-11-25T09:00:00.000Z',
      '2026-11-25T11:50:00.000Z',
    ]);
  });

  it('leaves out in grace what may soon need an approval', () => {
    const choices = extensionChoices(
      {
        ...lease,
        usualExtension: 'PT3H55M',
        latestEnd: '2026-11-25T09:00:00Z',
        latestApprovedEnd: '2026-11-26T12:00:00Z',
      },
      DateTime.fromISO('2026-11-25T05:00:00Z'),
    );
    expect(
      choices.map(({ duration, needsApproval }) => [duration, needsApproval]),
    ).toEqual([
      ['PT1H', false],
      ['PT3H50M', false],
      ['P1D', true],
      ['P1DT6H50M', true],
    ]);
  });
});
