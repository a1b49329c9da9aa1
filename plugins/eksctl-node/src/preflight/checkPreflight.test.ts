import { awsError, fakeClients } from '../__fixtures__/fakeClients';
import { AwsRegionFacts } from './AwsRegionFacts';
import { checkPreflight } from './checkPreflight';
import { failureOfPreflight } from './failureOfPreflight';
import { needsOf } from './needsOf';
import { SweepTarget } from '../sweep/SweepTarget';
import { ClusterNeeds, OwnUsage, RegionFacts } from './types';

const needs: ClusterNeeds = {
  vpcs: 1,
  addresses: 3,
  vcpus: new Map([['L-1216C47A', 8]]),
  instanceTypes: [['m7i.large']],
  zones: [],
  kubernetesVersion: '1.34',
  addons: [],
};

/** A region with sufficient quotas and capacity, except for the given facts. */
function region(given: Partial<RegionFacts> = {}): RegionFacts {
  return {
    callerAccount: async () => '111111111111',
    callerPrincipal: async () => 'arn:aws:iam::111111111111:role/portal',
    clusterNames: async () => ['other'],
    defaultKubernetesVersion: async () => '1.34',
    addonNames: async () => ['coredns', 'kube-proxy', 'vpc-cni'],
    addonVersions: async name =>
      name === 'coredns'
        ? [
            { version: 'v1.12.4-eksbuild.1', isDefault: false },
            { version: 'v1.11.4-eksbuild.24', isDefault: true },
          ]
        : [],
    zones: async () => ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    kubernetesVersions: async () => ['1.33', '1.34'],
    zonesOffering: async () => ['eu-west-1a', 'eu-west-1b'],
    quota: async ({ code }) => (code === 'L-1216C47A' ? 64 : 5),
    vpcs: async () => 4,
    addresses: async () => 2,
    vcpus: async () => new Map([['L-1216C47A', 40]]),
    ownUsage: async () => {
      throw new Error('not asked for');
    },
    ...given,
  };
}

function check(
  facts: RegionFacts,
  options: {
    needs?: Partial<ClusterNeeds>;
    own?: SweepTarget;
    signal?: AbortSignal;
  } = {},
) {
  return checkPreflight(facts, {
    needs: { ...needs, ...options.needs },
    region: 'eu-west-1',
    accountNumber: '111111111111',
    clusterName: 'shop',
    own: options.own,
    signal: options.signal ?? new AbortController().signal,
  });
}

async function problems(...input: Parameters<typeof check>) {
  const checks = await check(...input);
  return checks.filter(({ outcome }) => outcome !== 'passed');
}

