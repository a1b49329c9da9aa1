import { AwsError } from '../server/AwsError';
import { Output, QueryParameters } from '../server/protocols';
import { Tags } from '../world/model';
import { ActionContext, QueryActions, page } from './service';

const REGIONS = [
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ap-southeast-2',
];
const KNOWN_INSTANCE_TYPE =
  /^(t3a?|t4g|m[5-8][a-z]*|c[5-8][a-z]*|r[5-8][a-z]*|g[4-6][a-z]*|p[3-5][a-z]*|i[34][a-z]*)\.(nano|micro|small|medium|large|metal|\d*xlarge)$/;

function tagSet(tags: Tags): Output[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

interface Described {
  tags?: Tags;
  /** Values of the filters that this kind of thing knows. */
  filters: Record<string, string | undefined>;
  output: Output;
}

function fits(value: string | undefined, patterns: string[]): boolean {
  return (
    value !== undefined &&
    patterns.some(pattern =>
      new RegExp(
        `^${pattern
          .replace(/[.+^${}()|[\]\\]/g, '\\$&')
          .replace(/\*/g, '.*')
          .replace(/\?/g, '.')}$`,
      ).test(value),
    )
  );
}

/** What is left of a list after `Filter.n`, as EC2 applies it. */
function filtered(items: Described[], parameters: QueryParameters): Output[] {
  const filters = parameters.structures('Filter').map(filter => ({
    name: filter.required('Name'),
    values: filter.list('Value'),
  }));
  const accepted = items.filter(item =>
    filters.every(({ name, values }) => {
      if (name === 'tag-key') {
        return Object.keys(item.tags ?? {}).some(key => fits(key, values));
      }
      if (name.startsWith('tag:')) {
        return fits(item.tags?.[name.slice(4)], values);
      }
      if (!(name in item.filters)) {
        throw new AwsError(
          400,
          'InvalidParameterValue',
          `The filter '${name}' is invalid`,
        );
      }
      return fits(item.filters[name], values);
    }),
  );
  return accepted.map(item => item.output);
}

/** One page of a described list under the name that the action gives it. */
function answer(
  listName: string,
  items: Described[],
  parameters: QueryParameters,
): Output {
  const size = parameters.number('MaxResults') ?? 1000;
  const { items: shown, nextToken } = page(
    filtered(items, parameters),
    parameters.text('NextToken'),
    size,
  );
  return { [listName]: shown, nextToken };
}

/** The items that `…Id.n` asks for; an unknown id is an error, as in EC2. */
function byId<T>(
  items: T[],
  idOf: (item: T) => string,
  wanted: string[],
  code: string,
  noun: string,
): T[] {
  for (const id of wanted) {
    if (!items.some(item => idOf(item) === id)) {
      throw new AwsError(400, code, `The ${noun} ID '${id}' does not exist`);
    }
  }
  return wanted.length === 0
    ? items
    : items.filter(item => wanted.includes(idOf(item)));
}

function dependency(message: string): AwsError {
  return new AwsError(400, 'DependencyViolation', message);
}

function zones(regionName: string): string[] {
  return ['a', 'b', 'c'].map(letter => `${regionName}${letter}`);
}

const NETWORK: QueryActions = {
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
    if (
      [
        ...region.subnets,
        ...region.securityGroups,
        ...region.networkInterfaces,
      ].some(item => item.vpcId === id)
    ) {
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
    if (
      [...region.instances, ...region.networkInterfaces].some(
        item => item.subnetId === id,
      )
    ) {
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
      },
      output: {
        ownerId: accountId,
        groupId: group.id,
        groupName: group.name,
        groupDescription: group.description,
        vpcId: group.vpcId,
        ipPermissions: [],
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
    if (region.networkInterfaces.some(item => item.groupIds.includes(id))) {
      throw dependency(`resource ${id} has a dependent object`);
    }
    region.securityGroups = region.securityGroups.filter(
      item => item !== group,
    );
    return { return: true, groupId: id };
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
        'group-id': item.groupIds[0],
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

  DescribeNatGateways: ({ region }, parameters) => {
    const wanted = byId(
      region.natGateways,
      item => item.id,
      parameters.list('NatGatewayId'),
      'NatGatewayNotFound',
      'NAT gateway',
    );
    const items = wanted.map(gateway => ({
      tags: gateway.tags,
      filters: {
        'nat-gateway-id': gateway.id,
        'vpc-id': gateway.vpcId,
        'subnet-id': gateway.subnetId,
        state: gateway.state,
      },
      output: {
        natGatewayId: gateway.id,
        vpcId: gateway.vpcId,
        subnetId: gateway.subnetId,
        state: gateway.state,
        createTime: new Date(gateway.createdAt),
        natGatewayAddressSet: [{ allocationId: gateway.allocationId }],
        tagSet: tagSet(gateway.tags),
      },
    }));
    return answer('natGatewaySet', items, parameters);
  },
};

const COMPUTE: QueryActions = {
  DescribeInstanceTypeOfferings: ({ regionName }, parameters) => {
    const byZone = parameters.text('LocationType') === 'availability-zone';
    const filters = parameters.structures('Filter');
    const types = filters
      .filter(item => item.text('Name') === 'instance-type')
      .flatMap(item => item.list('Value'));
    const items = types
      .filter(type => KNOWN_INSTANCE_TYPE.test(type))
      .flatMap(type =>
        (byZone ? zones(regionName) : [regionName]).map(location => ({
          filters: { 'instance-type': type, location },
          output: {
            instanceType: type,
            locationType: byZone ? 'availability-zone' : 'region',
            location,
          },
        })),
      );
    return { instanceTypeOfferingSet: filtered(items, parameters) };
  },

  DescribeInstanceTypes: (_context, parameters) => {
    const types = parameters.list('InstanceType');
    const unknown = types.filter(type => !KNOWN_INSTANCE_TYPE.test(type));
    if (unknown.length > 0) {
      throw new AwsError(
        400,
        'InvalidInstanceType',
        `The following supplied instance types do not exist: [${unknown.join(
          ', ',
        )}]`,
      );
    }
    return {
      instanceTypeSet: types.map(type => ({
        instanceType: type,
        currentGeneration: true,
        ...capacityOf(type),
      })),
    };
  },

  DescribeInstances: (context, parameters) => {
    const wanted = byId(
      context.region.instances,
      item => item.id,
      parameters.list('InstanceId'),
      'InvalidInstanceID.NotFound',
      'instance',
    );
    const items = wanted.map(instance => ({
      tags: instance.tags,
      filters: {
        'instance-id': instance.id,
        'instance-state-name': 'running',
        'vpc-id': instance.vpcId,
        'subnet-id': instance.subnetId,
        'instance-type': instance.type,
      },
      output: {
        instanceId: instance.id,
        instanceType: instance.type,
        instanceState: { code: 16, name: 'running' },
        vpcId: instance.vpcId,
        subnetId: instance.subnetId,
        privateIpAddress: instance.privateIp,
        launchTime: new Date(instance.launchedAt),
        placement: { availabilityZone: instance.zone },
        tagSet: tagSet(instance.tags),
      },
    }));
    const { items: shown, nextToken } = page(
      filtered(items, parameters),
      parameters.text('NextToken'),
      1000,
    );
    return {
      reservationSet: shown.map(instance => ({
        ownerId: context.accountId,
        instancesSet: [instance],
      })),
      nextToken,
    };
  },

  TerminateInstances: ({ region }, parameters) => {
    const ids = parameters.list('InstanceId');
    byId(
      region.instances,
      item => item.id,
      ids,
      'InvalidInstanceID.NotFound',
      'instance',
    );
    region.instances = region.instances.filter(item => !ids.includes(item.id));
    return {
      instancesSet: ids.map(instanceId => ({
        instanceId,
        currentState: { code: 32, name: 'shutting-down' },
        previousState: { code: 16, name: 'running' },
      })),
    };
  },

  DescribeVolumes: ({ region }, parameters) => {
    const wanted = byId(
      region.volumes,
      item => item.id,
      parameters.list('VolumeId'),
      'InvalidVolume.NotFound',
      'volume',
    );
    const items = wanted.map(volume => ({
      tags: volume.tags,
      filters: {
        'volume-id': volume.id,
        status: volume.state,
        'availability-zone': volume.zone,
      },
      output: {
        volumeId: volume.id,
        size: volume.sizeGiB,
        status: volume.state,
        availabilityZone: volume.zone,
        volumeType: 'gp3',
        createTime: new Date(volume.createdAt),
        attachmentSet: [],
        tagSet: tagSet(volume.tags),
      },
    }));
    return answer('volumeSet', items, parameters);
  },

  DeleteVolume: ({ region }, parameters) => {
    const id = parameters.required('VolumeId');
    const [volume] = byId(
      region.volumes,
      item => item.id,
      [id],
      'InvalidVolume.NotFound',
      'volume',
    );
    if (volume.state === 'in-use') {
      throw new AwsError(
        400,
        'VolumeInUse',
        `Volume ${id} is currently attached`,
      );
    }
    region.volumes = region.volumes.filter(item => item !== volume);
    return { return: true };
  },

  DescribeLaunchTemplates: ({ region }, parameters) => {
    const wanted = byId(
      region.launchTemplates,
      item => item.id,
      parameters.list('LaunchTemplateId'),
      'InvalidLaunchTemplateId.NotFound',
      'launch template',
    );
    const items = wanted.map(template => ({
      tags: template.tags,
      filters: { 'launch-template-name': template.name },
      output: {
        launchTemplateId: template.id,
        launchTemplateName: template.name,
        defaultVersionNumber: 1,
        latestVersionNumber: 1,
        tagSet: tagSet(template.tags),
      },
    }));
    return answer('launchTemplates', items, parameters);
  },

  DeleteLaunchTemplate: ({ region }, parameters) => {
    const id = parameters.required('LaunchTemplateId');
    byId(
      region.launchTemplates,
      item => item.id,
      [id],
      'InvalidLaunchTemplateId.NotFound',
      'launch template',
    );
    region.launchTemplates = region.launchTemplates.filter(
      item => item.id !== id,
    );
    return { launchTemplate: { launchTemplateId: id } };
  },

  DescribeKeyPairs: () => ({ keySet: [] }),
};

const VCPUS: Record<string, number> = {
  nano: 2,
  micro: 2,
  small: 2,
  medium: 2,
  large: 2,
  xlarge: 4,
  metal: 96,
};

/** vCPUs and memory by the size's name, close enough for a laptop. */
function capacityOf(type: string): Output {
  const [family, size] = type.split('.');
  const vcpus = VCPUS[size] ?? Number(size.replace('xlarge', '')) * 4;
  const perVcpu = { c: 2, m: 4, r: 8, t: 4 }[family[0]] ?? 4;
  return {
    vCpuInfo: { defaultVCpus: vcpus },
    memoryInfo: { sizeInMiB: vcpus * perVcpu * 1024 },
  };
}

const TAGS: QueryActions = {
  CreateTags: (context, parameters) => {
    for (const tags of taggedItems(context, parameters.list('ResourceId'))) {
      for (const tag of parameters.structures('Tag')) {
        tags[tag.required('Key')] = tag.text('Value') ?? '';
      }
    }
    return { return: true };
  },

  DeleteTags: (context, parameters) => {
    for (const tags of taggedItems(context, parameters.list('ResourceId'))) {
      for (const tag of parameters.structures('Tag')) {
        delete tags[tag.required('Key')];
      }
    }
    return { return: true };
  },
};

function taggedItems({ region }: ActionContext, ids: string[]): Tags[] {
  const items = [
    ...region.vpcs,
    ...region.subnets,
    ...region.securityGroups,
    ...region.networkInterfaces,
    ...region.volumes,
    ...region.instances,
    ...region.natGateways,
    ...region.launchTemplates,
  ];
  return ids.map(id => {
    const found = items.find(item => item.id === id);
    if (!found) {
      throw new AwsError(400, 'InvalidID', `The ID '${id}' is not valid`);
    }
    return found.tags;
  });
}

/** Actions of EC2. */
export const EC2: QueryActions = { ...NETWORK, ...COMPUTE, ...TAGS };
