import { AwsError } from '../../server/AwsError';
import { QueryActions } from '../service';
import { isGroupInUse, isSubnetInUse, isVpcInUse } from '../../world/network';
import { answer, byId, filtered, tagSet, zones } from './describing';

const REGIONS = [
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ap-southeast-2',
];
function dependency(message: string): AwsError {
  return new AwsError(400, 'DependencyViolation', message);
}

/** Actions on networks and their contents. */
export const NETWORK: QueryActions = {
  DescribeRegions: (_context, parameters) => {
    const wanted = parameters.list('RegionName');
    return {
      regionInfo: REGIONS.filter(
        name => wanted.length === 0 || wanted.includes(name),
      ).map(name => ({
        regionName: name,
        regionEndpoint: `ec2.${name}.amazonaws.com`,
        optInStatus: 'opt-in-not-required',
      })),
    };
  },

  DescribeAvailabilityZones: ({ regionName }, parameters) => {
    const items = zones(regionName).map((zone, index) => ({
      filters: {
        'region-name': regionName,
        state: 'available',
        'zone-type': 'availability-zone',
        'zone-name': zone,
      },
      output: {
        zoneName: zone,
        zoneId: `${regionName
          .split('-')
          .map((part, at) => (at === 1 ? part[0] : part))
          .join('')}-az${index + 1}`,
        zoneState: 'available',
        regionName,
        zoneType: 'availability-zone',
        optInStatus: 'opt-in-not-required',
        groupName: regionName,
      },
    }));
    return { availabilityZoneInfo: filtered(items, parameters) };
  },

  DescribeVpcs: ({ region, accountId }, parameters) => {
    const wanted = byId(
      region.vpcs,
      vpc => vpc.id,
      parameters.list('VpcId'),
      'InvalidVpcID.NotFound',
      'vpc',
    );
    const items = wanted.map(vpc => ({
      tags: vpc.tags,
      filters: {
        'vpc-id': vpc.id,
        cidr: vpc.cidr,
        state: 'available',
        'is-default': 'false',
      },
      output: {
        vpcId: vpc.id,
        ownerId: accountId,
        state: 'available',
        cidrBlock: vpc.cidr,
        cidrBlockAssociationSet: [
          { cidrBlock: vpc.cidr, cidrBlockState: { state: 'associated' } },
        ],
        isDefault: false,
        tagSet: tagSet(vpc.tags),
      },
    }));
    return answer('vpcSet', items, parameters);
  },

  DeleteVpc: ({ region }, parameters) => {
    const id = parameters.required('VpcId');
    const [vpc] = byId(
      region.vpcs,
      item => item.id,
      [id],
      'InvalidVpcID.NotFound',
      'vpc',
    );
    if (isVpcInUse(region, id)) {
      throw dependency(
        `The vpc '${id}' has dependencies and cannot be deleted.`,
      );
    }
    region.vpcs = region.vpcs.filter(item => item !== vpc);
    return { return: true };
  },

  DescribeSubnets: ({ region }, parameters) => {
    const wanted = byId(
      region.subnets,
      item => item.id,
      parameters.list('SubnetId'),
      'InvalidSubnetID.NotFound',
      'subnet',
    );
    const items = wanted.map(subnet => ({
      tags: subnet.tags,
      filters: {
        'subnet-id': subnet.id,
        'vpc-id': subnet.vpcId,
        'availability-zone': subnet.zone,
      },
      output: {
        subnetId: subnet.id,
        vpcId: subnet.vpcId,
        state: 'available',
        cidrBlock: subnet.cidr,
        availabilityZone: subnet.zone,
        availableIpAddressCount: 8187,
        mapPublicIpOnLaunch: subnet.isPublic,
        tagSet: tagSet(subnet.tags),
      },
    }));
    return answer('subnetSet', items, parameters);
  },

  DeleteSubnet: ({ region }, parameters) => {
    const id = parameters.required('SubnetId');
    const [subnet] = byId(
      region.subnets,
      item => item.id,
      [id],
      'InvalidSubnetID.NotFound',
      'subnet',
    );
    if (isSubnetInUse(region, id)) {
      throw dependency(
        `The subnet '${id}' has dependencies and cannot be deleted.`,
      );
    }
    region.subnets = region.subnets.filter(item => item !== subnet);
    return { return: true };
  },

  DescribeSecurityGroups: ({ region, accountId }, parameters) => {
    const wanted = byId(
      region.securityGroups,
      item => item.id,
      parameters.list('GroupId'),
      'InvalidGroup.NotFound',
      'security group',
    );
    const items = wanted.map(group => ({
      tags: group.tags,
      filters: {
        'group-id': group.id,
        'group-name': group.name,
        'vpc-id': group.vpcId,
        'ip-permission.group-id': group.references,
        'egress.ip-permission.group-id': undefined,
      },
      output: {
        ownerId: accountId,
        groupId: group.id,
        groupName: group.name,
        groupDescription: group.description,
        vpcId: group.vpcId,
        ipPermissions: (group.references ?? []).map(groupId => ({
          ipProtocol: '-1',
          groups: [{ groupId }],
        })),
        ipPermissionsEgress: [],
        tagSet: tagSet(group.tags),
      },
    }));
    return answer('securityGroupInfo', items, parameters);
  },

  DeleteSecurityGroup: ({ region }, parameters) => {
    const id = parameters.required('GroupId');
    const [group] = byId(
      region.securityGroups,
      item => item.id,
      [id],
      'InvalidGroup.NotFound',
      'security group',
    );
    if (isGroupInUse(region, id)) {
      throw dependency(`resource ${id} has a dependent object`);
    }
    region.securityGroups = region.securityGroups.filter(
      item => item !== group,
    );
    return { return: true, groupId: id };
  },

  RevokeSecurityGroupIngress: ({ region }, parameters) => {
    const id = parameters.required('GroupId');
    const [group] = byId(
      region.securityGroups,
      item => item.id,
      [id],
      'InvalidGroup.NotFound',
      'security group',
    );
    const revoked = parameters
      .structures('IpPermissions')
      .flatMap(permission => permission.structures('Groups'))
      .map(pair => pair.text('GroupId'));
    group.references = group.references?.filter(
      groupId => !revoked.includes(groupId),
    );
    return { return: true };
  },

  DescribeNetworkInterfaces: ({ region }, parameters) => {
    const wanted = byId(
      region.networkInterfaces,
      item => item.id,
      parameters.list('NetworkInterfaceId'),
      'InvalidNetworkInterfaceID.NotFound',
      'networkInterface',
    );
    const items = wanted.map(item => ({
      tags: item.tags,
      filters: {
        'network-interface-id': item.id,
        'vpc-id': item.vpcId,
        'subnet-id': item.subnetId,
        status: item.status,
        description: item.description,
        'group-id': item.groupIds,
      },
      output: {
        networkInterfaceId: item.id,
        vpcId: item.vpcId,
        subnetId: item.subnetId,
        description: item.description,
        status: item.status,
        interfaceType: 'interface',
        groupSet: item.groupIds.map(groupId => ({ groupId })),
        tagSet: tagSet(item.tags),
      },
    }));
    return answer('networkInterfaceSet', items, parameters);
  },

  DeleteNetworkInterface: ({ region }, parameters) => {
    const id = parameters.required('NetworkInterfaceId');
    const [found] = byId(
      region.networkInterfaces,
      item => item.id,
      [id],
      'InvalidNetworkInterfaceID.NotFound',
      'networkInterface',
    );
    if (found.status === 'in-use') {
      throw new AwsError(
        400,
        'InvalidParameterValue',
        `Network interface '${id}' is currently in use.`,
      );
    }
    region.networkInterfaces = region.networkInterfaces.filter(
      item => item !== found,
    );
    return { return: true };
  },

  DescribeAddresses: ({ region }, parameters) => {
    const items = region.addresses.map(address => ({
      tags: address.tags,
      filters: {
        'allocation-id': address.allocationId,
        'public-ip': address.publicIp,
        domain: 'vpc',
      },
      output: {
        allocationId: address.allocationId,
        publicIp: address.publicIp,
        associationId: address.associationId,
        domain: 'vpc',
        tagSet: tagSet(address.tags),
      },
    }));
    return answer('addressesSet', items, parameters);
  },

  ReleaseAddress: ({ region }, parameters) => {
    const id = parameters.required('AllocationId');
    const [address] = byId(
      region.addresses,
      item => item.allocationId,
      [id],
      'InvalidAllocationID.NotFound',
      'allocation',
    );
    if (region.natGateways.some(gateway => gateway.allocationId === id)) {
      throw new AwsError(
        400,
        'InvalidIPAddress.InUse',
        `Address ${address.publicIp} is in use.`,
      );
    }
    region.addresses = region.addresses.filter(item => item !== address);
    return { return: true };
  },
};