describe('checkPreflight', () => {
  it('tells with numbers that there is room', async () => {
    const checks = await check(region());
    expect(
      checks.map(({ outcome, message }) => `${outcome}: ${message}`),
    ).toEqual([
      'passed: The credentials work',
      'passed: The name is free',
      'passed: Kubernetes 1.34 is offered',
      'passed: m7i.large is offered',
      'passed: 2 zones offer all instance types',
      'passed: Clusters in eu-west-1: 1 of 5 used, 1 needed',
      'passed: VPCs in eu-west-1: 4 of 5 used, 1 needed',
      'passed: Elastic IP addresses in eu-west-1: 2 of 5 used, 3 needed',
      'passed: Standard On-Demand vCPUs in eu-west-1: 40 of 64 used, 8 needed',
    ]);
  });

  it('warns of every quota without room, since it may have some later', async () => {
    expect(
      await problems(
        region({
          vpcs: async () => 5,
          vcpus: async () => new Map([['L-1216C47A', 57]]),
        }),
      ),
    ).toEqual([
      {
        check: 'vpcs',
        outcome: 'warning',
        used: 5,
        limit: 5,
        needed: 1,
        message: 'VPCs in eu-west-1: 5 of 5 used, 1 more needed',
        remedy: expect.stringContaining('L-F678F1CE'),
      },
      expect.objectContaining({
        check: 'vcpu',
        outcome: 'warning',
        message:
          'Standard On-Demand vCPUs in eu-west-1: 57 of 64 used, 8 more needed',
      }),
    ]);
  });

  it('asks for no quota that the cluster takes nothing of', async () => {
    const asked: string[] = [];
    const facts = region({
      quota: async ({ code }) => {
        asked.push(code);
        return 5;
      },
    });
    await check(facts, {
      needs: { vpcs: 0, addresses: 0, vcpus: new Map() },
    });
    expect(asked).toEqual(['L-1194D53C']);
  });

  it.each<[string, string | undefined, string | undefined]>([
    ['coredns', undefined, undefined],
    ['coredns', 'latest', undefined],
    ['coredns', 'v1.11.4-eksbuild.24', undefined],
    ['coredns', '1.12', undefined],
    [
      'coredns',
      'v1.9.3-eksbuild.1',
      'The add-on coredns has no version v1.9.3-eksbuild.1 for Kubernetes 1.34 in eu-west-1 Choose one of v1.12.4-eksbuild.1, v1.11.4-eksbuild.24, or latest.',
    ],
    [
      'core-dns',
      undefined,
      'EKS has no add-on core-dns for Kubernetes 1.34 in eu-west-1 Did you mean coredns?',
    ],
    [
      'cilium',
      'latest',
      'EKS has no add-on cilium for Kubernetes 1.34 in eu-west-1 Choose one of coredns, kube-proxy, vpc-cni.',
    ],
  ])(
    'checks the add-on %s in the version %s',
    async (name, version, problem) => {
      const found = await problems(region(), {
        needs: { addons: [{ name, version }] },
      });
      expect(
        found.map(({ check: subject, outcome, message, remedy }) => [
          subject,
          outcome,
          `${message} ${remedy}`,
        ]),
      ).toEqual(problem ? [['addon', 'failed', problem]] : []);
    },
  );

  describe('the zones that eksctl chooses itself', () => {
    const offerings: Record<string, string[]> = {
      'm7i.large': ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
      'g5.xlarge': ['eu-west-1a', 'eu-west-1b'],
      'c7g.large': ['eu-west-1b', 'eu-west-1c'],
      'p5.48xlarge': ['eu-west-1c'],
      'm5.large': ['eu-west-1a', 'eu-west-1d'],
    };
    const facts = region({
      zonesOffering: async type => offerings[type] ?? [],
    });
    const zoneProblems = async (given: Partial<ClusterNeeds>) =>
      (await problems(facts, { needs: given }))
        .filter(({ check: subject }) => subject === 'zones')
        .map(({ outcome, message }) => `${outcome}: ${message}`);

    it.each<[string, Partial<ClusterNeeds>]>([
      ['one type', { instanceTypes: [['m7i.large']] }],
      ['types of one group', { instanceTypes: [['m7i.large', 'g5.xlarge']] }],
      ['no groups', { instanceTypes: [] }],
      [
        'zones that are given',
        {
          instanceTypes: [['p5.48xlarge']],
          zones: ['eu-west-1b', 'eu-west-1c'],
        },
      ],
      ['subnets that are there', { instanceTypes: [['p5.48xlarge']], vpcs: 0 }],
    ])('are enough for %s', async (_, given) => {
      expect(await zoneProblems(given)).toEqual([]);
    });

    it.each<[string, string[][], string]>([
      ['a type of one zone', [['p5.48xlarge']], 'only eu-west-1c'],
      [
        'types of different groups that share one zone',
        [['g5.xlarge'], ['c7g.large']],
        'only eu-west-1b',
      ],
      ['types that share none', [['g5.xlarge', 'p5.48xlarge']], 'no zone'],
      [
        'a type of a zone that eksctl avoids',
        [['m5.large']],
        'only eu-west-1a',
      ],
    ])('are too few for %s', async (_, instanceTypes, where) => {
      expect(await zoneProblems({ instanceTypes })).toEqual([
        `failed: eksctl chooses at least two zones that offer all instance types of the cluster (${[
          ...new Set(instanceTypes.flat()),
        ]
          .sort()
          .join(', ')}), and in eu-west-1 ${where} does`,
      ]);
    });
  });

  it('refuses what can never be built', async () => {
    const facts = region({
      zonesOffering: async () => [],
      clusterNames: async () => ['shop'],
    });
    expect(
      await problems(facts, { needs: { kubernetesVersion: '1.99' } }),
    ).toMatchObject([
      { check: 'name', outcome: 'failed' },
      {
        check: 'version',
        outcome: 'failed',
        message: 'Kubernetes 1.99 is not offered in eu-west-1',
        remedy: 'Choose one of 1.33, 1.34.',
      },
      {
        check: 'instanceType',
        outcome: 'failed',
        message: 'm7i.large is not offered in eu-west-1',
      },
    ]);
  });

  describe('of a cluster that is built again', () => {
    const own: SweepTarget = {
      clusterName: 'shop',
      region: 'eu-west-1',
      ownership: { key: 'eks-environments.io/environment-id', value: 'e1' },
      manager: { key: 'eks-environments.io/installation', value: 'portal' },
    };
    const full = (usage: Partial<OwnUsage>) =>
      region({
        clusterNames: async () => ['shop', 'b', 'c', 'd', 'e'],
        vpcs: async () => 5,
        addresses: async () => 5,
        vcpus: async () => new Map([['L-1216C47A', 64]]),
        ownUsage: async () => ({
          cluster: false,
          vpcs: 0,
          addresses: 0,
          vcpus: new Map(),
          ...usage,
        }),
      });

    it('is not hindered by what is its own, and does not count it twice', async () => {
      const facts = full({
        cluster: true,
        vpcs: 1,
        addresses: 3,
        vcpus: new Map([['L-1216C47A', 8]]),
      });
      expect(await problems(facts, { own })).toEqual([]);
      expect(await check(facts, { own })).toContainEqual(
        expect.objectContaining({ check: 'vpcs', used: 4, limit: 5 }),
      );
    });

    it('is hindered by a foreign cluster of its name, and by what others use', async () => {
      expect(await problems(full({ vpcs: 1 }), { own })).toMatchObject([
        { check: 'name', outcome: 'failed' },
        { check: 'clusters', used: 5, limit: 5 },
        { check: 'addresses', used: 5, limit: 5 },
        { check: 'vcpu', used: 64, limit: 64 },
      ]);
    });

    it('refuses nothing when AWS does not tell what is its own', async () => {
      const facts = region({ clusterNames: async () => ['shop'] });
      expect((await problems(facts, { own }))[0]).toMatchObject({
        check: 'name',
        outcome: 'unknown',
      });
    });
  });

  it('warns where one of several types, or one of the zones, will do without', async () => {
    const facts = region({
      zonesOffering: async type =>
        type === 'm6i.large' ? [] : ['eu-west-1a', 'eu-west-1b'],
    });
    expect(
      await problems(facts, {
        needs: {
          instanceTypes: [['m7i.large', 'm6i.large']],
          zones: ['eu-west-1b', 'eu-west-1c'],
        },
      }),
    ).toMatchObject([
      {
        outcome: 'warning',
        message: 'm7i.large is offered in eu-west-1a, eu-west-1b only',
      },
      {
        outcome: 'warning',
        message: 'm6i.large is not offered in eu-west-1',
      },
    ]);
  });

  it('looks no further with credentials that do not work, or of another account', async () => {
    const refused = region({
      callerAccount: async () => {
        throw awsError('ExpiredToken', 'The security token is expired');
      },
    });
    expect(await check(refused)).toEqual([
      expect.objectContaining({
        check: 'credentials',
        outcome: 'warning',
        message:
          'The portal’s credentials do not work: The security token is expired',
      }),
    ]);
    const foreign = region({ callerAccount: async () => '222222222222' });
    expect(await check(foreign)).toMatchObject([{ outcome: 'warning' }]);
  });

  it('names the IAM action that it lacks', async () => {
    const denied = region({
      quota: async () => {
        throw awsError(
          'AccessDeniedException',
          'User: arn:aws:iam::111111111111:user/x is not authorized to perform: servicequotas:GetServiceQuota because no identity-based policy allows it',
        );
      },
    });
    expect((await problems(denied))[1]).toEqual({
      check: 'vpcs',
      outcome: 'unknown',
      message:
        'Could not check VPCs in eu-west-1: the portal may not call servicequotas:GetServiceQuota',
      remedy:
        'The platform team can allow servicequotas:GetServiceQuota to the portal’s role.',
    });
  });

  it('waits for nobody once its time is over', async () => {
    const timeout = new AbortController();
    const answered = check(region({ vpcs: () => new Promise(() => {}) }), {
      signal: timeout.signal,
    });
    // Lets all settled promises resolve.
    await new Promise(resolve => setImmediate(resolve));
    timeout.abort();
    const late = (await answered).filter(({ outcome }) => outcome !== 'passed');
    expect(late).toEqual([
      {
        check: 'vpcs',
        outcome: 'unknown',
        message:
          'Could not check VPCs in eu-west-1: AWS did not answer in time',
      },
    ]);
  });
});

