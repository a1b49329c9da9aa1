import {
  DeleteLaunchTemplateCommand,
  DeleteNatGatewayCommand,
  DeleteNetworkInterfaceCommand,
  DeleteSecurityGroupCommand,
  DeleteVolumeCommand,
  DeleteVpcCommand,
  Filter,
  paginateDescribeInstances,
  paginateDescribeLaunchTemplates,
  paginateDescribeNatGateways,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSecurityGroups,
  paginateDescribeVolumes,
  paginateDescribeVpcs,
  DescribeAddressesCommand,
  ReleaseAddressCommand,
  Tag,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { proofOf, SweepTarget, tagKeysOf, tagMap } from './proof';
import { Leftover, SweepKind } from './SweepKind';

const instances: SweepKind = {
  name: 'instance',
  async find({ ec2: client }, target) {
    const found: Leftover[] = [];
    const pages = paginateDescribeInstances(
      { client },
      {
        Filters: [
          ...tagFilters(target),
          {
            Name: 'instance-state-name',
            Values: ['pending', 'running', 'stopping', 'stopped'],
          },
        ],
      },
    );
    for await (const { Reservations = [] } of pages) {
      for (const { Instances = [] } of Reservations) {
        found.push(
          ...proven(target, Instances, ({ InstanceId }) => InstanceId),
        );
      }
    }
    return found;
  },
  async remove({ ec2 }, id) {
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
  },
};

const natGateways: SweepKind = {
  name: 'nat-gateway',
  async find({ ec2: client }, target) {
    const found: Leftover[] = [];
    const pages = paginateDescribeNatGateways(
      { client },
      {
        Filter: [
          ...tagFilters(target),
          { Name: 'state', Values: ['pending', 'available', 'failed'] },
        ],
      },
    );
    for await (const { NatGateways = [] } of pages) {
      found.push(
        ...proven(target, NatGateways, ({ NatGatewayId }) => NatGatewayId),
      );
    }
    return found;
  },
  async remove({ ec2 }, id) {
    await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId: id }));
  },
};

const networkInterfaces: SweepKind = {
  name: 'network-interface',
  async find({ ec2: client }, target) {
    const found: Leftover[] = [];
    const pages = paginateDescribeNetworkInterfaces(
      { client },
      { Filters: tagFilters(target) },
    );
    for await (const { NetworkInterfaces = [] } of pages) {
      const tagged = NetworkInterfaces.map(item => ({
        ...item,
        Tags: item.TagSet,
      }));
      found.push(
        ...proven(
          target,
          tagged,
          ({ NetworkInterfaceId }) => NetworkInterfaceId,
          ({ Status }) =>
            Status === 'available' ? undefined : 'It is still attached',
        ),
      );
    }
    return found;
  },
  async remove({ ec2 }, id) {
    await ec2.send(
      new DeleteNetworkInterfaceCommand({ NetworkInterfaceId: id }),
    );
  },
};

const volumes: SweepKind = {
  name: 'volume',
  async find({ ec2: client }, target) {
    const found: Leftover[] = [];
    const pages = paginateDescribeVolumes(
      { client },
      { Filters: tagFilters(target) },
    );
    for await (const { Volumes = [] } of pages) {
      found.push(
        ...proven(
          target,
          Volumes.filter(({ State }) => State !== 'deleting'),
          ({ VolumeId }) => VolumeId,
          ({ State }) =>
            State === 'in-use'
              ? 'It is still attached to an instance'
              : undefined,
        ),
      );
    }
    return found;
  },
  async remove({ ec2 }, id) {
    await ec2.send(new DeleteVolumeCommand({ VolumeId: id }));
  },
};

const addresses: SweepKind = {
  name: 'elastic-ip',
  async find({ ec2 }, target) {
    const { Addresses = [] } = await ec2.send(
      new DescribeAddressesCommand({ Filters: tagFilters(target) }),
    );
    return proven(
      target,
      Addresses,
      ({ AllocationId }) => AllocationId,
      ({ AssociationId }) =>
        AssociationId === undefined ? undefined : 'It is still associated',
    );
  },
  async remove({ ec2 }, id) {
    await ec2.send(new ReleaseAddressCommand({ AllocationId: id }));
  },
};

const securityGroups: SweepKind = {
  name: 'security-group',
  async find({ ec2: client }, target) {
    const found: Leftover[] = [];
    const pages = paginateDescribeSecurityGroups(
      { client },
      { Filters: tagFilters(target) },
    );
    for await (const { SecurityGroups = [] } of pages) {
      found.push(...proven(target, SecurityGroups, ({ GroupId }) => GroupId));
    }
    return found;
  },
  async remove({ ec2 }, id) {
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId: id }));
  },
};

const launchTemplates: SweepKind = {
  name: 'launch-template',
  async find({ ec2: client }, target) {
    const found: Leftover[] = [];
    const pages = paginateDescribeLaunchTemplates(
      { client },
      { Filters: tagFilters(target) },
    );
    for await (const { LaunchTemplates = [] } of pages) {
      found.push(
        ...proven(
          target,
          LaunchTemplates,
          ({ LaunchTemplateId }) => LaunchTemplateId,
        ),
      );
    }
    return found;
  },
  async remove({ ec2 }, id) {
    await ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId: id }));
  },
};

const vpcs: SweepKind = {
  name: 'vpc',
  async find({ ec2: client }, target) {
    const found: Leftover[] = [];
    const pages = paginateDescribeVpcs(
      { client },
      { Filters: tagFilters(target) },
    );
    for await (const { Vpcs = [] } of pages) {
      found.push(...proven(target, Vpcs, ({ VpcId }) => VpcId));
    }
    return found;
  },
  async remove({ ec2 }, id) {
    await ec2.send(new DeleteVpcCommand({ VpcId: id }));
  },
};

/** What uses others stands before what is used. */
export const ec2Kinds: SweepKind[] = [
  instances,
  natGateways,
  networkInterfaces,
  volumes,
  addresses,
  securityGroups,
  launchTemplates,
  vpcs,
];

/** AWS finds by key; the values are compared here, because a filter cannot say "this key with that value, or another". */
function tagFilters(target: SweepTarget): Filter[] {
  return [{ Name: 'tag-key', Values: tagKeysOf(target) }];
}

function proven<T extends { Tags?: Tag[] }>(
  target: SweepTarget,
  resources: T[],
  idOf: (resource: T) => string | undefined,
  blockedBy: (resource: T) => string | undefined = () => undefined,
): Leftover[] {
  return resources.flatMap(resource => {
    const id = idOf(resource);
    const proof = proofOf(tagMap(resource.Tags), target);
    return id && proof ? [{ id, proof, blocked: blockedBy(resource) }] : [];
  });
}
