import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CloudWatchLogsClient,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DeleteNetworkInterfaceCommand,
  DeleteVolumeCommand,
  DescribeAvailabilityZonesCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVolumesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  CreateAddonCommand,
  DescribeClusterVersionsCommand,
  EKSClient,
  TagResourceCommand,
} from '@aws-sdk/client-eks';
import {
  DescribeLoadBalancersCommand as DescribeClassic,
  DescribeTagsCommand as DescribeClassicTags,
  DeleteLoadBalancerCommand as DeleteClassic,
  ElasticLoadBalancingClient,
} from '@aws-sdk/client-elastic-load-balancing';
import {
  DeleteLoadBalancerCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  GetOpenIDConnectProviderCommand,
  IAMClient,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import {
  SESClient,
  SendEmailCommand,
  SendRawEmailCommand,
} from '@aws-sdk/client-ses';
import {
  CreateTopicCommand,
  ListTopicsCommand,
  PublishCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { Simulator, startSimulator } from '../server/startSimulator';

const OWNER = {
  accountId: '111111111111',
  regionName: 'eu-west-1',
  cluster: 'gone-1a2b',
};

/** Tests the services with the AWS SDK for JavaScript. */
describe('services', () => {
  let simulator: Simulator;
  let time: number;

  beforeEach(async () => {
    time = Date.now();
    simulator = await startSimulator({ port: 0, speed: 1, now: () => time });
  });

  afterEach(() => simulator.close());

  const options = () => ({
    endpoint: simulator.url,
    region: 'eu-west-1',
    credentials: simulator.credentials,
    maxAttempts: 1,
  });

  it('EC2 lists, filters and deletes', async () => {
    const ec2 = new EC2Client(options());
    const { AvailabilityZones } = await ec2.send(
      new DescribeAvailabilityZonesCommand({}),
    );
    expect(AvailabilityZones?.map(zone => zone.ZoneName)).toEqual([
      'eu-west-1a',
      'eu-west-1b',
      'eu-west-1c',
    ]);
    const { InstanceTypeOfferings } = await ec2.send(
      new DescribeInstanceTypeOfferingsCommand({
        LocationType: 'availability-zone',
        Filters: [
          { Name: 'instance-type', Values: ['m7i.large', 'm99.large'] },
        ],
      }),
    );
    expect(
      new Set(InstanceTypeOfferings?.map(offer => offer.InstanceType)),
    ).toEqual(new Set(['m7i.large']));

    simulator.addLeftovers(OWNER, ['volume', 'network-interface']);
    simulator.addLeftovers({ ...OWNER, cluster: 'other' }, ['volume']);
    const { Volumes = [] } = await ec2.send(
      new DescribeVolumesCommand({
        Filters: [
          { Name: 'tag-key', Values: ['kubernetes.io/cluster/gone-1a2b'] },
        ],
      }),
    );
    expect(Volumes).toHaveLength(1);
    await ec2.send(new DeleteVolumeCommand({ VolumeId: Volumes[0].VolumeId }));
    await expect(
      ec2.send(new DeleteVolumeCommand({ VolumeId: Volumes[0].VolumeId })),
    ).rejects.toMatchObject({
      name: 'InvalidVolume.NotFound',
    });
    const { NetworkInterfaces = [] } = await ec2.send(
      new DescribeNetworkInterfacesCommand({
        Filters: [
          { Name: 'tag:cluster.k8s.amazonaws.com/name', Values: ['gone-*'] },
        ],
      }),
    );
    expect(NetworkInterfaces).toHaveLength(1);
    await ec2.send(
      new DeleteNetworkInterfaceCommand({
        NetworkInterfaceId: NetworkInterfaces[0].NetworkInterfaceId,
      }),
    );
    await expect(
      ec2.send(
        new DescribeVolumesCommand({
          Filters: [{ Name: 'colour', Values: ['red'] }],
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('load balancing keeps both generations apart', async () => {
    simulator.addLeftovers(OWNER, [
      'load-balancer',
      'classic-load-balancer',
      'target-group',
    ]);
    const classic = new ElasticLoadBalancingClient(options());
    const { LoadBalancerDescriptions = [] } = await classic.send(
      new DescribeClassic({}),
    );
    expect(LoadBalancerDescriptions).toHaveLength(1);
    const LoadBalancerName = LoadBalancerDescriptions[0].LoadBalancerName ?? '';
    const { TagDescriptions } = await classic.send(
      new DescribeClassicTags({ LoadBalancerNames: [LoadBalancerName] }),
    );
    expect(TagDescriptions?.[0].Tags).toContainEqual({
      Key: 'kubernetes.io/cluster/gone-1a2b',
      Value: 'owned',
    });
    await classic.send(new DeleteClassic({ LoadBalancerName }));

    const current = new ElasticLoadBalancingV2Client(options());
    const { LoadBalancers = [] } = await current.send(
      new DescribeLoadBalancersCommand({}),
    );
    const { TargetGroups = [] } = await current.send(
      new DescribeTargetGroupsCommand({}),
    );
    expect([LoadBalancers.length, TargetGroups.length]).toEqual([1, 1]);
    const LoadBalancerArn = LoadBalancers[0].LoadBalancerArn ?? '';
    const tags = await current.send(
      new DescribeTagsCommand({ ResourceArns: [LoadBalancerArn] }),
    );
    expect(tags.TagDescriptions?.[0].Tags).toContainEqual({
      Key: 'elbv2.k8s.aws/cluster',
      Value: 'gone-1a2b',
    });
    await current.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
    expect(
      simulator.state().accounts['111111111111'].regions['eu-west-1']
        .loadBalancers,
    ).toEqual([]);
  });

  it('CloudWatch Logs finds a group by its prefix', async () => {
    simulator.addLeftovers(OWNER, ['log-group']);
    const logs = new CloudWatchLogsClient(options());
    const { logGroups = [] } = await logs.send(
      new DescribeLogGroupsCommand({
        logGroupNamePrefix: '/aws/containerinsights/gone-1a2b/',
      }),
    );
    expect(logGroups.map(group => group.logGroupName)).toEqual([
      '/aws/containerinsights/gone-1a2b/application',
    ]);
    const command = new DeleteLogGroupCommand({
      logGroupName: logGroups[0].logGroupName,
    });
    await logs.send(command);
    await expect(logs.send(command)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('SES keeps mails, and may be down', async () => {
    const ses = new SESClient(options());
    const mail = new SendEmailCommand({
      Source: 'portal@example.com',
      Destination: { ToAddresses: ['dev@example.com', 'lead@example.com'] },
      Message: {
        Subject: { Data: 'Two hours left <now>' },
        Body: { Text: { Data: 'a & b' }, Html: { Data: '<b>a</b>' } },
      },
    });
    simulator.faults.add({
      match: { service: 'ses' },
      effect: { kind: 'unavailable' },
      times: 1,
    });
    await expect(ses.send(mail)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 503 },
    });
    expect(simulator.inbox()).toEqual([]);
    const { MessageId } = await ses.send(mail);
    await ses.send(
      new SendRawEmailCommand({
        RawMessage: {
          Data: Buffer.from(
            'From: a@example.com\r\nTo: b@example.com\r\nSubject: Raw\r\n\r\nBody',
          ),
        },
      }),
    );
    expect(simulator.inbox()).toMatchObject([
      {
        id: MessageId,
        to: ['dev@example.com', 'lead@example.com'],
        subject: 'Two hours left <now>',
        text: 'a & b',
        html: '<b>a</b>',
      },
      { to: ['b@example.com'], subject: 'Raw' },
    ]);
    const page = await (
      await fetch(`${simulator.url}/_simulator/inbox/${MessageId}`)
    ).text();
    expect(page).toContain('<iframe sandbox');
    expect(page).not.toContain('<b>a</b>');
  });

  it('SNS publishes to topics that are there', async () => {
    const sns = new SNSClient(options());
    const { TopicArn } = await sns.send(
      new CreateTopicCommand({ Name: 'environments' }),
    );
    await sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
    expect((await sns.send(new ListTopicsCommand({}))).Topics).toEqual([
      { TopicArn },
    ]);
    await expect(
      sns.send(
        new PublishCommand({ TopicArn: `${TopicArn}x`, Message: 'hello' }),
      ),
    ).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });

  it('IAM knows what is not there', async () => {
    const iam = new IAMClient(options());
    await expect(iam.send(new ListRolesCommand({}))).resolves.toMatchObject({
      Roles: [],
      IsTruncated: false,
    });
    await expect(
      iam.send(
        new GetOpenIDConnectProviderCommand({
          OpenIDConnectProviderArn: 'arn:aws:iam::111111111111:oidc-provider/x',
        }),
      ),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  });

  it('EKS answers with its own errors', async () => {
    const eks = new EKSClient(options());
    const { clusterVersions = [] } = await eks.send(
      new DescribeClusterVersionsCommand({}),
    );
    expect(clusterVersions.map(item => item.clusterVersion)).toContain('1.34');
    await expect(
      eks.send(
        new CreateAddonCommand({ clusterName: 'none', addonName: 'coredns' }),
      ),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(
      eks.send(
        new TagResourceCommand({
          resourceArn: 'arn:aws:eks:eu-west-1:111111111111:cluster/none',
          tags: { a: 'b' },
        }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    simulator.faults.add({
      match: { service: 'eks' },
      effect: { kind: 'throttling' },
    });
    await expect(
      eks.send(new DescribeClusterVersionsCommand({})),
    ).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  });

  it('CloudFormation takes its time, protects and rolls back', async () => {
    const cloudFormation = new CloudFormationClient(options());
    const status = async (StackName: string) =>
      (await cloudFormation.send(new DescribeStacksCommand({ StackName })))
        .Stacks?.[0].StackStatus;
    const TemplateBody = JSON.stringify({
      Resources: {
        VPC: {
          Type: 'AWS::EC2::VPC',
          Properties: { CidrBlock: '10.0.0.0/16' },
        },
        Subnet: {
          Type: 'AWS::EC2::Subnet',
          Properties: {
            VpcId: { Ref: 'VPC' },
            CidrBlock: '10.0.0.0/24',
            AvailabilityZone: 'eu-west-1a',
          },
        },
      },
    });
    const create = (StackName: string) =>
      cloudFormation.send(
        new CreateStackCommand({
          StackName,
          TemplateBody,
          EnableTerminationProtection: true,
        }),
      );

    await create('one');
    await expect(create('one')).rejects.toMatchObject({
      name: 'AlreadyExistsException',
    });
    time += 9_000;
    expect(await status('one')).toBe('CREATE_IN_PROGRESS');
    time += 9_000;
    expect(await status('one')).toBe('CREATE_COMPLETE');
    await expect(
      cloudFormation.send(new DeleteStackCommand({ StackName: 'one' })),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        'Stack [one] cannot be deleted while TerminationProtection is enabled',
    });

    simulator.addLeftovers(
      {
        ...OWNER,
        vpcId:
          simulator.state().accounts['111111111111'].regions['eu-west-1']
            .vpcs[0].id,
      },
      ['security-group'],
    );
    await cloudFormation.send(
      new UpdateTerminationProtectionCommand({
        StackName: 'one',
        EnableTerminationProtection: false,
      }),
    );
    await cloudFormation.send(new DeleteStackCommand({ StackName: 'one' }));
    time += 60_000;
    expect(await status('one')).toBe('DELETE_FAILED');
    const { StackEvents = [] } = await cloudFormation.send(
      new DescribeStackEventsCommand({ StackName: 'one' }),
    );
    expect(
      StackEvents.find(
        event =>
          event.ResourceStatus === 'DELETE_FAILED' &&
          event.LogicalResourceId === 'VPC',
      )?.ResourceStatusReason,
    ).toContain('has dependencies and cannot be deleted');
    simulator.state().accounts['111111111111'].regions[
      'eu-west-1'
    ].securityGroups = [];
    await cloudFormation.send(new DeleteStackCommand({ StackName: 'one' }));
    time += 60_000;
    await expect(status('one')).rejects.toMatchObject({
      name: 'ValidationError',
    });

    simulator.faults.add({ effect: { kind: 'vpc-quota' }, times: 1 });
    await create('two');
    time += 60_000;
    expect(await status('two')).toBe('ROLLBACK_COMPLETE');
    const failed = await cloudFormation.send(
      new DescribeStackEventsCommand({ StackName: 'two' }),
    );
    const reasons =
      failed.StackEvents?.map(event => event.ResourceStatusReason ?? '') ?? [];
    expect(
      reasons.some(reason =>
        reason.includes('The maximum number of VPCs has been reached.'),
      ),
    ).toBe(true);
  });
});