describe('failureOfPreflight', () => {
  it('is the quota without room, with its numbers', async () => {
    const checks = await check(region({ vpcs: async () => 5 }));
    expect(failureOfPreflight(checks)).toMatchObject({
      class: 'quota',
      cause: 'VPCs in eu-west-1: 5 of 5 used, 1 more needed',
      retry: 'never',
    });
  });

  it('concerns everybody where a quota that every cluster takes of is used up', async () => {
    const checks = await check(region({ vpcs: async () => 5 }));
    expect(failureOfPreflight(checks)).not.toHaveProperty('concerns');
  });

  it.each([
    ['takes more than what is left', { check: 'addresses', used: 3, limit: 5 }],
    ['is of a family that has none', { check: 'vcpu', used: 0, limit: 0 }],
  ] as const)('concerns the request alone that %s', (_, quota) => {
    const failure = failureOfPreflight([
      { ...quota, needed: 3, outcome: 'warning', message: 'No room' },
    ]);
    expect(failure).toMatchObject({ class: 'quota', concerns: 'request' });
  });

  it('is what can never be built, rather than a quota', async () => {
    const checks = await check(
      region({ vpcs: async () => 5, zonesOffering: async () => [] }),
    );
    expect(failureOfPreflight(checks)).toMatchObject({ class: 'user' });
  });

  it('is nothing for what could not be checked', async () => {
    const checks = await check(
      region({
        quota: async () => {
          throw new Error('denied');
        },
      }),
    );
    expect(failureOfPreflight(checks)).toBeUndefined();
  });
});

