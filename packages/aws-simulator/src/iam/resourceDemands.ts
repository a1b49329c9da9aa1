import { ResourceContext } from '../cloudformation/resourceType';
import { Role, Tags } from '../world/model';
import {
  Authorization,
  authorizationOf,
  boundaryContext,
  Demand,
  passRole,
  Place,
  serviceLinkedRole,
  tagContext,
} from './Authorization';

/*
 * CloudFormation creates and deletes the resources of a stack with the permissions of its creator. The schema of each resource type lists
 * the actions (`handlers.create.permissions` and `handlers.delete.permissions` in CloudFormation's registry). These are the actions that
 * the handlers use for the resources of eksctl's templates.
 */

interface Handlers {
  create: (context: Subject) => Demand[];
  delete: (context: Subject) => Demand[];
}

interface Subject {
  place: Place;
  /** Resolved properties. */
  properties: Record<string, unknown>;
  physicalId: string;
  tags: Tags;
  /** The roles of the account. */
  roles: Role[];
}

export type Direction = keyof Handlers;

const READING_ROLES = [
  'iam:GetRole',
  'iam:ListAttachedRolePolicies',
  'iam:ListRolePolicies',
];

const HANDLERS: Record<string, Handlers> = {
  'AWS::IAM::Role': {
    create: onRole(({ properties }) => [
      { action: 'iam:CreateRole', context: boundaryOf(properties) },
      'iam:TagRole',
      ...READING_ROLES,
      ...(listOf(properties.ManagedPolicyArns).length > 0
        ? [{ action: 'iam:AttachRolePolicy', context: boundaryOf(properties) }]
        : []),
      ...(listOf(properties.Policies).length > 0
        ? [{ action: 'iam:PutRolePolicy', context: boundaryOf(properties) }]
        : []),
    ]),
    delete: onRole(({ properties }) => [
      ...READING_ROLES,
      ...(listOf(properties.ManagedPolicyArns).length > 0
        ? ['iam:DetachRolePolicy']
        : []),
      ...(listOf(properties.Policies).length > 0
        ? ['iam:DeleteRolePolicy']
        : []),
      'iam:DeleteRole',
    ]),
  },
  'AWS::IAM::Policy': {
    create: onRolesOfPolicy('iam:PutRolePolicy', 'iam:GetRolePolicy'),
    delete: onRolesOfPolicy('iam:DeleteRolePolicy', 'iam:GetRolePolicy'),
  },
  'AWS::IAM::InstanceProfile': {
    create: subject => [
      ...onProfile(
        'iam:CreateInstanceProfile',
        'iam:GetInstanceProfile',
        'iam:AddRoleToInstanceProfile',
      )(subject),
      ...listOf(subject.properties.Roles).map(name =>
        passRole(roleArn(subject.place, name), 'ec2.amazonaws.com'),
      ),
    ],
    delete: onProfile(
      'iam:GetInstanceProfile',
      'iam:RemoveRoleFromInstanceProfile',
      'iam:DeleteInstanceProfile',
    ),
  },
  'AWS::EKS::Cluster': {
    create: ({ place, properties }) => {
      const compute = (properties.ComputeConfig ?? {}) as {
        NodeRoleArn?: string;
      };
      const keys = listOf(properties.EncryptionConfig);
      return [
        ...simple(
          'eks:CreateCluster',
          'eks:DescribeCluster',
          'eks:TagResource',
        ),
        passRole(String(properties.RoleArn), 'eks.amazonaws.com'),
        { action: 'iam:GetRole', resource: String(properties.RoleArn) },
        ...(compute.NodeRoleArn
          ? [passRole(compute.NodeRoleArn, 'eks.amazonaws.com')]
          : []),
        serviceLinkedRole(place, 'eks.amazonaws.com'),
        ...simple('ec2:DescribeSubnets', 'ec2:DescribeVpcs'),
        ...(keys.length > 0
          ? simple('kms:DescribeKey', 'kms:CreateGrant')
          : []),
      ];
    },
    delete: () => simple('eks:DeleteCluster', 'eks:DescribeCluster'),
  },
  'AWS::EKS::Nodegroup': {
    create: ({ place, properties }) => [
      ...simple(
        'eks:CreateNodegroup',
        'eks:DescribeNodegroup',
        'eks:TagResource',
        'ec2:CreateTags',
        'ec2:DescribeLaunchTemplates',
        'ec2:DescribeLaunchTemplateVersions',
        'ec2:DescribeRouteTables',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
        'ec2:RunInstances',
      ),
      passRole(String(properties.NodeRole), 'ec2.amazonaws.com'),
      ...['iam:GetRole', 'iam:ListAttachedRolePolicies'].map(action => ({
        action,
        resource: String(properties.NodeRole),
      })),
      serviceLinkedRole(place, 'eks-nodegroup.amazonaws.com'),
    ],
    delete: () => simple('eks:DeleteNodegroup', 'eks:DescribeNodegroup'),
  },
  'AWS::EKS::AccessEntry': {
    create: () =>
      simple(
        'eks:CreateAccessEntry',
        'eks:DescribeAccessEntry',
        'eks:AssociateAccessPolicy',
        'eks:ListAssociatedAccessPolicies',
        'eks:TagResource',
      ),
    delete: () => simple('eks:DeleteAccessEntry', 'eks:DescribeAccessEntry'),
  },
  'AWS::AutoScaling::AutoScalingGroup': {
    create: ({ place }) => [
      ...simple(
        'autoscaling:CreateAutoScalingGroup',
        'autoscaling:CreateOrUpdateTags',
        'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeScalingActivities',
        'ec2:DescribeLaunchTemplateVersions',
        'ec2:RunInstances',
        'ec2:CreateTags',
      ),
      serviceLinkedRole(place, 'autoscaling.amazonaws.com'),
    ],
    delete: () =>
      simple(
        'autoscaling:UpdateAutoScalingGroup',
        'autoscaling:DeleteAutoScalingGroup',
        'autoscaling:DescribeAutoScalingGroups',
      ),
  },
  'AWS::EC2::VPC': ec2(
    'CreateVpc',
    'DeleteVpc',
    'DescribeVpcs',
    'ModifyVpcAttribute',
  ),
  'AWS::EC2::VPCCidrBlock': ec2(
    'AssociateVpcCidrBlock',
    'DisassociateVpcCidrBlock',
    'DescribeVpcs',
  ),
  'AWS::EC2::Subnet': ec2(
    'CreateSubnet',
    'DeleteSubnet',
    'DescribeSubnets',
    'ModifySubnetAttribute',
  ),
  'AWS::EC2::SecurityGroup': ec2(
    'CreateSecurityGroup',
    'DeleteSecurityGroup',
    'DescribeSecurityGroups',
    'AuthorizeSecurityGroupEgress',
  ),
  'AWS::EC2::SecurityGroupIngress': ec2(
    'AuthorizeSecurityGroupIngress',
    'RevokeSecurityGroupIngress',
    'DescribeSecurityGroupRules',
  ),
  'AWS::EC2::SecurityGroupEgress': ec2(
    'AuthorizeSecurityGroupEgress',
    'RevokeSecurityGroupEgress',
    'DescribeSecurityGroupRules',
  ),
  'AWS::EC2::EIP': ec2(
    'AllocateAddress',
    'ReleaseAddress',
    'DescribeAddresses',
  ),
  'AWS::EC2::NatGateway': ec2(
    'CreateNatGateway',
    'DeleteNatGateway',
    'DescribeNatGateways',
  ),
  'AWS::EC2::InternetGateway': ec2(
    'CreateInternetGateway',
    'DeleteInternetGateway',
    'DescribeInternetGateways',
  ),
  'AWS::EC2::EgressOnlyInternetGateway': ec2(
    'CreateEgressOnlyInternetGateway',
    'DeleteEgressOnlyInternetGateway',
    'DescribeEgressOnlyInternetGateways',
  ),
  'AWS::EC2::VPCGatewayAttachment': ec2(
    'AttachInternetGateway',
    'DetachInternetGateway',
    'DescribeInternetGateways',
  ),
  'AWS::EC2::RouteTable': ec2(
    'CreateRouteTable',
    'DeleteRouteTable',
    'DescribeRouteTables',
  ),
  'AWS::EC2::Route': ec2('CreateRoute', 'DeleteRoute', 'DescribeRouteTables'),
  'AWS::EC2::SubnetRouteTableAssociation': ec2(
    'AssociateRouteTable',
    'DisassociateRouteTable',
    'DescribeRouteTables',
  ),
  'AWS::EC2::LaunchTemplate': ec2(
    'CreateLaunchTemplate',
    'DeleteLaunchTemplate',
    'DescribeLaunchTemplates',
  ),
};

