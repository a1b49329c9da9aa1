import {
  type Answers,
  awsError,
  fakeClients,
} from '../__fixtures__/fakeClients';
import { sweepKinds } from './kinds';
import { proofOf } from './proof';
import { isClean, sweepCluster } from './sweepCluster';

const target = {
  clusterName: 'demo-x7',
  region: 'eu-west-1',
  ownership: { key: 'eks-environments.io/environment-id', value: '01H' },
  manager: { key: 'eks-environments.io/installation', value: 'portal' },
};

const tags = (values: Record<string, string>) =>
  Object.entries(values).map(([Key, Value]) => ({ Key, Value }));

const owned = tags({ 'kubernetes.io/cluster/demo-x7': 'owned' });

describe('proofOf', () => {
  it.each([
    [{ 'eks-environments.io/environment-id': '01H' }, true],
    [{ 'eks-environments.io/environment-id': '01J' }, false],
    [
      {
        'eks-environments.io/environment-id': '01H',
        'eks-environments.io/installation': 'other',
      },
      false,
    ],
    [{ 'kubernetes.io/cluster/demo-x7': 'owned' }, true],
    [{ 'kubernetes.io/cluster/demo-x7': 'shared' }, false],
    [{ 'kubernetes.io/cluster/demo': 'owned' }, false],
    [{ 'kubernetes.io/cluster/demo-x7-2': 'owned' }, false],
    [
      {
        'kubernetes.io/cluster/demo-x7': 'owned',
        'eks-environments.io/environment-id': '01J',
      },
      false,
    ],
    [{ 'eks:eks-cluster-name': 'demo-x7' }, true],
    [{ 'cluster.k8s.amazonaws.com/name': 'demo-x7' }, true],
    [{ 'elbv2.k8s.aws/cluster': 'demo-x7' }, true],
    [{ 'alpha.eksctl.io/cluster-name': 'demo' }, false],
    [{ Name: 'demo-x7' }, false],
    [{}, false],
  ])('given %j, proves it: %s', (given, proven) => {
    expect(proofOf(given as Record<string, string>, target) !== undefined).toBe(
      proven,
    );
  });
});