describe('needsOf', () => {
  it('counts what the create takes, by the quotas of AWS', () => {
    expect(
      needsOf({
        metadata: { name: 'shop', region: 'eu-west-1', version: '1.34' },
        vpc: { nat: { gateway: 'HighlyAvailable' } },
        managedNodeGroups: [
          { name: 'a', instanceType: 'm7i.large', desiredCapacity: 3 },
          {
            name: 'b',
            instanceTypes: ['m7i.large', 'm7i.xlarge'],
            spot: true,
            desiredCapacity: 2,
          },
          { name: 'c', instanceType: 'g5.xlarge', desiredCapacity: 1 },
          { name: 'd', instanceType: 'm7i.large', desiredCapacity: 0 },
        ],
      }),
    ).toEqual({
      vpcs: 1,
      addons: [],
      addresses: 3,
      vcpus: new Map([
        ['L-1216C47A', 6],
        ['L-34B43A08', 8],
        ['L-DB2E81BA', 4],
      ]),
      instanceTypes: [
        ['m7i.large'],
        ['m7i.large', 'm7i.xlarge'],
        ['g5.xlarge'],
        ['m7i.large'],
      ],
      zones: [],
      kubernetesVersion: '1.34',
    });
  });

  it('takes no network where one is given', () => {
    expect(
      needsOf({
        metadata: { name: 'shop', region: 'eu-west-1' },
        vpc: { id: 'vpc-1' },
      }),
    ).toMatchObject({ vpcs: 0, addresses: 0 });
  });
});

