import { awsError, fakeClients } from '../__fixtures__/fakeClients';
import { EksStacks } from './EksStacks';

const tag = (cluster: string) => [
  { Key: 'alpha.eksctl.io/cluster-name', Value: cluster },
];

const missing = () => {
  throw awsError('ValidationError', 'Stack with id x does not exist');
};

describe('EksStacks', () => {
  it('tells the stacks of a cluster from those of one whose name begins alike', async () => {
    const { clients } = fakeClients({
      ListStacks: ({ NextToken }) =>
        NextToken
          ? {
              StackSummaries: [
                { StackId: 'arn:3', StackName: 'eksctl-demo-two-cluster' },
                { StackId: 'arn:4', StackName: 'other' },
              ],
            }
          : {
              StackSummaries: [
                { StackId: 'arn:1', StackName: 'eksctl-demo-cluster' },
                { StackId: 'arn:2', StackName: 'eksctl-demo-nodegroup-a' },
              ],
              NextToken: 'more',
            },
      DescribeStacks: ({ StackName }) => ({
        Stacks: [
          {
            'arn:1': {
              StackName: 'eksctl-demo-cluster',
              StackStatus: 'CREATE_COMPLETE',
              EnableTerminationProtection: true,
              Tags: tag('demo'),
            },
            'arn:2': {
              StackName: 'eksctl-demo-nodegroup-a',
              StackStatus: 'ROLLBACK_COMPLETE',
              Tags: tag('demo'),
            },
            'arn:3': {
              StackName: 'eksctl-demo-two-cluster',
              StackStatus: 'CREATE_COMPLETE',
              Tags: tag('demo-two'),
            },
          }[String(StackName)],
        ],
      }),
      DescribeStackResources: () => ({
        StackResources: [
          {
            LogicalResourceId: 'VPC',
            PhysicalResourceId: 'vpc-1',
            ResourceType: 'AWS::EC2::VPC',
            ResourceStatus: 'CREATE_COMPLETE',
          },
        ],
      }),
    });
    const stacks = await new EksStacks(clients).describeClusterStacks('demo');
    expect(stacks).toMatchObject([
      {
        name: 'eksctl-demo-cluster',
        role: 'cluster',
        terminationProtection: true,
        resources: [{ logicalId: 'VPC', physicalId: 'vpc-1' }],
      },
      { name: 'eksctl-demo-nodegroup-a', role: 'nodegroup' },
    ]);
  });

  it('counts a cluster stack that somebody made by hand', async () => {
    const { clients } = fakeClients({
      ListStacks: () => ({
        StackSummaries: [
          { StackId: 'arn:1', StackName: 'eksctl-demo-cluster' },
        ],
      }),
      DescribeStacks: () => ({
        Stacks: [
          { StackName: 'eksctl-demo-cluster', StackStatus: 'CREATE_COMPLETE' },
        ],
      }),
    });
    expect(
      await new EksStacks(clients).describeClusterStacks('demo'),
    ).toHaveLength(1);
  });

  it('deletes a stack after its protection is off', async () => {
    const { clients, calls } = fakeClients({
      DescribeStacks: () => ({ Stacks: [{ StackStatus: 'DELETE_FAILED' }] }),
    });
    await new EksStacks(clients).deleteStack('eksctl-demo-cluster');
    expect(calls.slice(1)).toEqual([
      {
        command: 'UpdateTerminationProtection',
        input: {
          StackName: 'eksctl-demo-cluster',
          EnableTerminationProtection: false,
        },
      },
      { command: 'DeleteStack', input: { StackName: 'eksctl-demo-cluster' } },
    ]);
  });

  it('has nothing to delete when the stack is gone or on its way', async () => {
    for (const DescribeStacks of [
      missing,
      () => ({ Stacks: [{ StackStatus: 'DELETE_IN_PROGRESS' }] }),
    ]) {
      const { clients, calls } = fakeClients({ DescribeStacks });
      await new EksStacks(clients).deleteStack('eksctl-demo-cluster');
      expect(calls.map(({ command }) => command)).toEqual(['DescribeStacks']);
    }
  });

  it('finds the root cause in the events, and none when there is no stack', async () => {
    const { clients } = fakeClients({
      DescribeStackEvents: () => ({
        StackEvents: [
          {
            ResourceStatus: 'CREATE_FAILED',
            ResourceStatusReason: 'Resource creation cancelled',
          },
          {
            ResourceStatus: 'CREATE_FAILED',
            ResourceStatusReason:
              'The maximum number of VPCs has been reached.',
          },
          { ResourceStatus: 'CREATE_IN_PROGRESS' },
        ],
      }),
    });
    expect(await new EksStacks(clients).rootCauseOf('x')).toBe(
      'The maximum number of VPCs has been reached.',
    );
    const gone = fakeClients({
      DescribeStackEvents: missing,
      DescribeStacks: missing,
    });
    const stacks = new EksStacks(gone.clients);
    expect(await stacks.rootCauseOf('x')).toBeUndefined();
    expect(await stacks.stackStatus('x')).toBeUndefined();
  });

  it('does not take another error for a missing stack', async () => {
    const { clients } = fakeClients({
      DescribeStacks: () => {
        throw awsError('AccessDenied', 'not authorized');
      },
    });
    await expect(new EksStacks(clients).stackStatus('x')).rejects.toThrow(
      'not authorized',
    );
  });
});
