import { type Answers, fakeClients } from '../__fixtures__/fakeClients';
import { GlobalProof, type GlobalResource } from './GlobalProof';
import { sweepCluster } from './sweepCluster';

const target = {
  clusterName: 'legacy',
  region: 'eu-west-1',
  ownership: { key: 'eks-environments.io/environment-id', value: '01H' },
  manager: { key: 'eks-environments.io/installation', value: 'portal' },
};

const named = { 'alpha.eksctl.io/cluster-name': 'legacy' };
const provider = (region: string) =>
  `arn:aws:iam::1:oidc-provider/oidc.eks.${region}.amazonaws.com/id/ABC`;
const trustIn = (...regions: string[]) =>
  encodeURIComponent(
    JSON.stringify({
      Statement: regions.map(region => ({
        Principal: { Federated: provider(region) },
      })),
    }),
  );

/** CloudFormation in eu-west-1: one existing stack, and one that was deleted. */
const stacks: Answers = {
  ListStacks: ({ StackStatusFilter }) => ({
    StackSummaries: [
      { StackName: 'eksctl-legacy-cluster', StackId: 'arn:existing' },
      { StackName: 'eksctl-other-cluster', StackId: 'arn:other' },
      ...((StackStatusFilter as string[]).includes('DELETE_COMPLETE')
        ? [{ StackName: 'eksctl-legacy-addon', StackId: 'arn:deleted' }]
        : []),
    ],
  }),
  DescribeStackResources: ({ StackName }) => ({
    StackResources: [{ PhysicalResourceId: `role-of-${StackName}` }],
  }),
};

async function prove(resource: Partial<GlobalResource>) {
  const { clients } = fakeClients(stacks);
  const [leftover] = await new GlobalProof(clients, target).leftovers({
    id: 'role',
    arn: 'arn:aws:iam::1:role/role',
    tags: named,
    ...resource,
  });
  return leftover?.proof;
}

const proof = 'tag alpha.eksctl.io/cluster-name=legacy, in eu-west-1';

describe('the proof that something global is a cluster’s', () => {
  it.each<[string, Partial<GlobalResource>]>([
    ['its ARN names the region', { arn: provider('eu-west-1') }],
    [
      'its ARN names the region, as a dual-stack issuer',
      { arn: 'arn:aws:iam::1:oidc-provider/oidc-eks.eu-west-1.api.aws/id/A' },
    ],
    [
      'Karpenter tagged it with the region',
      { tags: { ...named, 'topology.kubernetes.io/region': 'eu-west-1' } },
    ],
    [
      'CloudFormation tagged it with its stack',
      {
        tags: {
          ...named,
          'aws:cloudformation:stack-id':
            'arn:aws:cloudformation:eu-west-1:1:stack/eksctl-legacy-cluster/1',
        },
      },
    ],
    ['it trusts an issuer of the region', { trust: trustIn('eu-west-1') }],
    ['a stack of the region holds it', { id: 'role-of-arn:existing' }],
    ['a deleted stack of the region held it', { id: 'role-of-arn:deleted' }],
  ])('is there when %s', async (_, resource) => {
    expect(await prove(resource)).toBe(proof);
  });

  it.each<[string, Partial<GlobalResource>]>([
    ['its ARN names another region', { arn: provider('eu-west-2') }],
    ['it trusts an issuer of another region', { trust: trustIn('eu-north-1') }],
    [
      'it trusts issuers of two regions',
      { trust: trustIn('eu-west-1', 'eu-north-1') },
    ],
    [
      'its stack is in another region',
      {
        id: 'role-of-arn:existing',
        tags: {
          ...named,
          'aws:cloudformation:stack-id':
            'arn:aws:cloudformation:eu-north-1:1:stack/eksctl-legacy-cluster/1',
        },
      },
    ],
    ['nothing says of which region it is', {}],
    ['a stack of another cluster holds it', { id: 'role-of-arn:other' }],
    [
      'the region is right, and the name another',
      {
        arn: provider('eu-west-1'),
        tags: { 'alpha.eksctl.io/cluster-name': 'other' },
      },
    ],
  ])('is not there when %s', async (_, resource) => {
    expect(await prove(resource)).toBeUndefined();
  });

  it('needs no region beside the tag of the environment', async () => {
    const tags = { 'eks-environments.io/environment-id': '01H' };
    expect(await prove({ tags })).toBe(
      'tag eks-environments.io/environment-id=01H',
    );
  });

  it('leaves all that a namesake in another region has in IAM', async () => {
    const Tags = [{ Key: 'kubernetes.io/cluster/legacy', Value: 'owned' }];
    const tagsIn = (Value: string) => [
      ...Tags,
      { Key: 'topology.kubernetes.io/region', Value },
    ];
    const list = (names: string[], key: string) =>
      names.map(name => ({ [key]: name, Arn: `arn:${name}-legacy` }));
    const { clients, calls } = fakeClients({
      ListOpenIDConnectProviders: () => ({
        OpenIDConnectProviderList: [
          { Arn: provider('eu-west-1') },
          { Arn: provider('eu-north-1') },
        ],
      }),
      ListOpenIDConnectProviderTags: () => ({ Tags }),
      ListRoles: () => ({ Roles: list(['ours', 'theirs'], 'RoleName') }),
      GetRole: ({ RoleName }) => ({
        Role: {
          Tags,
          AssumeRolePolicyDocument: trustIn(
            RoleName === 'ours' ? 'eu-west-1' : 'eu-north-1',
          ),
        },
      }),
      ListInstanceProfiles: () => ({
        InstanceProfiles: list(['ours', 'theirs'], 'InstanceProfileName'),
      }),
      GetInstanceProfile: ({ InstanceProfileName: name }) => ({
        InstanceProfile: {
          Tags: tagsIn(name === 'ours' ? 'eu-west-1' : 'eu-north-1'),
        },
      }),
    });
    const { items } = await sweepCluster({
      ...target,
      clients,
      mode: 'remove',
    });
    expect(items.map(({ kind, id, outcome }) => [kind, id, outcome])).toEqual([
      ['oidc-provider', provider('eu-west-1'), 'removed'],
      ['instance-profile', 'ours', 'removed'],
      ['iam-role', 'ours', 'removed'],
    ]);
    expect(
      calls
        .filter(({ command }) => command.startsWith('Delete'))
        .map(({ input }) => Object.values(input)),
    ).toEqual([[provider('eu-west-1')], ['ours'], ['ours']]);
  });
});