describe('AwsRegionFacts', () => {
  it('takes the default of a quota that the account never changed', async () => {
    const { clients, calls } = fakeClients({
      GetServiceQuota: () => {
        throw awsError('NoSuchResourceException', 'does not exist');
      },
      GetAWSDefaultServiceQuota: () => ({ Quota: { Value: 5 } }),
    });
    const quota = { service: 'vpc', code: 'L-F678F1CE' };
    expect(await new AwsRegionFacts(clients).quota(quota)).toBe(5);
    expect(calls.map(({ command }) => command)).toEqual([
      'GetServiceQuota',
      'GetAWSDefaultServiceQuota',
    ]);
  });

  it('finds what is provably of an environment', async () => {
    const tags = (more: Record<string, string>) =>
      Object.entries(more).map(([Key, Value]) => ({ Key, Value }));
    const mine = { 'eks-environments.io/environment-id': 'e1' };
    const node = { 'kubernetes.io/cluster/shop': 'owned' };
    const { clients, calls } = fakeClients({
      DescribeCluster: () => ({ cluster: { tags: mine } }),
      DescribeVpcs: () => ({
        Vpcs: [
          { Tags: tags(mine) },
          {
            Tags: tags({
              ...mine,
              'eks-environments.io/installation': 'another',
            }),
          },
        ],
      }),
      DescribeAddresses: () => ({ Addresses: [{ Tags: tags(mine) }] }),
      DescribeInstances: () => ({
        Reservations: [
          {
            Instances: [
              { InstanceType: 'm7i.large', Tags: tags(node) },
              {
                InstanceType: 'm7i.large',
                Tags: tags({
                  ...node,
                  'eks-environments.io/environment-id': 'e2',
                }),
              },
            ],
          },
        ],
      }),
    });
    expect(
      await new AwsRegionFacts(clients).ownUsage({
        clusterName: 'shop',
        region: 'eu-west-1',
        ownership: { key: 'eks-environments.io/environment-id', value: 'e1' },
        manager: { key: 'eks-environments.io/installation', value: 'portal' },
      }),
    ).toEqual({
      cluster: true,
      vpcs: 1,
      addresses: 1,
      vcpus: new Map([['L-1216C47A', 2]]),
    });
    expect(calls.map(({ command }) => command).sort()).toEqual([
      'DescribeAddresses',
      'DescribeCluster',
      'DescribeInstances',
      'DescribeVpcs',
    ]);
  });

  it('counts the vCPUs that run by their quotas', async () => {
    const { clients } = fakeClients({
      DescribeInstances: () => ({
        Reservations: [
          {
            Instances: [
              { InstanceType: 'm7i.large' },
              {
                InstanceType: 'm7i.2xlarge',
                CpuOptions: { CoreCount: 4, ThreadsPerCore: 1 },
              },
              { InstanceType: 'c7i.large', InstanceLifecycle: 'spot' },
              { InstanceType: 'mac2.metal' },
            ],
          },
        ],
      }),
    });
    expect(await new AwsRegionFacts(clients).vcpus()).toEqual(
      new Map([
        ['L-1216C47A', 6],
        ['L-34B43A08', 2],
      ]),
    );
  });

  it('leaves out versions that EKS offers no more', async () => {
    const { clients } = fakeClients({
      DescribeClusterVersions: () => ({
        clusterVersions: [
          { clusterVersion: '1.34', versionStatus: 'STANDARD_SUPPORT' },
          { clusterVersion: '1.29', versionStatus: 'UNSUPPORTED' },
        ],
      }),
    });
    expect(await new AwsRegionFacts(clients).kubernetesVersions()).toEqual([
      '1.34',
    ]);
  });
});