/** An unknown type needs an action that nobody has: otherwise it would look as if no permission were needed. */
export function authorizationsOfResource(
  direction: Direction,
  context: ResourceContext,
): Authorization[] {
  const { accountId, regionName, stack, resource, properties, tags } = context;
  const handlers = HANDLERS[resource.type] ?? unknownType(resource.type);
  const place = {
    principal: stack.creatorArn,
    accountId,
    region: regionName,
  };
  const { physicalId } = resource;
  const { roles } = context.world.account(accountId);
  return handlers[direction]({
    place,
    properties,
    physicalId,
    tags,
    roles,
  }).map(demand => authorizationOf(demand, 'cloudformation', place));
}

function unknownType(type: string): Handlers {
  const demands = () => simple(`unknown:${type}`);
  return { create: demands, delete: demands };
}

function simple(...actions: string[]): Demand[] {
  return actions.map(action => ({ action }));
}

/** Tags are set at creation, and still exist at removal. */
function ec2(made: string, removed: string, ...asked: string[]): Handlers {
  const asking = asked.map(action => `ec2:${action}`);
  return {
    create: () => simple(`ec2:${made}`, 'ec2:CreateTags', ...asking),
    delete: ({ tags }) => [
      { action: `ec2:${removed}`, context: tagContext(tags) },
      ...simple(...asking.filter(action => /:Describe/.test(action))),
    ],
  };
}

function boundaryOf({
  PermissionsBoundary: boundary,
}: Record<string, unknown>): Record<string, string> {
  return boundaryContext({
    permissionsBoundary: typeof boundary === 'string' ? boundary : undefined,
  });
}

function onRole(actions: (subject: Subject) => Array<string | Demand>) {
  return (subject: Subject): Demand[] =>
    actions(subject).map(item => ({
      ...(typeof item === 'string' ? { action: item } : item),
      resource: roleArn(subject.place, subject.physicalId),
    }));
}

function onRolesOfPolicy(...actions: string[]) {
  return ({ place, properties, roles }: Subject): Demand[] =>
    listOf(properties.Roles).flatMap(name =>
      actions.map(action => ({
        action,
        resource: roleArn(place, name),
        context: boundaryContext(roles.find(role => role.name === name)),
      })),
    );
}

function onProfile(...actions: string[]) {
  return ({ place: { accountId }, physicalId }: Subject): Demand[] =>
    actions.map(action => ({
      action,
      resource: `arn:aws:iam::${accountId}:instance-profile/${physicalId}`,
    }));
}

function roleArn({ accountId }: Place, name: string): string {
  return `arn:aws:iam::${accountId}:role/${name}`;
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
