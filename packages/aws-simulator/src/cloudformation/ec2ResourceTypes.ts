import { ec2Id, generatedSuffix, hexId } from '../world/ids';
import { InternetGateway, Region, Tags } from '../world/model';
import {
  hasPublicAddresses,
  isSubnetInUse,
  isVpcInUse,
  removeNatGateway,
} from '../world/network';
import { quotaValue, VPC_QUOTA } from '../world/quotas';
import {
  ResourceContext,
  ResourceType,
  handlerFailure,
  object,
  tagList,
  text,
  texts,
} from './resourceType';

function tagsOf(context: ResourceContext) {
  return { ...context.tags, ...tagList(context.properties.Tags) };
}

function removeById<T>(
  items: T[],
  id: (item: T) => string,
  wanted: string,
): void {
  const index = items.findIndex(item => id(item) === wanted);
  if (index >= 0) {
    items.splice(index, 1);
  }
}

const vpc: ResourceType = {
  createSeconds: 10,
  deleteSeconds: 10,
  create(context) {
    const { world, region, stack, accountId, regionName, properties } = context;
    const cluster = stack.tags['alpha.eksctl.io/cluster-name'];
    const fault = world.faults.take(['vpc-quota'], {
      accountId,
      region: regionName,
      cluster,
    });
    if (fault || region.vpcs.length >= quotaValue(world.state, VPC_QUOTA)) {
      throw handlerFailure(
        'Ec2',
        'The maximum number of VPCs has been reached.',
        'ServiceLimitExceeded',
      );
    }
    const id = ec2Id('vpc');
    region.vpcs.push({
      id,
      cidr: text(properties, 'CidrBlock'),
      tags: tagsOf(context),
    });
    return id;
  },
  created: ({ resource }) => ({ VpcId: resource.physicalId }),
  remove({ region, resource: { physicalId } }) {
    if (isVpcInUse(region, physicalId)) {
      throw handlerFailure(
        'Ec2',
        `The vpc '${physicalId}' has dependencies and cannot be deleted.`,
        'InvalidRequest',
      );
    }
    removeById(region.vpcs, item => item.id, physicalId);
  },
};

const subnet: ResourceType = {
  createSeconds: 6,
  deleteSeconds: 6,
  create(context) {
    const { region, properties } = context;
    const id = ec2Id('subnet');
    region.subnets.push({
      id,
      vpcId: text(properties, 'VpcId'),
      cidr: text(properties, 'CidrBlock'),
      zone: text(properties, 'AvailabilityZone'),
      isPublic: properties.MapPublicIpOnLaunch === true,
      tags: tagsOf(context),
    });
    return id;
  },
  remove({ region, resource: { physicalId } }) {
    if (isSubnetInUse(region, physicalId)) {
      throw handlerFailure(
        'Ec2',
        `The subnet '${physicalId}' has dependencies and cannot be deleted.`,
        'InvalidRequest',
      );
    }
    removeById(region.subnets, item => item.id, physicalId);
  },
};

const securityGroup: ResourceType = {
  createSeconds: 7,
  deleteSeconds: 5,
  create(context) {
    const { region, properties, stack, resource } = context;
    const id = ec2Id('sg');
    region.securityGroups.push({
      id,
      vpcId: text(properties, 'VpcId'),
      name: `${stack.name}-${resource.logicalId}-${generatedSuffix()}`,
      description: text(properties, 'GroupDescription'),
      tags: tagsOf(context),
    });
    return id;
  },
  created: ({ resource }) => ({ GroupId: resource.physicalId }),
  remove({ region, resource: { physicalId } }) {
    if (
      region.networkInterfaces.some(item => item.groupIds.includes(physicalId))
    ) {
      throw handlerFailure(
        'Ec2',
        `resource ${physicalId} has a dependent object`,
        'InvalidRequest',
      );
    }
    removeById(region.securityGroups, item => item.id, physicalId);
  },
};

