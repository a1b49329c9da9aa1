import { manualTimer } from '../__testUtils__/manualTimer';
import { testProvisioner } from '../__testUtils__/testOperationTypes';
import { testProvisioners } from '../__testUtils__/testProvisioners';
import { DEADLINES, systemTimer, withDeadline } from './deadlines';

const call = { provisioner: { title: 'Slow' }, name: 'health' } as const;

/** A call that ignores its signal until a test answers it. */
function pending() {
  let answer: (value: string) => void = () => {};
  let signal: AbortSignal | undefined;
  return {
    ask: (options: { signal: AbortSignal }) => {
      signal = options.signal;
      return new Promise<string>(resolve => {
        answer = resolve;
      });
    },
    answer: (value: string) => answer(value),
    get signal() {
      return signal;
    },
  };
}

describe('withDeadline', () => {
  it('returns an answer that is in time, and stops the timer', async () => {
    const timer = manualTimer();
    const { ask, answer } = pending();
    const answered = withDeadline(call, ask, timer);
    expect(timer.running.size).toBe(1);
    answer('healthy');
    await expect(answered).resolves.toBe('healthy');
    expect(timer.running.size).toBe(0);
  });

  it('gives up at the deadline, aborts the signal and discards a late answer', async () => {
    const timer = manualTimer();
    const slow = pending();
    const answered = withDeadline(call, slow.ask, timer);
    timer.expire();
    await expect(answered).rejects.toThrow(
      'Slow did not answer within 60 seconds (health)',
    );
    expect(slow.signal?.aborted).toBe(true);
    slow.answer('late');
  });

  it('ends when its caller gives up', async () => {
    const timer = manualTimer();
    const slow = pending();
    const caller = new AbortController();
    const answered = withDeadline(call, slow.ask, {
      ...timer,
      signal: caller.signal,
    });
    caller.abort(new Error('The claim is lost'));
    await expect(answered).rejects.toThrow('The claim is lost');
    expect(slow.signal?.aborted).toBe(true);
    expect(timer.running.size).toBe(0);
  });

  it('asks nothing for a caller that gave up before', async () => {
    const ask = jest.fn();
    const signal = AbortSignal.abort(new Error('Too late'));
    await expect(
      withDeadline(call, ask, { ...manualTimer(), signal }),
    ).rejects.toThrow('Too late');
    expect(ask).not.toHaveBeenCalled();
  });

  it('has a timer that can be stopped', async () => {
    const run = jest.fn();
    systemTimer(0, run)();
    await new Promise(resolve => {
      setTimeout(resolve, 5);
    });
    expect(run).not.toHaveBeenCalled();
  });
});

describe('ProvisionerRegistry', () => {
  it('gives every call its deadline', async () => {
    const timer = manualTimer();
    const never = () => new Promise<never>(() => {});
    const fleet = {
      inventory: never,
      find: never,
      read: never,
      tag: never,
      untag: never,
      withTags: () => '',
      bareSpec: () => '',
    };
    const registry = testProvisioners(
      [
        {
          ...testProvisioner({}),
          checkBlueprint: never,
          planExample: never,
          inspectBlueprint: never,
          regionOf: never,
          plan: never,
          verify: never,
          checkReadiness: never,
          health: never,
          resourceEvents: never,
          showLeaseEnd: never,
          fleet,
        },
      ],
      timer,
    );
    const provisioner = registry.get('eksctl');
    const calls: Record<string, unknown> = {
      ...provisioner,
      ...provisioner.fleet,
    };
    for (const name of Object.keys(DEADLINES)) {
      const answered = (calls[name] as () => Promise<unknown>)();
      timer.expire();
      await expect(answered).rejects.toThrow(`seconds (${name})`);
    }
  });
});
