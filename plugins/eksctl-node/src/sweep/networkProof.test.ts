import { type Answers, fakeClients } from '../__fixtures__/fakeClients';
import { sweepCluster } from './sweepCluster';

const target = {
  clusterName: 'demo-x7',
  region: 'eu-west-1',
  ownership: { key: 'eks-environments.io/environment-id', value: '01H' },
  manager: { key: 'eks-environments.io/installation', value: 'portal' },
};

const tags = (values: Record<string, string>) =>
  Object.entries(values).map(([Key, Value]) => ({ Key, Value }));

/** A deleted stack of the cluster, and one of another cluster whose name has the same prefix. */
const stacks: Answers = {
  ListStacks: ({ StackStatusFilter }) => ({
    StackSummaries: (StackStatusFilter as string[]).includes('DELETE_COMPLETE')
      ? [
          { StackName: 'eksctl-demo-x7-cluster', StackId: 'arn:ours' },
          { StackName: 'eksctl-demo-x7-2-cluster', StackId: 'arn:theirs' },
        ]
      : [],
  }),
  DescribeStacks: ({ StackName }) => ({
    Stacks: [
      {
        StackName: 'eksctl',
        Tags: tags({
          'alpha.eksctl.io/cluster-name':
            StackName === 'arn:ours' ? 'demo-x7' : 'demo-x7-2',
        }),
      },
    ],
  }),
  DescribeStackResources: ({ StackName }) => ({
    StackResources: [
      { PhysicalResourceId: `vpce-of-${StackName}` },
      { PhysicalResourceId: `vpc-of-${StackName}` },
    ],
  }),
};

async function proofsOf(answers: Answers) {
  const { clients } = fakeClients({ ...stacks, ...answers });
  const { items } = await sweepCluster({ ...target, clients, mode: 'find' });
  return items
    .filter(({ kind }) => kind !== 'vpc')
    .map(({ id, proof }) => [id, proof]);
}

describe('the proof that something in a network is a cluster’s', () => {
  it('is the stack that made it, where it has no tags', async () => {
    expect(
      await proofsOf({
        DescribeVpcEndpoints: () => ({
          VpcEndpoints: [
            { VpcEndpointId: 'vpce-of-arn:ours' },
            { VpcEndpointId: 'vpce-of-arn:theirs' },
            { VpcEndpointId: 'vpce-by-hand' },
          ],
        }),
      }),
    ).toEqual([['vpce-of-arn:ours', 'made by a stack of demo-x7']]);
  });

  it('is not the stack, where the tags name another environment or portal', async () => {
    expect(
      await proofsOf({
        DescribeVpcEndpoints: () => ({
          VpcEndpoints: [
            {
              VpcEndpointId: 'vpce-of-arn:ours',
              Tags: tags({ 'eks-environments.io/environment-id': '01J' }),
            },
          ],
        }),
      }),
    ).toEqual([]);
  });

  it('is the network of which it is a setting, though the network is gone', async () => {
    expect(
      await proofsOf({
        DescribeFlowLogs: () => ({
          FlowLogs: [
            { FlowLogId: 'fl-ours', ResourceId: 'vpc-of-arn:ours' },
            { FlowLogId: 'fl-theirs', ResourceId: 'vpc-of-arn:theirs' },
          ],
        }),
      }),
    ).toEqual([
      ['fl-ours', 'setting of vpc-of-arn:ours, which a stack of demo-x7 made'],
    ]);
  });

  it.each([
    ['the target’s alone', { 'kubernetes.io/cluster/demo-x7': 'owned' }, 1],
    [
      'used by another cluster',
      {
        'kubernetes.io/cluster/demo-x7': 'owned',
        'kubernetes.io/cluster/shop': 'shared',
      },
      0,
    ],
    ['shared', { 'kubernetes.io/cluster/demo-x7': 'shared' }, 0],
    ['nobody’s', {}, 0],
  ])('is GuardDuty’s tag in a network that is %s', async (_, Tags, count) => {
    const found = await proofsOf({
      DescribeVpcs: () => ({ Vpcs: [{ VpcId: 'vpc-1', Tags: tags(Tags) }] }),
      DescribeVpcEndpoints: () => ({
        VpcEndpoints: [
          {
            VpcEndpointId: 'vpce-1',
            VpcId: 'vpc-1',
            Tags: tags({ GuardDutyManaged: 'true' }),
          },
          {
            VpcEndpointId: 'vpce-2',
            VpcId: 'vpc-2',
            Tags: tags({ GuardDutyManaged: 'true' }),
          },
        ],
      }),
    });
    expect(found).toHaveLength(count);
  });
});