const address: ResourceType = {
  createSeconds: 15,
  deleteSeconds: 5,
  create(context) {
    const allocationId = ec2Id('eipalloc');
    const publicIp = `52.${[0, 1, 2]
      .map(() => Math.floor(Math.random() * 254) + 1)
      .join('.')}`;
    context.region.addresses.push({
      allocationId,
      publicIp,
      tags: tagsOf(context),
    });
    context.resource.attributes = {
      AllocationId: allocationId,
      PublicIp: publicIp,
    };
    return publicIp;
  },
  remove({ region, resource }) {
    removeById(region.addresses, item => item.publicIp, resource.physicalId);
  },
};

const natGateway: ResourceType = {
  createSeconds: 95,
  deleteSeconds: 55,
  create(context) {
    const { region, properties, at } = context;
    const id = ec2Id('nat');
    const subnetId = text(properties, 'SubnetId');
    const allocationId = text(properties, 'AllocationId');
    region.natGateways.push({
      id,
      subnetId,
      allocationId,
      vpcId: region.subnets.find(item => item.id === subnetId)?.vpcId ?? '',
      state: 'pending',
      createdAt: at,
      tags: tagsOf(context),
    });
    const eip = region.addresses.find(
      item => item.allocationId === allocationId,
    );
    if (eip) {
      eip.associationId = ec2Id('eipassoc');
    }
    return id;
  },
  created({ region, resource }) {
    const gateway = region.natGateways.find(
      item => item.id === resource.physicalId,
    );
    if (gateway) {
      gateway.state = 'available';
    }
    return {};
  },
  removing({ region, resource }) {
    const gateway = region.natGateways.find(
      item => item.id === resource.physicalId,
    );
    if (gateway) {
      gateway.state = 'deleting';
    }
  },
  remove({ region, resource }) {
    removeNatGateway(region, resource.physicalId);
  },
};

const routeTable: ResourceType = {
  createSeconds: 9,
  deleteSeconds: 4,
  create(context) {
    const id = ec2Id('rtb');
    context.region.routeTables.push({
      id,
      vpcId: text(context.properties, 'VpcId'),
      tags: tagsOf(context),
    });
    return id;
  },
  remove({ region, resource }) {
    removeById(region.routeTables, item => item.id, resource.physicalId);
  },
};

const internetGateway: ResourceType = {
  createSeconds: 14,
  deleteSeconds: 4,
  create(context) {
    const id = ec2Id('igw');
    context.region.internetGateways.push({ id, tags: tagsOf(context) });
    return id;
  },
  remove({ region, resource }) {
    removeById(region.internetGateways, item => item.id, resource.physicalId);
  },
};

