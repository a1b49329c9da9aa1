import {
  type Answers,
  awsError,
  fakeClients,
} from '../__fixtures__/fakeClients';
import { sweepCluster } from './sweepCluster';

const target = {
  clusterName: 'demo-x7',
  region: 'eu-west-1',
  ownership: { key: 'eks-environments.io/environment-id', value: '01H' },
  manager: { key: 'eks-environments.io/installation', value: 'portal' },
};

const owned = [{ Key: 'kubernetes.io/cluster/demo-x7', Value: 'owned' }];
const here = [{ Key: 'topology.kubernetes.io/region', Value: 'eu-west-1' }];
const other = [{ Key: 'kubernetes.io/cluster/demo-x7-2', Value: 'owned' }];

async function sweep(answers: Answers, mode: 'find' | 'remove' = 'remove') {
  const { clients, calls } = fakeClients(answers);
  const report = await sweepCluster({ ...target, clients, mode });
  return {
    report,
    writes: calls.filter(
      ({ command }) => !/^(Describe|List|Get)/.test(command),
    ),
  };
}

describe('removals', () => {
  it('takes the references out of security groups that name each other', async () => {
    const pair = { UserIdGroupPairs: [{ GroupId: 'sg-2' }], IpProtocol: '-1' };
    const open = { IpRanges: [{ CidrIp: '0.0.0.0/0' }], IpProtocol: '-1' };
    const { writes } = await sweep({
      DescribeSecurityGroups: () => ({
        SecurityGroups: [
          {
            GroupId: 'sg-1',
            Tags: owned,
            IpPermissions: [pair, open],
            IpPermissionsEgress: [open],
          },
        ],
      }),
    });
    expect(writes).toEqual([
      {
        command: 'RevokeSecurityGroupIngress',
        input: {
          GroupId: 'sg-1',
          IpPermissions: [expect.objectContaining(pair)],
        },
      },
      { command: 'DeleteSecurityGroup', input: { GroupId: 'sg-1' } },
    ]);
  });

  it('takes back the protection of a load balancer against deletion', async () => {
    const { writes } = await sweep({
      DescribeLoadBalancers: () => ({
        LoadBalancers: [{ LoadBalancerArn: 'arn:lb' }],
      }),
      DescribeTags: ({ ResourceArns }) => ({
        TagDescriptions: ResourceArns
          ? [{ ResourceArn: 'arn:lb', Tags: owned }]
          : [],
      }),
    });
    expect(writes.map(({ command }) => command)).toEqual([
      'ModifyLoadBalancerAttributes',
      'DeleteLoadBalancer',
    ]);
  });

  it('empties a role before it goes, and asks only roles of a like name for their tags', async () => {
    const roles: Record<string, object[]> = {
      'eksctl-demo-x7-Role': [...owned, ...here],
      'eksctl-demo-x7-2-Role': [...other, ...here],
      admin: [...owned, ...here],
    };
    const asked: unknown[] = [];
    const { report, writes } = await sweep({
      ListRoles: () => ({
        Roles: Object.keys(roles).map(RoleName => ({
          RoleName,
          Arn: `arn:aws:iam::1:role/${RoleName}`,
        })),
      }),
      GetRole: ({ RoleName }) => {
        asked.push(RoleName);
        return { Role: { Tags: roles[String(RoleName)] } };
      },
      ListAttachedRolePolicies: () => ({
        AttachedPolicies: [{ PolicyArn: 'arn:policy' }],
      }),
      ListRolePolicies: () => ({ PolicyNames: ['inline'] }),
      ListInstanceProfilesForRole: () => ({
        InstanceProfiles: [{ InstanceProfileName: 'profile' }],
      }),
    });
    expect(report.items).toMatchObject([
      { kind: 'iam-role', id: 'eksctl-demo-x7-Role', outcome: 'removed' },
    ]);
    expect(asked).toEqual(['eksctl-demo-x7-Role', 'eksctl-demo-x7-2-Role']);
    expect(writes.map(({ command }) => command)).toEqual([
      'RemoveRoleFromInstanceProfile',
      'DetachRolePolicy',
      'DeleteRolePolicy',
      'DeleteRole',
    ]);
  });

  it('keeps roles until no instance is left, or nobody knows', async () => {
    const role = {
      ListRoles: () => ({
        Roles: [{ RoleName: 'eksctl-demo-x7', Arn: 'role/eksctl-demo-x7' }],
      }),
      GetRole: () => ({ Role: { Tags: [...owned, ...here] } }),
    };
    const existing = await sweep({
      ...role,
      DescribeInstances: () => ({
        Reservations: [{ Instances: [{ InstanceId: 'i-1', Tags: owned }] }],
      }),
    });
    expect(existing.report.items).toMatchObject([
      { kind: 'instance', outcome: 'removed' },
      { kind: 'iam-role', outcome: 'remaining' },
    ]);
    const unknown = await sweep({
      ...role,
      DescribeInstances: () => {
        throw awsError('UnauthorizedOperation', 'no');
      },
    });
    expect(unknown.writes).toEqual([]);
  });

  it('detaches an internet gateway from its network', async () => {
    const { writes } = await sweep({
      DescribeInternetGateways: () => ({
        InternetGateways: [
          {
            InternetGatewayId: 'igw-1',
            Tags: owned,
            Attachments: [{ VpcId: 'vpc-1' }],
          },
        ],
      }),
    });
    expect(writes).toEqual([
      {
        command: 'DetachInternetGateway',
        input: { InternetGatewayId: 'igw-1', VpcId: 'vpc-1' },
      },
      {
        command: 'DeleteInternetGateway',
        input: { InternetGatewayId: 'igw-1' },
      },
    ]);
  });

  it('names what is not ours and keeps a network, a subnet or a group, and removes none of it', async () => {
    const theirs = {
      NetworkInterfaceId: 'eni-theirs',
      Description: 'RDSNetworkInterface',
      TagSet: [],
    };
    const ofControlPlane = {
      NetworkInterfaceId: 'eni-eks',
      Description: 'Amazon EKS demo-x7',
      Status: 'in-use',
      TagSet: [],
    };
    const { report, writes } = await sweep({
      DescribeVpcs: () => ({ Vpcs: [{ VpcId: 'vpc-1', Tags: owned }] }),
      DescribeSubnets: () => ({
        Subnets: [{ SubnetId: 'subnet-1', Tags: owned }],
      }),
      DescribeSecurityGroups: () => ({
        SecurityGroups: [
          { GroupId: 'sg-1', Tags: owned },
          { GroupId: 'sg-default', GroupName: 'default' },
          { GroupId: 'sg-theirs', GroupName: 'database' },
        ],
      }),
      DescribeNetworkInterfaces: () => ({
        NetworkInterfaces: [theirs, ofControlPlane],
      }),
    });
    expect(writes).toEqual([]);
    const holder = {
      kind: 'network-interface',
      id: 'eni-theirs',
      name: 'RDSNetworkInterface',
    };
    const group = { kind: 'security-group', id: 'sg-theirs', name: 'database' };
    expect(report.items).toMatchObject([
      {
        kind: 'network-interface',
        id: 'eni-eks',
        proof: 'description "Amazon EKS demo-x7"',
        reason: 'It is still attached',
      },
      { kind: 'security-group', id: 'sg-1' },
      { kind: 'subnet', id: 'subnet-1', heldBy: [holder] },
      { kind: 'vpc', id: 'vpc-1', heldBy: [holder, group] },
    ]);
  });

  it('leaves what another cluster uses, too, and says so', async () => {
    const { report, writes } = await sweep({
      DescribeSubnets: () => ({
        Subnets: [{ SubnetId: 'subnet-1', Tags: [...owned, ...other] }],
      }),
    });
    expect(writes).toEqual([]);
    expect(report.items).toMatchObject([
      { id: 'subnet-1', reason: 'It is also used by demo-x7-2' },
    ]);
  });

  it('passes over main route tables, which go with their network', async () => {
    const { report } = await sweep({
      DescribeRouteTables: () => ({
        RouteTables: [
          {
            RouteTableId: 'rtb-main',
            Tags: owned,
            Associations: [{ Main: true }],
          },
          {
            RouteTableId: 'rtb-1',
            Tags: owned,
            Associations: [{ Main: false }],
          },
        ],
      }),
    });
    expect(report.items.map(({ id }) => id)).toEqual(['rtb-1']);
  });

  describe('of a stack whose deletion failed', () => {
    const stack: Answers = {
      ListStacks: () => ({
        StackSummaries: [
          { StackName: 'eksctl-demo-x7-cluster', StackId: 'arn:stack' },
        ],
      }),
      DescribeStacks: () => ({
        Stacks: [
          {
            StackName: 'eksctl-demo-x7-cluster',
            StackStatus: 'DELETE_FAILED',
            Tags: [{ Key: 'alpha.eksctl.io/cluster-name', Value: 'demo-x7' }],
          },
        ],
      }),
      DescribeStackResources: () => ({
        StackResources: [
          {
            LogicalResourceId: 'VPC',
            ResourceStatus: 'DELETE_FAILED',
            ResourceStatusReason: 'it has dependencies',
          },
          { LogicalResourceId: 'Role', ResourceStatus: 'DELETE_COMPLETE' },
        ],
      }),
    };

    it('takes its protection off first', async () => {
      const { writes } = await sweep(stack);
      expect(writes.map(({ command }) => command)).toEqual([
        'UpdateTerminationProtection',
        'DeleteStack',
      ]);
    });

    it('tells why it failed, by the resource that did', async () => {
      const { report } = await sweep(stack, 'find');
      expect(report.items).toMatchObject([
        { kind: 'stack', reason: 'DELETE_FAILED; VPC: it has dependencies' },
      ]);
    });
  });
});
