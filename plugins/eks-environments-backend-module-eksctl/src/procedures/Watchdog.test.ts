import { Duration } from 'luxon';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { Watchdog } from './Watchdog';

const minutes = (count: number) => Duration.fromObject({ minutes: count });

describe('Watchdog', () => {
  const clock = new TestClock();
  const nothing = async () => [];
  const building = async () => ['eksctl-demo-cluster CREATE_IN_PROGRESS'];
  let dog: Watchdog;

  beforeEach(() => {
    dog = new Watchdog({ clock, bound: minutes(5) });
  });

  /** The result of a check five minutes later. */
  function later(readProgress: () => Promise<string[]>) {
    clock.advance(minutes(5));
    return dog.check(readProgress);
  }

  it('does not ask AWS about an eksctl that spoke a short while ago', async () => {
    const readProgress = jest.fn(nothing);
    clock.advance(minutes(4));
    dog.heard();
    clock.advance(minutes(4));
    expect(await dog.check(readProgress)).toEqual({ kind: 'speaking' });
    expect(readProgress).not.toHaveBeenCalled();
  });

  it('lets a silent eksctl be for as long as AWS builds, and says so once per bound', async () => {
    const since = clock.now();
    for (let round = 0; round < 5; round++) {
      expect(await later(building)).toEqual({
        kind: 'building',
        what: ['eksctl-demo-cluster CREATE_IN_PROGRESS'],
        since,
      });
      expect(await dog.check(building)).toEqual({ kind: 'speaking' });
    }
  });

  it('gives an eksctl up that is silent while AWS does nothing, when it was asked twice', async () => {
    expect(await later(nothing)).toEqual({ kind: 'suspect' });
    expect(await dog.check(nothing)).toEqual({ kind: 'speaking' });
    expect(await later(nothing)).toEqual({ kind: 'dead' });
  });

  it('begins anew when AWS goes on, and when eksctl speaks', async () => {
    await later(nothing);
    expect(await later(building)).toMatchObject({ kind: 'building' });
    expect(await later(nothing)).toEqual({ kind: 'suspect' });
    dog.heard();
    expect(await later(nothing)).toEqual({ kind: 'suspect' });
    expect(await later(nothing)).toEqual({ kind: 'dead' });
  });

  it('believes a line that came while AWS was asked', async () => {
    await later(nothing);
    const spoke = async () => {
      clock.advance(minutes(1));
      dog.heard();
      return [];
    };
    expect(await later(spoke)).toEqual({ kind: 'speaking' });
  });

  it('gives an eksctl up that speaks for ever, when its time is over', async () => {
    dog = new Watchdog({ clock, bound: minutes(5), atMost: minutes(9) });
    for (let minute = 0; minute < 8; minute++) {
      clock.advance(minutes(1));
      dog.heard();
      expect(await dog.check(building)).toEqual({ kind: 'speaking' });
    }
    clock.advance(minutes(1));
    dog.heard();
    expect(await dog.check(building)).toEqual({ kind: 'overdue' });
  });

  it('leaves its judgement open when AWS can not be asked', async () => {
    await later(nothing);
    await expect(
      later(async () => {
        throw new Error('Rate exceeded');
      }),
    ).rejects.toThrow('Rate exceeded');
    expect(await dog.check(nothing)).toEqual({ kind: 'dead' });
  });
});
