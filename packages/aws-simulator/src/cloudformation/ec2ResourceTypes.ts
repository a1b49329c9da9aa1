import { ec2Id, generatedSuffix } from '../world/ids';
import { InternetGateway, Region } from '../world/model';
import {
  hasPublicAddresses,
  isGroupInUse,
  isSubnetInUse,
  isVpcInUse,
  removeNatGateway,
} from '../world/network';
import { quotaValue, VPC_QUOTA } from '../world/quotas';
import {
  ResourceType,
  handlerFailure,
  plain,
  object,
  removeById,
  tagsOf,
  text,
} from './resourceType';

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
    if (isGroupInUse(region, physicalId)) {
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
    const data = object(context.properties, 'LaunchTemplateData');
    context.region.launchTemplates.push({
      id,
      name: text(context.properties, 'LaunchTemplateName', context.stack.name),
      instanceType: text(data, 'InstanceType') || undefined,
      instanceProfileArn:
        text(object(data, 'IamInstanceProfile'), 'Arn') || undefined,
      tags: tagsOf(context),
    });
    return id;
  },
  created: () => ({ LatestVersionNumber: '1', DefaultVersionNumber: '1' }),
  remove({ region, resource }) {
    removeById(region.launchTemplates, item => item.id, resource.physicalId);
  },
};

/** Network resource types. */
export const EC2_RESOURCE_TYPES: Record<string, ResourceType> = {
  'AWS::EC2::VPC': vpc,
  'AWS::EC2::Subnet': subnet,
  'AWS::EC2::SecurityGroup': securityGroup,
  'AWS::EC2::SecurityGroupEgress': plain('sgr', 3, 2),
  'AWS::EC2::SecurityGroupIngress': plain('sgr', 3, 2),
  'AWS::EC2::EIP': address,
  'AWS::EC2::NatGateway': natGateway,
  'AWS::EC2::InternetGateway': internetGateway,
  'AWS::EC2::VPCGatewayAttachment': gatewayAttachment,
  'AWS::EC2::RouteTable': routeTable,
  'AWS::EC2::Route': plain('r', 3, 3),
  'AWS::EC2::SubnetRouteTableAssociation': plain('rtbassoc', 3, 3),
  'AWS::EC2::LaunchTemplate': launchTemplate,
};
