import { mockServices } from '@backstage/backend-test-utils';
import type {
  EksctlExit,
  EksctlLine,
  EksctlRunner,
  EksctlRunOptions,
} from 'backstage-plugin-eksctl-node';
import { Duration } from 'luxon';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import type { AccountAccess } from '../accounts';
import { EksctlDryRun } from './EksctlDryRun';
import type { DryRunRequest } from './types';

/** An eksctl whose output and exit a test controls. */
class FakeRunner implements EksctlRunner {
  readonly started: EksctlRunOptions[] = [];
  stopped = 0;
  mostAtOnce = 0;
  #running = 0;
  answer: { exit: EksctlExit; lines?: string[] } = {
    exit: { kind: 'success' },
  };
  hangs = false;

  async start(options: EksctlRunOptions) {
    this.started.push(options);
    this.#running += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#running);
    let end = () => {};
    const ended = new Promise<EksctlExit>(resolve => {
      end = () => resolve({ kind: 'signalled', signal: 'SIGTERM' });
    });
    return {
      operation: options.operation,
      follow: (onLine: (line: EksctlLine) => void) => {
        for (const text of this.answer.lines ?? []) {
          onLine({ level: 'raw', stream: 'stderr', text });
        }
        const exited = this.hangs ? ended : Promise.resolve(this.answer.exit);
        return exited.finally(() => {
          this.#running -= 1;
        });
      },
      stop: async () => {
        this.stopped += 1;
        end();
      },
      leave: async () => {},
    };
  }

  async find() {
    return undefined;
  }
}

function request(config: string, name = 'shop-1'): DryRunRequest {
  return {
    config: config.replace('NAME', name),
    account: 'sandbox',
    region: 'eu-west-1',
    names: [name],
  };
}

function begin(timeout = Duration.fromObject({ seconds: 20 })) {
  const runner = new FakeRunner();
  const clock = new TestClock();
  const dryRun = new EksctlDryRun({
    runner,
    clock,
    timeout,
    logger: mockServices.logger.mock(),
    accounts: {
      access: async (account, region) =>
        ({ account, region, credentials: async () => ({}) } as AccountAccess),
    },
  });
  return { runner, clock, dryRun };
}

const refusal = {
  exit: { kind: 'failed', exitCode: 1 } as const,
  lines: [
    'Error: none of the provided AZs "" support instance type m99.huge in nodegroup workers',
  ],
};