describe('sweepCluster', () => {
  const answers: Answers = {
    DescribeVolumes: () => ({
      Volumes: [
        { VolumeId: 'vol-ours', State: 'available', Tags: owned },
        { VolumeId: 'vol-attached', State: 'in-use', Tags: owned },
        {
          VolumeId: 'vol-foreign',
          State: 'available',
          Tags: tags({ 'kubernetes.io/cluster/other': 'owned' }),
        },
      ],
    }),
    DescribeLogGroups: ({ logGroupNamePrefix }) => ({
      logGroups: [
        '/aws/eks/demo-x7/cluster',
        '/aws/eks/demo-x7/cluster-of-others',
        '/aws/containerinsights/demo-x7/application',
        '/aws/containerinsights/demo-x70/application',
      ]
        .filter(path => path.startsWith(String(logGroupNamePrefix)))
        .map(logGroupName => ({ logGroupName })),
    }),
  };

  it('finds what is ours and touches nothing', async () => {
    const { clients, calls } = fakeClients(answers);
    const report = await sweepCluster({ ...target, clients, mode: 'find' });
    expect(report.items).toEqual([
      {
        kind: 'volume',
        id: 'vol-ours',
        proof: 'tag kubernetes.io/cluster/demo-x7=owned',
        outcome: 'remaining',
      },
      {
        kind: 'volume',
        id: 'vol-attached',
        proof: 'tag kubernetes.io/cluster/demo-x7=owned',
        outcome: 'remaining',
        reason: 'It is still attached to an instance',
      },
      {
        kind: 'log-group',
        id: '/aws/eks/demo-x7/cluster',
        proof: 'log group path of demo-x7',
        outcome: 'remaining',
      },
      {
        kind: 'log-group',
        id: '/aws/containerinsights/demo-x7/application',
        proof: 'log group path of demo-x7',
        outcome: 'remaining',
      },
    ]);
    expect(isClean(report)).toBe(false);
    expect(
      calls.filter(({ command }) => !/^(Describe|List)/.test(command)),
    ).toEqual([]);
  });

  it('removes what is ours and nothing else', async () => {
    const { clients, calls } = fakeClients(answers);
    const report = await sweepCluster({ ...target, clients, mode: 'remove' });
    expect(report.items.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['vol-ours', 'removed'],
      ['vol-attached', 'remaining'],
      ['/aws/eks/demo-x7/cluster', 'removed'],
      ['/aws/containerinsights/demo-x7/application', 'removed'],
    ]);
    expect(
      calls.filter(({ command }) => !/^(Describe|List)/.test(command)),
    ).toEqual([
      { command: 'DeleteVolume', input: { VolumeId: 'vol-ours' } },
      {
        command: 'DeleteLogGroup',
        input: { logGroupName: '/aws/eks/demo-x7/cluster' },
      },
      {
        command: 'DeleteLogGroup',
        input: { logGroupName: '/aws/containerinsights/demo-x7/application' },
      },
    ]);
  });

  it('goes on after a removal that fails, and says so', async () => {
    const { clients } = fakeClients({
      ...answers,
      DeleteVolume: () => {
        throw awsError('VolumeInUse', 'in use');
      },
    });
    const { items } = await sweepCluster({
      ...target,
      clients,
      mode: 'remove',
    });
    expect(items[0]).toMatchObject({
      outcome: 'failed',
      reason: 'VolumeInUse: in use',
    });
    expect(items[2].outcome).toBe('removed');
  });

  it('proves nothing when it may not look', async () => {
    const { clients } = fakeClients({
      DescribeVolumes: () => {
        throw awsError('UnauthorizedOperation', 'no');
      },
    });
    const report = await sweepCluster({ ...target, clients, mode: 'find' });
    expect(report.items).toEqual([]);
    expect(report.incomplete).toEqual([
      { kind: 'volume', reason: 'UnauthorizedOperation: no' },
    ]);
    expect(isClean(report)).toBe(false);
  });

  it('is clean when nothing is left, with the times of the search', async () => {
    const { clients } = fakeClients({});
    const times = ['2026-11-21T10:00:00.000Z', '2026-11-21T10:00:05.000Z'];
    const report = await sweepCluster({
      ...target,
      clients,
      mode: 'find',
      now: () => new Date(times.shift() ?? 0),
    });
    expect(isClean(report)).toBe(true);
    expect(report).toMatchObject({
      startedAt: '2026-11-21T10:00:00.000Z',
      finishedAt: '2026-11-21T10:00:05.000Z',
    });
    expect(report.searchedKinds).toEqual(sweepKinds.map(({ kind }) => kind));
  });

  it('asks for the tags of load balancers in batches and keeps those of others', async () => {
    const arns = Array.from({ length: 25 }, (_, index) => `arn:lb/${index}`);
    const { clients, calls } = fakeClients({
      DescribeLoadBalancers: ({ Names }) =>
        Names
          ? {}
          : {
              LoadBalancers: arns.map(LoadBalancerArn => ({ LoadBalancerArn })),
            },
      DescribeTags: ({ ResourceArns }) => ({
        TagDescriptions: ((ResourceArns ?? []) as string[]).map(arn => ({
          ResourceArn: arn,
          Tags:
            arn === 'arn:lb/24'
              ? tags({ 'elbv2.k8s.aws/cluster': 'demo-x7' })
              : [],
        })),
      }),
    });
    const { items } = await sweepCluster({ ...target, clients, mode: 'find' });
    expect(items).toMatchObject([{ kind: 'load-balancer', id: 'arn:lb/24' }]);
    expect(
      calls.filter(({ command }) => command === 'DescribeTags'),
    ).toHaveLength(2);
  });
});
