import { FaultInput } from '../world/FaultBook';
import { Simulator, startSimulator } from '../server/startSimulator';
import {
  CONFIGS,
  inOrder,
  likeness,
  recorded,
  recordedRun,
} from '../testing/likeness';
import { EksctlRun, once, runEksctl } from '../testing/runEksctl';

/** Compares the stand-in with recorded runs of the real eksctl in which AWS has enough time. */

const CREATE = [
  'create',
  'cluster',
  '--write-kubeconfig=false',
  '--color=false',
  '-f',
];
const DELETE =
  'delete cluster --name demo --region eu-west-1 --disable-nodegroup-eviction --timeout 60m --color=false'.split(
    ' ',
  );
const DELETE_AND_WAIT = [...DELETE, '--wait'];
const ON_CLUSTER = ['--cluster', 'demo', '--region', 'eu-west-1'];

jest.setTimeout(120_000);

describe('likeness to the recorded runs', () => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ port: 0, speed: 2000 });
  });

  afterEach(() => simulator.close());

  const run = (args: string[], options?: Parameters<typeof runEksctl>[3]) =>
    runEksctl(simulator, CONFIGS, args, options);
  const fault = (
    effect: FaultInput['effect'],
    match?: FaultInput['match'],
    times?: number,
  ) => simulator.faults.add({ effect, match, times });

  it.each([
    ['21-dryrun-ok', 'base.yaml'],
    ['21-dryrun-dup', 'bad-dup.yaml'],
    ['21-dryrun-field', 'bad-field.yaml'],
    ['21-dryrun-instance', 'bad-instance.yaml'],
    ['21-dryrun-name', 'bad-name.yaml'],
    ['21-dryrun-onezone', 'bad-onezone.yaml'],
    ['21-dryrun-version', 'bad-version.yaml'],
    ['21-dryrun-yaml', 'bad-yaml.yaml'],
    ['21-dryrun-zone', 'bad-zone.yaml'],
  ])('%s', async (scenario, file) => {
    expect(
      likeness(
        await run([
          'create',
          'cluster',
          '-f',
          file,
          '--dry-run',
          '--color=false',
        ]),
      ),
    ).toEqual(recordedRun(scenario));
  });

  it('refuses before any stack is made', async () => {
    expect(likeness(await run([...CREATE, 'bad-dup.yaml']))).toEqual(
      recordedRun('21-create-dup'),
    );
    expect(
      likeness(
        await run([
          'create',
          'cluster',
          '-f',
          'base.yaml',
          '--dry-run',
          '--write-kubeconfig=false',
        ]),
      ),
    ).toEqual(recordedRun('21-dryrun-with-write-kubeconfig'));
    expect(
      likeness(
        await run([
          'delete',
          'cluster',
          '--name',
          'nosuch',
          '--region',
          'eu-west-1',
          '--wait',
        ]),
      ),
    ).toEqual(recordedRun('23-delete-not-existing'));
    expect(
      likeness(
        await run([
          'get',
          'cluster',
          '--name',
          'nosuch',
          '--region',
          'eu-west-1',
          '-o',
          'json',
        ]),
      ),
    ).toEqual(recordedRun('23c-get-cluster-notfound'));
    expect(
      likeness(
        await run([...CREATE, 'base.yaml'], {
          env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
        }),
      ),
    ).toEqual(recordedRun('33-endpoint-down'));
    fault({ kind: 'expired-credentials' }, {}, 1);
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('06-expired-token-at-start'),
    );
    fault(
      { kind: 'access-denied' },
      { service: 'cloudformation', action: 'CreateStack' },
      1,
    );
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('08-access-denied-createstack'),
    );
    fault({ kind: 'expired-credentials' }, {}, 1);
    expect(
      likeness(
        await run(['get', 'cluster', '--region', 'eu-west-1', '-o', 'json']),
      ),
    ).toEqual(recordedRun('06b-get-cluster-expired'));
    expect(
      simulator.state().accounts['111111111111'].regions['eu-west-1'].stacks,
    ).toEqual([]);
  });

  it('creates, looks, scales, creates again and deletes', async () => {
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('01-create-ok'),
    );
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('12-create-again-stack-complete'),
    );
    expect(
      likeness(await run(['create', 'accessentry', '-f', 'base.yaml'])),
    ).toEqual(recordedRun('12b-resume-create-accessentry-again'));
    expect(likeness(await run(['create', 'addon', '-f', 'base.yaml']))).toEqual(
      recordedRun('12c-resume-create-addon-again'),
    );
    expect(
      likeness(await run(['create', 'nodegroup', '-f', 'base.yaml'])),
    ).toEqual(recordedRun('12d-resume-create-nodegroup-again'));
    expect(
      likeness(
        await run(['get', 'cluster', '--region', 'eu-west-1', '-o', 'json']),
      ),
    ).toEqual(recordedRun('18-get-cluster'));
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
    ).toEqual(recordedRun('18b-get-cluster-name'));
    expect(
      likeness(await run(['get', 'nodegroup', ...ON_CLUSTER, '-o', 'json'])),
    ).toEqual(recordedRun('18c-get-nodegroup'));
    const entries = await run([
      'get',
      'accessentry',
      ...ON_CLUSTER,
      '-o',
      'json',
    ]);
    expect(entries.exitCode).toBe(0);
    // The fake AWS of the recordings had no entry of the cluster's creator.
    expect(JSON.parse(entries.stdout).slice(1)).toEqual(
      JSON.parse(recorded('18e-get-accessentry', 'stdout')),
    );
    expect(
      likeness(
        await run(['utils', 'describe-stacks', ...ON_CLUSTER, '-o', 'json']),
      ),
    ).toEqual(recordedRun('18f-describe-stacks'));
    expect(
      likeness(await run(['get', 'addon', ...ON_CLUSTER, '-o', 'json'])),
    ).toEqual(recordedRun('18d-get-addon'));
    const scale = ['scale', 'nodegroup', ...ON_CLUSTER, '--name'];
    expect(
      likeness(
        await run([
          ...scale,
          'mng-1',
          '--nodes',
          '9',
          '--nodes-min',
          '2',
          '--nodes-max',
          '6',
          '--wait',
        ]),
      ),
    ).toEqual(recordedRun('17d-scale-bad'));
    expect(likeness(await run([...scale, 'nosuch', '--nodes', '1']))).toEqual(
      recordedRun('17e-scale-unknown'),
    );
    expect(
      likeness(
        await run([
          ...scale,
          'mng-1',
          '--nodes',
          '0',
          '--nodes-min',
          '0',
          '--nodes-max',
          '6',
          '--wait',
        ]),
      ),
    ).toEqual(recordedRun('17-scale-to-0'));
    expect(
      likeness(
        await run([
          ...scale,
          'mng-1',
          '--nodes',
          '3',
          '--nodes-min',
          '2',
          '--nodes-max',
          '6',
          '--wait',
        ]),
      ),
    ).toEqual(recordedRun('17b-scale-to-3'));
    expect(likeness(await run([...scale, 'mng-1', '--nodes', '4']))).toEqual(
      recordedRun('17c-scale-nowait'),
    );
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(
      recordedRun('02-delete-ok'),
    );
  });

  it('rolls a cluster stack back and then cannot delete what is left', async () => {
    fault({ kind: 'cluster-capacity' }, { cluster: 'demo' }, 1);
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('03-create-cluster-capacity'),
    );
    await clusterStackReaches('ROLLBACK_COMPLETE');
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('03b-create-again-over-rollback-complete'),
    );
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(
      recordedRun('03c-delete-after-rollback'),
    );
    expectPanic(
      await run([...DELETE_AND_WAIT, '--force']),
      '03d-delete-after-rollback-force',
    );
  });

  /** The addresses in a panic's stack trace always differ. */
  function expectPanic(panicked: EksctlRun, scenario: string): void {
    expect(panicked.exitCode).toBe(2);
    expect(inOrder(panicked.stdout)).toEqual(
      inOrder(recorded(scenario, 'stdout')),
    );
    expect(panicked.stderr.split('\n')[0]).toBe(
      recorded(scenario, 'stderr').split('\n')[0],
    );
  }

  const region = () =>
    simulator.state().accounts['111111111111'].regions['eu-west-1'];

  async function clusterStackReaches(status: string): Promise<void> {
    while (region().stacks[0].status !== status) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  }

  function vpcIsInUse(): void {
    fault({
      kind: 'stack-delete-fails',
      resourceType: 'AWS::EC2::VPC',
      reason: 'DependencyViolation',
    });
  }

  it('lets a nodegroup fail and leaves it out the next time', async () => {
    fault({ kind: 'nodegroup-capacity' }, {}, 1);
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('04-create-nodegroup-capacity'),
    );
    await new Promise(resolve => setTimeout(resolve, 200));
    expect(
      likeness(await run(['create', 'nodegroup', '-f', 'base.yaml'])),
    ).toEqual(recordedRun('04b-create-nodegroup-again'));
    expect(
      likeness(await run(['get', 'nodegroup', ...ON_CLUSTER, '-o', 'json'])),
    ).toEqual(recordedRun('04c-get-nodegroup-after-rollback'));
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(
      recordedRun('04d-delete-with-rolled-back-nodegroup'),
    );
  });

  it('stops at what AWS refuses in the middle', async () => {
    fault(
      { kind: 'access-denied' },
      { service: 'eks', action: 'CreateAddon' },
      1,
    );
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('32-access-denied-createaddon'),
    );
  });

  it('does not notice a degraded add-on unless it waits for it', async () => {
    fault({ kind: 'addon-degraded', addon: 'coredns' });
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('26-addon-degraded'),
    );
    simulator.reset();
    fault({ kind: 'addon-degraded', addon: 'aws-ebs-csi-driver' });
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('26b-addon-degraded-waited'),
    );
  });

  it('ends at the next look when the credentials have expired', async () => {
    fault(
      { kind: 'expired-credentials' },
      { service: 'cloudformation', action: 'DescribeStacks' },
    );
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('07-expired-token-while-waiting-cluster'),
    );
  });

  it('ends at the next look at a nodegroup too', async () => {
    const created = await run([...CREATE, 'base.yaml'], {
      onOutput: once(
        'waiting for CloudFormation stack "eksctl-demo-nodegroup',
        () =>
          fault(
            { kind: 'expired-credentials' },
            { service: 'cloudformation', action: 'DescribeStacks' },
          ),
      ),
    });
    expect(likeness(created)).toEqual(
      recordedRun('07b-expired-token-while-waiting-nodegroup'),
    );
  });

  it('says nothing of being throttled for a while', async () => {
    fault(
      { kind: 'throttling' },
      { service: 'cloudformation', action: 'DescribeStacks' },
      6,
    );
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('09-throttling-then-fine'),
    );
  });

  it('names the quota that a cluster stack fails for', async () => {
    fault({ kind: 'vpc-quota' });
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('10-quota-vpcs'),
    );
  });

  it('gives up when it is throttled for ever', async () => {
    fault(
      { kind: 'throttling' },
      { service: 'cloudformation', action: 'DescribeStacks' },
    );
    expect(likeness(await run([...CREATE, 'base.yaml']))).toEqual(
      recordedRun('09b-throttling-forever'),
    );
  });

  it('calls a timeout an unexpected status', async () => {
    expect(
      likeness(await run([...CREATE, 'base.yaml', '--timeout', '1m'])),
    ).toEqual(recordedRun('29-timeout-cluster-stack'));
  });

  it('cannot get past a nodegroup stack in DELETE_FAILED', async () => {
    await run([...CREATE, 'base.yaml']);
    fault(
      {
        kind: 'stack-delete-fails',
        resourceType: 'AWS::EKS::Nodegroup',
        reason: 'DependencyViolation',
      },
      {},
      1,
    );
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(
      recordedRun('13-delete-nodegroup-delete-failed'),
    );
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(
      recordedRun('13b-delete-again-after-nodegroup-delete-failed'),
    );
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(
      recordedRun('13c-delete-third-time'),
    );
  });

  it('says that all is deleted without waiting for it', async () => {
    await run([...CREATE, 'base.yaml']);
    expect(likeness(await run(DELETE))).toEqual(
      recordedRun('15-delete-no-wait'),
    );
  });

  it('says so even if the deletion fails afterwards', async () => {
    await run([...CREATE, 'base.yaml']);
    vpcIsInUse();
    expect(likeness(await run(DELETE))).toEqual(
      recordedRun('15b-delete-no-wait-stack-fails-later'),
    );
    await clusterStackReaches('DELETE_FAILED');
  });

  it('cannot delete a stack whose cluster is gone already', async () => {
    await run([...CREATE, 'base.yaml']);
    vpcIsInUse();
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(
      recordedRun('14-delete-cluster-delete-failed'),
    );
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(
      recordedRun('14b-delete-again-eks-gone'),
    );
    expectPanic(
      await run([...DELETE_AND_WAIT, '--force']),
      '14c-delete-force-eks-gone',
    );
  });

  it('cannot delete anything when somebody else deleted the cluster', async () => {
    await run([...CREATE, 'base.yaml']);
    region().clusters = [];
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(
      recordedRun('16a-delete-eks-gone-no-force'),
    );
    expectPanic(
      await run([...DELETE_AND_WAIT, '--force']),
      '16-delete-force-eks-gone',
    );
  });

  it('cares about what Kubernetes forbids unless forced', async () => {
    await run([...CREATE, 'base.yaml']);
    const forbid = () =>
      fault(
        { kind: 'access-denied' },
        { service: 'kubernetes', action: 'GET /api/v1/services' },
        1,
      );
    forbid();
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(
      recordedRun('24-delete-k8s-forbidden'),
    );
    forbid();
    expect(likeness(await run([...DELETE_AND_WAIT, '--force']))).toEqual(
      recordedRun('24b-delete-k8s-forbidden-force'),
    );
  });

  it.each([
    ['fargate.yaml', '19-create-fargate', '19b-delete-fargate'],
    ['automode.yaml', '20-create-automode', '20b-delete-automode'],
    ['velero.yaml', '22-create-podidentity', '22b-delete-podidentity'],
  ])('%s', async (file, created, deleted) => {
    expect(likeness(await run([...CREATE, file]))).toEqual(
      recordedRun(created),
    );
    expect(likeness(await run(DELETE_AND_WAIT))).toEqual(recordedRun(deleted));
  });
});
