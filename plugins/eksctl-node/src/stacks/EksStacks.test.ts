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

  /** AWS with pages of events of one stack. */
  function withEvents(...pages: Array<Array<Record<string, string>>>) {
    return fakeClients({
      DescribeStackEvents: ({ NextToken }) => {
        const page = Number(NextToken ?? 0);
        return {
          StackEvents: pages[page].map(event => ({
            StackId: 'arn:1',
            ...event,
          })),
          NextToken: page + 1 < pages.length ? String(page + 1) : undefined,
        };
      },
    });
  }

  const ofStack = (ResourceStatus: string, PhysicalResourceId = 'arn:1') => ({
    ResourceType: 'AWS::CloudFormation::Stack',
    PhysicalResourceId,
    ResourceStatus,
  });
  const ofResource = (
    ResourceStatus: string,
    ResourceStatusReason: string,
  ) => ({
    ResourceType: 'AWS::EC2::VPC',
    PhysicalResourceId: 'vpc-1',
    ResourceStatus,
    ResourceStatusReason,
  });

  it('does not explain a deletion by why the creation failed', async () => {
    const { clients, calls } = withEvents(
      [
        ofStack('DELETE_FAILED'),
        ofResource('DELETE_FAILED', 'The vpc has dependencies'),
      ],
      [ofStack('DELETE_IN_PROGRESS'), ofStack('ROLLBACK_FAILED')],
      [ofResource('CREATE_FAILED', 'No capacity')],
    );
    expect(await new EksStacks(clients).rootCauseOf('x')).toBe(
      'The vpc has dependencies',
    );
    expect(calls).toHaveLength(2);
  });

  it('reads on until the creation began, through a rollback and nested stacks', async () => {
    const { clients } = withEvents(
      [
        ofStack('ROLLBACK_FAILED'),
        ofResource('DELETE_FAILED', 'The vpc has dependencies'),
        ofStack('DELETE_IN_PROGRESS', 'arn:nested'),
        ofStack('ROLLBACK_IN_PROGRESS'),
      ],
      [ofResource('CREATE_FAILED', 'No capacity')],
      [ofStack('CREATE_IN_PROGRESS')],
    );
    expect(await new EksStacks(clients).rootCauseOf('x')).toBe('No capacity');
  });

  it('does not read for ever', async () => {
    const { clients, calls } = fakeClients({
      DescribeStackEvents: () => ({
        StackEvents: [ofResource('CREATE_FAILED', 'No capacity')],
        NextToken: 'more',
      }),
    });
    expect(await new EksStacks(clients).rootCauseOf('x')).toBe('No capacity');
    expect(calls).toHaveLength(20);
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