const gatewayAttachment: ResourceType = {
  createSeconds: 4,
  deleteSeconds: 4,
  create({ region, properties }) {
    const vpcId = text(properties, 'VpcId');
    const gateway = gatewayOf(region, properties);
    if (gateway) {
      gateway.vpcId = vpcId;
    }
    return `IGW|${vpcId}`;
  },
  remove({ region, properties }) {
    const vpcId = text(properties, 'VpcId');
    if (hasPublicAddresses(region, vpcId)) {
      throw handlerFailure(
        'Ec2',
        `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
        'GeneralServiceException',
      );
    }
    const gateway = gatewayOf(region, properties);
    if (gateway) {
      delete gateway.vpcId;
    }
  },
};

function gatewayOf(
  { internetGateways }: Region,
  properties: Record<string, unknown>,
): InternetGateway | undefined {
  const id = text(properties, 'InternetGatewayId');
  return internetGateways.find(item => item.id === id);
}

const launchTemplate: ResourceType = {
  createSeconds: 4,
  deleteSeconds: 3,
  create(context) {
    const id = ec2Id('lt');
    context.region.launchTemplates.push({
      id,
      name: text(context.properties, 'LaunchTemplateName', context.stack.name),
      tags: tagsOf(context),
    });
    return id;
  },
  created: () => ({ LatestVersionNumber: '1', DefaultVersionNumber: '1' }),
  remove({ region, resource }) {
    removeById(region.launchTemplates, item => item.id, resource.physicalId);
  },
};

/**
 * What CloudFormation makes in IAM gets the tags of its stack, but none of CloudFormation's own
 * (https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1966).
 */
function withoutOwnTags(tags: Tags): Tags {
  return Object.fromEntries(
    Object.entries(tags).filter(([key]) => !key.startsWith('aws:')),
  );
}

function inlinePoliciesOf(
  properties: Record<string, unknown>,
): Record<string, unknown> {
  const policies = (properties.Policies ?? []) as Record<string, unknown>[];
  return Object.fromEntries(
    policies.map(policy => [
      text(policy, 'PolicyName'),
      object(policy, 'PolicyDocument'),
    ]),
  );
}

const role: ResourceType = {
  createSeconds: 17,
  deleteSeconds: 4,
  create(context) {
    const { world, accountId, stack, resource, properties, at } = context;
    const longest = 64 - `-${resource.logicalId}-${generatedSuffix()}`.length;
    const generated = `${stack.name.slice(0, longest)}-${resource.logicalId}`;
    const name = text(
      properties,
      'RoleName',
      `${generated}-${generatedSuffix()}`,
    );
    const { roles } = world.account(accountId);
    if (roles.some(item => item.name === name)) {
      throw handlerFailure(
        'Iam',
        `Role with name ${name} already exists.`,
        'AlreadyExists',
      );
    }
    roles.push({
      name,
      arn: `arn:aws:iam::${accountId}:role/${name}`,
      createdAt: at,
      assumeRolePolicy: JSON.stringify(
        object(properties, 'AssumeRolePolicyDocument'),
      ),
      managedPolicies: texts(properties, 'ManagedPolicyArns'),
      inlinePolicies: inlinePoliciesOf(properties),
      tags: withoutOwnTags(tagsOf(context)),
    });
    return name;
  },
  created: ({ accountId, resource }) => ({
    Arn: `arn:aws:iam::${accountId}:role/${resource.physicalId}`,
    RoleId: `AROA${hexId(8).toUpperCase()}`,
  }),
  remove({ world, accountId, resource }) {
    removeById(
      world.account(accountId).roles,
      item => item.name,
      resource.physicalId,
    );
  },
};

/** An inline policy of roles, which go with it or after it. */
const policy: ResourceType = {
  createSeconds: 12,
  deleteSeconds: 3,
  create({ world, accountId, properties }) {
    const names = texts(properties, 'Roles');
    for (const owner of world.account(accountId).roles) {
      if (names.includes(owner.name)) {
        owner.inlinePolicies = {
          ...owner.inlinePolicies,
          [text(properties, 'PolicyName')]: object(
            properties,
            'PolicyDocument',
          ),
        };
      }
    }
    return ec2Id('policy');
  },
};

/** A resource whose only trace in the simulated account is its id. */
function plain(
  prefix: string,
  createSeconds: number,
  deleteSeconds: number,
): ResourceType {
  return { createSeconds, deleteSeconds, create: () => ec2Id(prefix) };
}

/** Network and IAM resource types. */
export const EC2_RESOURCE_TYPES: Record<string, ResourceType> = {
  'AWS::EC2::VPC': vpc,
  'AWS::EC2::Subnet': subnet,
  'AWS::EC2::SecurityGroup': securityGroup,
  'AWS::EC2::SecurityGroupIngress': plain('sgr', 3, 2),
  'AWS::EC2::EIP': address,
  'AWS::EC2::NatGateway': natGateway,
  'AWS::EC2::InternetGateway': internetGateway,
  'AWS::EC2::VPCGatewayAttachment': gatewayAttachment,
  'AWS::EC2::RouteTable': routeTable,
  'AWS::EC2::Route': plain('r', 3, 3),
  'AWS::EC2::SubnetRouteTableAssociation': plain('rtbassoc', 3, 3),
  'AWS::EC2::LaunchTemplate': launchTemplate,
  'AWS::IAM::Role': role,
  'AWS::IAM::Policy': policy,
};
