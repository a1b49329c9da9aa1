import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { eventsOf, requestsOfEvents } from './cloudTrail.mjs';
import { statementsOf } from './iamPolicy.mjs';
import { checkCalls } from './policyReport.mjs';

const ACCOUNT = '333333333333';

function event(eventSource, eventName, requestParameters, rest) {
  return {
    eventSource: `${eventSource}.amazonaws.com`,
    eventName,
    eventType: 'AwsApiCall',
    awsRegion: 'eu-west-1',
    recipientAccountId: ACCOUNT,
    requestParameters,
    userIdentity: {
      type: 'AssumedRole',
      accountId: ACCOUNT,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          arn: `arn:aws:iam::${ACCOUNT}:role/path/eks-environments`,
        },
      },
    },
    ...rest,
  };
}

function requestsOf(...events) {
  return requestsOfEvents(events, 'eks-environments').map(
    ({ action, resource }) => [action, resource],
  );
}

for (const [name, given, expected] of [
  [
    'a call of IAM with the ARN of its role',
    event('iam', 'CreateRole', { roleName: 'eksctl-a' }),
    [['iam:CreateRole', `arn:aws:iam::${ACCOUNT}:role/eksctl-a`]],
  ],
  ['a list of IAM', event('iam', 'ListRoles', null), [['iam:ListRoles', '*']]],
  [
    'an identity provider by its address',
    event('iam', 'CreateOpenIDConnectProvider', {
      url: 'https://oidc.eks.eu-west-1.amazonaws.com/id/A',
    }),
    [
      [
        'iam:CreateOpenIDConnectProvider',
        `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/A`,
      ],
    ],
  ],
  [
    'the role that goes into an instance profile',
    event('iam', 'AddRoleToInstanceProfile', {
      instanceProfileName: 'eksctl-p',
      roleName: 'eksctl-a',
    }),
    [
      [
        'iam:AddRoleToInstanceProfile',
        `arn:aws:iam::${ACCOUNT}:instance-profile/eksctl-p`,
      ],
      ['iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/eksctl-a`],
    ],
  ],
  [
    'the roles of an add-on',
    event('eks', 'CreateAddon', {
      podIdentityAssociations: [{ roleArn: 'arn:aws:iam::1:role/x' }],
    }),
    [
      ['eks:CreateAddon', undefined],
      ['iam:PassRole', 'arn:aws:iam::1:role/x'],
    ],
  ],
  [
    'Cloud Control, whose actions are those of CloudFormation',
    event('cloudcontrolapi', 'GetResource', { typeName: 'A' }),
    [['cloudformation:GetResource', undefined]],
  ],
  [
    'a name with the version of the API',
    event('lambda', 'CreateFunction20150331', {}),
    [['lambda:CreateFunction', undefined]],
  ],
  [
    'a question that needs no right',
    event('sts', 'GetCallerIdentity', null),
    [],
  ],
  [
    'a log group',
    event('logs', 'DeleteLogGroup', { logGroupName: '/aws/eks/a/cluster' }),
    [
      [
        'logs:DeleteLogGroup',
        `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/eks/a/cluster:log-stream:`,
      ],
    ],
  ],
  [
    'nothing of what AWS does by itself',
    event('eks', 'X', null, { eventType: 'AwsServiceEvent' }),
    [],
  ],
  [
    'nothing of other roles',
    event('ec2', 'CreateVpc', null, {
      userIdentity: {
        sessionContext: {
          sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::1:role/other' },
        },
      },
    }),
    [],
  ],
  [
    'nothing of people',
    event('ec2', 'CreateVpc', null, { userIdentity: { type: 'IAMUser' } }),
    [],
  ],
]) {
  test(`CloudTrail tells ${name}`, () => {
    assert.deepEqual(requestsOf(given), expected);
  });
}

test('a log is read as S3 keeps it, and as the AWS CLI prints it', () => {
  const events = [event('ec2', 'CreateVpc', null)];
  const log = Buffer.from(JSON.stringify({ Records: events }));
  assert.deepEqual(eventsOf(log), events);
  assert.deepEqual(eventsOf(gzipSync(log)), events);
  const printed = { Events: [{ CloudTrailEvent: JSON.stringify(events[0]) }] };
  assert.deepEqual(eventsOf(Buffer.from(JSON.stringify(printed))), events);
  assert.throws(() => eventsOf(Buffer.from('{}')), /no log of CloudTrail/);
});

test('what CloudTrail does not tell is said to be not checked', () => {
  const statements = statementsOf([
    {
      name: 'test',
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'Handing',
            Effect: 'Allow',
            Action: ['iam:PassRole', 'iam:TagRole'],
            Resource: `arn:aws:iam::${ACCOUNT}:role/eksctl-*`,
            Condition: {
              StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' },
            },
          },
          { Sid: 'Eks', Effect: 'Allow', Action: 'eks:*', Resource: '*' },
        ],
      },
    },
  ]);
  const create = role =>
    event('eks', 'CreateCluster', {
      roleArn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
    });
  const report = checkCalls(
    statements,
    requestsOfEvents([create('eksctl-a'), create('mine')], 'eks-environments'),
  );
  assert.deepEqual(report.allowed, [
    { action: 'eks:CreateCluster', by: ['Eks'], unchecked: [] },
    {
      action: 'iam:PassRole',
      by: ['Handing'],
      unchecked: ['iam:PassedToService'],
    },
  ]);
  assert.deepEqual(
    report.denied.map(({ action, resource }) => [action, resource]),
    [['iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/mine`]],
  );
  assert.deepEqual(report.unused, [{ sid: 'Handing', action: 'iam:TagRole' }]);
});
