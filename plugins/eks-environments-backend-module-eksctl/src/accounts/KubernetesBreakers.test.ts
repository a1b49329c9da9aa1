import { KubernetesBreakers } from './KubernetesBreakers';

const dead = 'https://dead.eks.example.com';
const other = 'https://other.eks.example.com';

describe('KubernetesBreakers', () => {
  const breakers = new KubernetesBreakers();
  const answer = { status: 200, body: 'ok' };
  const calls = { answers: jest.fn(async () => answer), hangs: jest.fn() };

  async function failAgain(times: number): Promise<unknown[]> {
    const errors: unknown[] = [];
    for (let call = 0; call < times; call++) {
      errors.push(await breakers.run(dead, calls.hangs).catch(error => error));
    }
    return errors;
  }

  beforeAll(() => {
    jest.useFakeTimers({ now: 0 });
    calls.hangs.mockRejectedValue(new Error('no answer in time'));
  });
  afterAll(() => jest.useRealTimers());
  beforeEach(() => jest.clearAllMocks());

  it('leaves alone what did not answer five times in a row', async () => {
    const errors = await failAgain(7);
    expect(calls.hangs).toHaveBeenCalledTimes(5);
    expect(errors.slice(0, 5)).toEqual(
      Array(5).fill(expect.objectContaining({ message: 'no answer in time' })),
    );
    expect(errors.slice(5)).toEqual(
      Array(2).fill(
        expect.objectContaining({
          name: 'NotAskedError',
          message:
            'It did not answer 5 times in a row and is left alone for 30 seconds',
        }),
      ),
    );
  });

  it('goes on asking other clusters meanwhile', async () => {
    expect(await breakers.run(other, calls.answers)).toBe(answer);
  });

  it('asks once after half a minute, and leaves it alone again when that fails', async () => {
    jest.advanceTimersByTime(29_000);
    await failAgain(1);
    expect(calls.hangs).not.toHaveBeenCalled();
    jest.advanceTimersByTime(2_000);
    await failAgain(3);
    expect(calls.hangs).toHaveBeenCalledTimes(1);
  });

  it('forgets the trouble when the probe is answered', async () => {
    jest.advanceTimersByTime(31_000);
    expect(await breakers.run(dead, calls.answers)).toBe(answer);
    await failAgain(4);
    expect(calls.hangs).toHaveBeenCalledTimes(4);
    expect(await breakers.run(dead, calls.answers)).toBe(answer);
  });

  it('takes any answer for one', async () => {
    const notReady = jest.fn(async () => ({ status: 500, body: '' }));
    for (let call = 0; call < 10; call++) {
      await breakers.run(other, notReady);
    }
    expect(notReady).toHaveBeenCalledTimes(10);
  });
});