describe('EksctlDryRun', () => {
  it('has eksctl check the config and change nothing', async () => {
    const { dryRun, runner } = begin();
    expect(await dryRun.check(request('name: NAME'))).toEqual({
      kind: 'accepted',
    });
    expect(runner.started).toEqual([
      expect.objectContaining({
        args: expect.arrayContaining(['create', 'cluster', '--dry-run']),
        configYaml: 'name: shop-1',
        region: 'eu-west-1',
      }),
    ]);
  });

  it.each([refusal.lines[0], 'Error: a sentence that no rule knows'])(
    'refuses with the sentence of eksctl: %s',
    async line => {
      const { dryRun, runner } = begin();
      runner.answer = { ...refusal, lines: [line] };
      expect(await dryRun.check(request('name: NAME'))).toEqual({
        kind: 'refused',
        sentence: line.slice('Error: '.length),
      });
    },
  );

  it('tells each request its own name', async () => {
    const { dryRun, runner } = begin();
    runner.answer = { ...refusal, lines: ['Error: shop-1 is no good'] };
    const [first, second] = await Promise.all([
      dryRun.check(request('name: NAME', 'shop-1')),
      dryRun.check(request('name: NAME', 'shop-2')),
    ]);
    expect(first).toMatchObject({ sentence: 'shop-1 is no good' });
    expect(second).toMatchObject({ sentence: 'shop-2 is no good' });
    expect(dryRun.peek(request('name: NAME', 'shop-3'))).toMatchObject({
      sentence: 'shop-3 is no good',
    });
    expect(runner.started).toHaveLength(1);
  });

  it('remembers a refusal, and not more verdicts than fit', async () => {
    const { dryRun, runner } = begin();
    runner.answer = refusal;
    await dryRun.check(request('first'));
    await dryRun.check(request('first'));
    expect(runner.started).toHaveLength(1);
    for (let index = 0; index < 200; index += 1) {
      await dryRun.check(request(`config ${index}`));
    }
    await dryRun.check(request('first'));
    expect(runner.started).toHaveLength(202);
  });

  it('asks once for what differs in names alone, until AWS may have changed', async () => {
    const { dryRun, runner, clock } = begin();
    await Promise.all([
      dryRun.check(request('name: NAME', 'shop-1')),
      dryRun.check(request('name: NAME', 'shop-2')),
    ]);
    await dryRun.check(request('name: NAME', 'shop-3'));
    expect(runner.started).toHaveLength(1);
    await dryRun.check(request('name: NAME, zones: 3'));
    expect(runner.started).toHaveLength(2);

    clock.advance({ minutes: 11 });
    await dryRun.check(request('name: NAME'));
    expect(runner.started).toHaveLength(3);
  });

  it('does not hold against a config what was not its fault', async () => {
    const { dryRun, runner, clock } = begin();
    const config = request('name: NAME');
    runner.answer = {
      exit: { kind: 'failed', exitCode: 1 },
      lines: [
        'Error: operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: 1, api error ExpiredToken: The security token is expired',
      ],
    };
    const unchecked = {
      kind: 'unchecked',
      reason: expect.stringContaining('The credentials of the account'),
    };
    expect(await dryRun.check(config)).toMatchObject(unchecked);
    // For plans beside a form it is cached for a while, so that eksctl does not run at every keystroke.
    expect(dryRun.peek(config)).toMatchObject(unchecked);
    expect(runner.started).toHaveLength(1);
    runner.answer = { exit: { kind: 'success' } };
    expect(await dryRun.check(config)).toEqual({ kind: 'accepted' });
    expect(runner.started).toHaveLength(2);

    runner.answer = { exit: { kind: 'notStarted', reason: 'ENOENT' } };
    await dryRun.check(request('another'));
    clock.advance({ seconds: 31 });
    expect(dryRun.peek(request('another'))).toBeUndefined();
  });

  it('stops an eksctl that takes too long', async () => {
    const { dryRun, runner } = begin(Duration.fromMillis(20));
    runner.hangs = true;
    expect(await dryRun.check(request('name: NAME'))).toEqual({
      kind: 'unchecked',
      reason: 'It took too long',
    });
    expect(runner.stopped).toBe(1);
  });

  it('runs few at once, and says so to whoever would wait too long', async () => {
    const { dryRun, runner } = begin(Duration.fromMillis(50));
    runner.hangs = true;
    const verdicts = await Promise.all(
      Array.from({ length: 15 }, (_, index) =>
        dryRun.check(request(`name: NAME, nodes: ${index}`)),
      ),
    );
    expect(new Set(verdicts.map(({ kind }) => kind))).toEqual(
      new Set(['unchecked']),
    );
    expect(runner.mostAtOnce).toBe(2);
  });

  it('says that it could not check where there is no eksctl', async () => {
    const { dryRun, runner } = begin();
    runner.answer = { exit: { kind: 'notStarted', reason: 'ENOENT' } };
    expect(await dryRun.check(request('name: NAME'))).toEqual({
      kind: 'unchecked',
      reason: 'eksctl could not be started',
    });
  });

  it('answers a peek at once, and the next one better', async () => {
    const { dryRun, runner } = begin();
    expect(dryRun.peek(request('name: NAME'))).toBeUndefined();
    expect(dryRun.peek(request('name: NAME'))).toBeUndefined();
    await dryRun.check(request('name: NAME'));
    expect(dryRun.peek(request('name: NAME'))).toEqual({ kind: 'accepted' });
    expect(runner.started).toHaveLength(1);
  });

  it('begins nothing on a peek while eksctl is busy', async () => {
    const { dryRun, runner } = begin(Duration.fromMillis(200));
    runner.hangs = true;
    const busy = dryRun.check(request('name: NAME, nodes: 1'));
    dryRun.peek(request('name: NAME, nodes: 2'));
    await busy;
    expect(runner.started).toHaveLength(1);
  });
});
