import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DeleteLogGroupCommand,
  CloudWatchLogsClient,
} from '@aws-sdk/client-cloudwatch-logs';
import { DeleteVolumeCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateOpenIDConnectProviderCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { Simulator, startSimulator } from '../server/startSimulator';

const BOUNDARY = 'arn:aws:iam::111111111111:policy/boundary';

const TEMPLATE = {
  Resources: {
    NodeRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'nodes',
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy'],
        PermissionsBoundary: BOUNDARY,
      },
    },
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: { PolicyName: 'p', Roles: [{ Ref: 'NodeRole' }] },
    },
    Profile: {
      Type: 'AWS::IAM::InstanceProfile',
      Properties: { Roles: [{ Ref: 'NodeRole' }] },
    },
    Queue: { Type: 'AWS::SQS::Queue' },
  },
};

describe('authorizations', () => {
  let simulator: Simulator;
  let time: number;

  beforeEach(async () => {
    time = Date.now();
    simulator = await startSimulator({
      port: 0,
      speed: 1,
      now: () => time,
      recordsAuthorizations: true,
    });
  });
  afterEach(() => simulator.close());

  const clientOptions = () => ({
    endpoint: simulator.url,
    region: 'eu-west-1',
    credentials: simulator.credentials,
  });

  const asked = (action: string) =>
    simulator
      .authorizations()
      .filter(item => item.action === action)
      .map(({ resource, via, context }) => ({ resource, via, context }));

  it('are those of a call, and those of the resources that CloudFormation makes and deletes for it', async () => {
    const cloudFormation = new CloudFormationClient(clientOptions());
    await cloudFormation.send(
      new CreateStackCommand({
        StackName: 'demo',
        TemplateBody: JSON.stringify(TEMPLATE),
      }),
    );
    time += 600_000;
    await cloudFormation.send(new DeleteStackCommand({ StackName: 'demo' }));
    time += 600_000;
    simulator.state();

    const role = {
      resource: 'arn:aws:iam::111111111111:role/nodes',
      via: 'cloudformation',
      context: { 'aws:RequestedRegion': 'us-east-1' },
    };
    const bounded = {
      ...role,
      context: { ...role.context, 'iam:PermissionsBoundary': BOUNDARY },
    };
    expect(asked('cloudformation:CreateStack')).toEqual([
      {
        resource: 'arn:aws:cloudformation:eu-west-1:111111111111:stack/demo/*',
        via: 'client',
        context: { 'aws:RequestedRegion': 'eu-west-1' },
      },
    ]);
    expect(asked('iam:CreateRole')).toEqual([bounded]);
    expect(asked('iam:AttachRolePolicy')).toEqual([bounded]);
    expect(asked('iam:PutRolePolicy')).toEqual([bounded]);
    expect(asked('iam:PassRole')).toEqual([
      {
        ...role,
        context: {
          ...role.context,
          'iam:PassedToService': 'ec2.amazonaws.com',
        },
      },
    ]);
    expect(asked('iam:DeleteRole')).toEqual([role]);
    // Nobody has this permission: a type that the simulator does not know must fail visibly.
    expect(asked('unknown:AWS::SQS::Queue')).toHaveLength(1);
  });

  it('name the resource and its tags', async () => {
    simulator.addLeftovers(
      {
        accountId: '111111111111',
        regionName: 'eu-west-1',
        cluster: 'gone-1a2b',
      },
      ['volume', 'log-group'],
    );
    const region =
      simulator.state().accounts['111111111111'].regions['eu-west-1'];
    await new EC2Client(clientOptions()).send(
      new DeleteVolumeCommand({ VolumeId: region.volumes[0].id }),
    );
    await new CloudWatchLogsClient(clientOptions()).send(
      new DeleteLogGroupCommand({ logGroupName: region.logGroups[0].name }),
    );
    await new IAMClient(clientOptions()).send(
      new CreateOpenIDConnectProviderCommand({
        Url: 'https://oidc.eks.eu-west-1.amazonaws.com/id/A',
        Tags: [{ Key: 'a', Value: 'b' }],
      }),
    );
    expect(asked('ec2:DeleteVolume')).toMatchObject([
      {
        resource: '*',
        via: 'client',
        context: {
          'aws:RequestedRegion': 'eu-west-1',
          'aws:ResourceTag/kubernetes.io/cluster/gone-1a2b': 'owned',
        },
      },
    ]);
    expect(asked('logs:DeleteLogGroup')).toMatchObject([
      { resource: expect.stringMatching(/:log-group:\/aws\/.*:log-stream:$/) },
    ]);
    expect(asked('iam:TagOpenIDConnectProvider')).toMatchObject([
      {
        resource:
          'arn:aws:iam::111111111111:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A',
      },
    ]);
  });
});
