import { RolePolicies } from '../config';

const MANAGED: Record<string, string> = {
  imageBuilder: 'AmazonEC2ContainerRegistryPowerUser',
  ebsCSIController: 'service-role/AmazonEBSCSIDriverPolicy',
};

/** The inline policies of eksctl. Nothing here depends on their statements. */
const INLINE: Record<string, string[]> = {
  autoScaler: ['PolicyAutoScaling'],
  awsLoadBalancerController: ['PolicyAWSLoadBalancerController'],
  certManager: [
    'PolicyCertManagerChangeSet',
    'PolicyCertManagerGetChange',
    'PolicyCertManagerHostedZones',
  ],
  efsCSIController: ['PolicyEFSCSIController'],
  externalDNS: ['PolicyExternalDNSChangeSet', 'PolicyExternalDNSHostedZones'],
};

/** Who may assume a role. */
export type Trust =
  | { kind: 'service'; service: string }
  | { kind: 'podIdentity' }
  | { kind: 'oidc'; providerArn: string; serviceAccount?: string };

/** The ARN of an AWS managed policy. */
export function managedPolicy(name: string): string {
  return `arn:aws:iam::aws:policy/${name}`;
}

/** A trust policy for one service principal. */
export function rolePolicy(service: string): Record<string, unknown> {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: [service] },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
      },
    ],
  };
}

function trustPolicy(trust: Trust): Record<string, unknown> {
  switch (trust.kind) {
    case 'service':
      return rolePolicy(trust.service);
    case 'podIdentity':
      return rolePolicy('pods.eks.amazonaws.com');
    default: {
      const issuer = trust.providerArn.split(':oidc-provider/')[1];
      return {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: trust.providerArn },
            Action: ['sts:AssumeRoleWithWebIdentity'],
            Condition: {
              StringEquals: {
                [`${issuer}:aud`]: 'sts.amazonaws.com',
                ...(trust.serviceAccount && {
                  [`${issuer}:sub`]: `system:serviceaccount:${trust.serviceAccount}`,
                }),
              },
            },
          },
        ],
      };
    }
  }
}

function wellKnown(policies: RolePolicies): string[] {
  return Object.entries(policies.wellKnownPolicies ?? {})
    .filter(([, wanted]) => wanted)
    .map(([name]) => name);
}

function inlinePolicies(policies: RolePolicies): Record<string, unknown> {
  return {
    ...Object.fromEntries(
      wellKnown(policies)
        .flatMap(name => INLINE[name] ?? [])
        .map(name => [name, { Version: '2012-10-17', Statement: [] }]),
    ),
    ...(policies.attachPolicy && { Policy1: policies.attachPolicy }),
  };
}

/** The template of a stack with one role. */
export function roleTemplate(options: {
  trust: Trust;
  policies: RolePolicies;
  roleName?: string;
}): string {
  const { trust, policies, roleName } = options;
  const managed = [
    ...(policies.attachPolicyARNs ?? []),
    ...wellKnown(policies).flatMap(name =>
      MANAGED[name] ? [managedPolicy(MANAGED[name])] : [],
    ),
  ];
  const inline = Object.entries(inlinePolicies(policies)).map(
    ([name, document]) => [
      name,
      {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: { 'Fn::Sub': `\${AWS::StackName}-${name}` },
          PolicyDocument: document,
          Roles: [{ Ref: 'Role1' }],
        },
      },
    ],
  );
  return JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    Description:
      trust.kind === 'podIdentity'
        ? 'IAM role for pod identity association [created and managed by eksctl]'
        : 'IAM role for serviceaccount [created and managed by eksctl]',
    Resources: {
      Role1: {
        Type: 'AWS::IAM::Role',
        Properties: {
          ...(roleName && { RoleName: roleName }),
          AssumeRolePolicyDocument: trustPolicy(trust),
          ...(managed.length > 0 && { ManagedPolicyArns: managed }),
          ...(policies.permissionsBoundary && {
            PermissionsBoundary: policies.permissionsBoundary,
          }),
        },
      },
      ...Object.fromEntries(inline),
    },
    Outputs: { Role1: { Value: { 'Fn::GetAtt': ['Role1', 'Arn'] } } },
  });
}
