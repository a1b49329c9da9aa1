import { NotFoundError } from '@backstage/errors';
import { whileAllowed } from './whileAllowed';

describe('whileAllowed', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('passes nothing on to a viewer who has lost the right meanwhile', async () => {
    const closed = jest.fn();
    async function* lines() {
      try {
        for (let line = 1; ; line++) {
          yield line;
          jest.advanceTimersByTime(10_000);
        }
      } finally {
        closed();
      }
    }
    const assertAllowed = jest
      .fn<Promise<void>, []>()
      .mockResolvedValueOnce()
      .mockRejectedValue(new NotFoundError('There is no environment E1'));
    const seen: number[] = [];
    const watch = async () => {
      for await (const line of whileAllowed(lines(), assertAllowed)) {
        seen.push(line);
      }
    };

    await expect(watch()).rejects.toThrow('There is no environment E1');
    // Checked before the fourth line, half a minute after the first, and before the seventh.
    expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
    expect(assertAllowed).toHaveBeenCalledTimes(2);
    expect(closed).toHaveBeenCalled();
  });
});
