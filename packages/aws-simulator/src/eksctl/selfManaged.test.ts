import path from 'node:path';
import { Simulator, startSimulator } from '../server/startSimulator';
import {
  CONFIGS,
  inOrder,
  likeness,
  recorded,
  recordedRun,
} from '../testing/likeness';
import { runEksctl } from '../testing/runEksctl';

/** Compares the stand-in's self-managed nodegroups with recorded runs of the real eksctl. */

const ON_CLUSTER = ['--cluster', 'demo', '--region', 'eu-west-1'];

jest.setTimeout(120_000);

describe('self-managed nodegroups', () => {
  let simulator: Simulator;

  beforeEach(async () => {
    simulator = await startSimulator({ port: 0, speed: 2000 });
  });

  afterEach(() => simulator.close());

  const run = (...args: string[]) => runEksctl(simulator, CONFIGS, args);
  const create = () =>
    run(
      'create',
      'cluster',
      '--write-kubeconfig=false',
      '--color=false',
      '-f',
      'selfm.yaml',
    );
  const region = () =>
    simulator.state().accounts[simulator.credentials.accountId].regions[
      'eu-west-1'
    ];

  it('are made, scaled, drained and deleted as by the real one', async () => {
    expect(likeness(await create())).toEqual(
      recordedRun('27-create-selfmanaged'),
    );
    expect(region().clusters[0].nodegroups).toEqual([]);
    expect(region().instances).toHaveLength(2);

    expect(
      likeness(await run('get', 'nodegroup', ...ON_CLUSTER, '-o', 'json')),
    ).toEqual(recordedRun('27b-get-nodegroup-selfmanaged'));

    const scaleTo = (nodes: string) =>
      run(
        ...['scale', 'nodegroup', ...ON_CLUSTER, '--name', 'spot'],
        ...['--nodes', nodes, '--color=false'],
      );
    const scaled = await scaleTo('3');
    // The fake AWS of the recordings had no launch template in the group.
    const expected = recorded('27c-scale-selfmanaged', 'stdout')
      .split('\n')
      .filter(line => !line.includes('does not have a launch template'))
      .join('\n');
    expect(inOrder(scaled.stdout)).toEqual(inOrder(expected));
    expect(region().instances).toHaveLength(3);

    // The fake AWS of the recordings did not scale.
    await scaleTo('2');
    expect(
      likeness(
        await run(
          ...'delete cluster --name demo --region eu-west-1 --wait --disable-nodegroup-eviction --timeout 60m --color=false'.split(
            ' ',
          ),
        ),
      ),
    ).toEqual(recordedRun('27d-delete-selfmanaged'));
    expect(region()).toMatchObject({
      clusters: [],
      instances: [],
      autoScalingGroups: [],
      launchTemplates: [],
    });
  });

  it('are completed one by one, and left out when they have a stack', async () => {
    await create();
    const again = await run(
      'create',
      'nodegroup',
      '-f',
      path.join(CONFIGS, 'selfm.yaml'),
    );
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toContain(
      '1 existing nodegroup(s) (spot) will be excluded',
    );
    expect(again.stdout).toContain('created 0 nodegroup(s) in cluster "demo"');
  });

  it('have no nodes that the cluster does not know the role of', async () => {
    await create();
    const [cluster] = region().clusters;
    cluster.accessEntries = cluster.accessEntries.filter(
      ({ type }) => type !== 'EC2_LINUX',
    );
    const scaled = await run(
      'scale',
      'nodegroup',
      ...ON_CLUSTER,
      '--name',
      'spot',
      '--nodes',
      '3',
      '--nodes-min',
      '3',
      '--wait',
      '--timeout',
      '1m',
    );
    expect(scaled.exitCode).toBe(1);
    expect(scaled.stderr).toContain('timed out waiting for at least 3 nodes');
  });
});
