import { FaultInput } from '../world/FaultBook';
import { Simulator, startSimulator } from '../server/startSimulator';
import { CONFIGS, likeness, recordedRun } from '../testing/likeness';
import { once, runEksctl } from '../testing/runEksctl';

/** Compares the stand-in with recorded runs whose result depends on how long AWS takes: interrupted, resumed, timed out. */

const CREATE = [
  'create',
  'cluster',
  '--write-kubeconfig=false',
  '--color=false',
  '-f',
  'base.yaml',
];
const DELETE_AND_WAIT =
  'delete cluster --name demo --region eu-west-1 --disable-nodegroup-eviction --timeout 60m --color=false --wait'.split(
    ' ',
  );
const HOUR = 3_600_000;

/** AWS's clock, which a test may stop or move forward. */
class AwsClock {
  #ahead = 0;
  #stoppedAt: number | undefined;

  now(): number {
    return this.#stoppedAt ?? Date.now() + this.#ahead;
  }

  /** Completes everything that is in progress in AWS. */
  putForward(): void {
    this.#ahead += HOUR;
  }

  stop(): void {
    this.#stoppedAt = this.now();
  }

  start(): void {
    this.#stoppedAt = undefined;
  }
}

jest.setTimeout(60_000);

describe('likeness to the recorded runs, in time', () => {
  let simulator: Simulator;
  let clock: AwsClock;

  beforeEach(async () => {
    clock = new AwsClock();
    simulator = await startSimulator({
      port: 0,
      speed: 500,
      now: () => clock.now(),
    });
  });

  afterEach(() => simulator.close());

  const run = (args: string[], options?: Parameters<typeof runEksctl>[3]) =>
    runEksctl(simulator, CONFIGS, args, options);
  const fault = (effect: FaultInput['effect'], match?: FaultInput['match']) =>
    simulator.faults.add({ effect, match });
  const region = () =>
    simulator.state().accounts['111111111111'].regions['eu-west-1'];
  const killedAt = (
    args: string[],
    text: string,
    onOutput?: (output: string) => void,
  ) => run(args, { killWhen: output => output.includes(text), onOutput });
  /** A deletion during which AWS does not change, while its clock is stopped. */
  const deleteAndWait = () =>
    run(DELETE_AND_WAIT, {
      onOutput: once('waiting for CloudFormation stack', () => clock.start()),
    });

  it('leaves its stack alone when it is killed, and goes on step by step', async () => {
    const killed = await killedAt(
      CREATE,
      'waiting for CloudFormation stack "eksctl-demo-cluster"',
      once('deploying', () => clock.stop()),
    );
    expect(likeness(killed)).toEqual(recordedRun('11-sigterm-mid-create'));
    expect(region().stacks[0].status).toBe('CREATE_IN_PROGRESS');
    expect(likeness(await run(CREATE))).toEqual(
      recordedRun('05-create-stack-exists'),
    );

    clock.start();
    clock.putForward();
    for (const [part, scenario] of [
      ['accessentry', '12b-resume-create-accessentry'],
      ['addon', '12c-resume-create-addon'],
      ['nodegroup', '12d-resume-create-nodegroup'],
    ]) {
      expect(
        likeness(
          await run(['create', part, '-f', 'base.yaml', '--color=false']),
        ),
      ).toEqual(recordedRun(scenario));
    }
  });

  it('deletes a cluster that is being created', async () => {
    await killedAt(CREATE, 'deploying stack "eksctl-demo-cluster"');
    while (region().clusters.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    clock.stop();
    expect(
      likeness(
        await run([
          'get',
          'cluster',
          '--name',
          'demo',
          '--region',
          'eu-west-1',
          '-o',
          'json',
        ]),
      ),
    ).toEqual(recordedRun('34-get-cluster-while-creating'));
    expect(likeness(await deleteAndWait())).toEqual(
      recordedRun('34b-delete-while-stack-create-in-progress'),
    );
    expect(region().stacks[0].status).toBe('DELETE_COMPLETE');
  });

  it('goes on with a deletion that was killed', async () => {
    await run(CREATE, {
      onOutput: once('deploying', () => clock.putForward()),
    });
    const killed = await killedAt(
      DELETE_AND_WAIT,
      'waiting for CloudFormation stack "eksctl-demo-nodegroup-mng-1"',
      once('will delete stack', () => clock.stop()),
    );
    expect(likeness(killed)).toEqual(recordedRun('25-sigterm-mid-delete'));
    const stack = region().stacks.find(({ name }) => /nodegroup/.test(name));
    expect(stack?.status).toBe('DELETE_IN_PROGRESS');
    expect(likeness(await deleteAndWait())).toEqual(
      recordedRun('25b-delete-again-while-in-progress'),
    );
    expect(region().clusters).toEqual([]);
  });

  it('gives up when the control plane does not answer in time', async () => {
    fault(
      { kind: 'unavailable' },
      { service: 'kubernetes', action: 'GET /version' },
    );
    const timedOut = await run([...CREATE, '--timeout', '1m'], {
      onOutput: once('deploying', () => clock.putForward()),
    });
    expect(likeness(timedOut)).toEqual(recordedRun('31-timeout-control-plane'));
  });

  it('gives up when a nodegroup takes too long', async () => {
    const forward = once('deploying', () => clock.putForward());
    const stop = once('building managed nodegroup', () => clock.stop());
    const timedOut = await run([...CREATE, '--timeout', '150s'], {
      onOutput: output => {
        forward(output);
        stop(output);
      },
    });
    expect(likeness(timedOut)).toEqual(
      recordedRun('30-timeout-nodegroup-stack'),
    );
  });
});
