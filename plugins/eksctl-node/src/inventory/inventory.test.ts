import { awsError, fakeClients } from '../__fixtures__/fakeClients';
import { NotAskedError } from '../stacks/KubernetesGuard';
import { checkHealth } from './checkHealth';
import { listClusters, listEksctlStacks } from './readInventory';
import { readNodeGroups } from './readNodeGroups';

const pages = <T>(all: T[], token: unknown) => {
  const start = Number(token ?? 0);
  return {
    items: all.slice(start, start + 1),
    next: start + 1 < all.length ? String(start + 1) : undefined,
  };
};

describe('listClusters', () => {
  it('reads all pages, and passes over a cluster that went meanwhile', async () => {
    const { clients } = fakeClients({
      ListClusters: ({ nextToken }) => {
        const { items, next } = pages(['a', 'gone', 'b'], nextToken);
        return { clusters: items, nextToken: next };
      },
      DescribeCluster: ({ name }) => {
        if (name === 'gone') {
          throw awsError('ResourceNotFoundException', 'No cluster found');
        }
        return { cluster: { arn: `arn:${name}`, status: 'ACTIVE' } };
      },
    });
    const names = (await listClusters(clients)).map(({ name }) => name);
    expect(names).toEqual(['a', 'b']);
  });

  it('throws when a page or a cluster can not be read', async () => {
    const { clients } = fakeClients({
      ListClusters: () => ({ clusters: ['a'], nextToken: 'more' }),
      DescribeCluster: () => {
        throw awsError('ThrottlingException', 'Rate exceeded');
      },
    });
    await expect(listClusters(clients)).rejects.toThrow('Rate exceeded');
  });
});

describe('listEksctlStacks', () => {
  it('knows a stack of eksctl by its tag, whatever it is called', async () => {
    const stack = (StackName: string, Value?: string) => ({
      StackName,
      StackStatus: 'CREATE_COMPLETE',
      Tags: Value ? [{ Key: 'alpha.eksctl.io/cluster-name', Value }] : [],
    });
    const { clients } = fakeClients({
      DescribeStacks: ({ NextToken }) => {
        const { items, next } = pages(
          [stack('eksctl-a-cluster', 'a'), stack('eksctl-x'), stack('y', 'b')],
          NextToken,
        );
        return { Stacks: items, NextToken: next };
      },
    });
    expect(await listEksctlStacks(clients)).toMatchObject([
      { name: 'eksctl-a-cluster', clusterName: 'a' },
      { name: 'y', clusterName: 'b' },
    ]);
  });
});

describe('readNodeGroups', () => {
  it('tells sizes, types and image in our words', async () => {
    const { clients } = fakeClients({
      ListNodegroups: () => ({ nodegroups: ['spot'] }),
      DescribeNodegroup: () => ({
        nodegroup: {
          status: 'ACTIVE',
          capacityType: 'SPOT',
          amiType: 'AL2023_x86_64_STANDARD',
          instanceTypes: ['m7i.large', 'm6i.large'],
          scalingConfig: { minSize: 0, desiredSize: 1, maxSize: 4 },
        },
      }),
    });
    expect(await readNodeGroups(clients, 'a')).toEqual([
      {
        name: 'spot',
        status: 'ACTIVE',
        spot: true,
        amiFamily: 'AmazonLinux2023',
        instanceTypes: ['m7i.large', 'm6i.large'],
        min: 0,
        desired: 1,
        max: 4,
        tags: {},
      },
    ]);
  });
});

describe('checkHealth', () => {
  const credentials = async () => ({ accessKeyId: 'a', secretAccessKey: 'b' });
  const check = (DescribeCluster: () => object) =>
    checkHealth({
      clients: fakeClients({ DescribeCluster }).clients,
      clusterName: 'a',
      region: 'eu-west-1',
      credentials,
    });

  it.each([
    [
      'EKS knows no such cluster',
      () => {
        throw awsError('ResourceNotFoundException', 'No cluster found');
      },
      'ClusterMissing',
      /no such cluster/,
    ],
    [
      'EKS calls it failed',
      () => ({ cluster: { status: 'FAILED' } }),
      'ClusterNotActive',
      /is FAILED/,
    ],
    [
      'nobody answers at its endpoint',
      () => ({
        cluster: {
          status: 'UPDATING',
          endpoint: 'https://127.0.0.1:1',
          certificateAuthority: { data: 'eA==' },
        },
      }),
      'NotResponding',
      /does not respond/,
    ],
  ])('blames the cluster when %s', async (_, answer, code, message) => {
    expect(await check(answer)).toMatchObject({
      kind: 'unhealthy',
      code,
      message: expect.stringMatching(message),
    });
  });

  it.each(['ExpiredTokenException', 'ServiceUnavailableException'])(
    'does not blame the cluster for %s',
    async name => {
      const verdict = await check(() => {
        throw awsError(name, 'Not now');
      });
      expect(verdict).toEqual({
        kind: 'unknown',
        code: 'AwsUnreachable',
        message: 'The check could not reach AWS.',
        detail: 'Not now',
      });
    },
  );

  it('does not blame the cluster for a question that was not asked', async () => {
    const { clients } = fakeClients({
      DescribeCluster: () => ({
        cluster: {
          status: 'ACTIVE',
          endpoint: 'https://127.0.0.1:1',
          certificateAuthority: { data: 'eA==' },
        },
      }),
    });
    const asked: string[] = [];
    const verdict = await checkHealth({
      clients,
      clusterName: 'a',
      region: 'eu-west-1',
      credentials,
      kubernetes: async endpoint => {
        asked.push(endpoint);
        throw new NotAskedError('It is left alone');
      },
    });
    expect(verdict).toEqual({
      kind: 'unknown',
      code: 'NotChecked',
      message: 'The check was skipped.',
      detail: 'It is left alone',
    });
    expect(asked).toEqual(['https://127.0.0.1:1']);
  });
});
