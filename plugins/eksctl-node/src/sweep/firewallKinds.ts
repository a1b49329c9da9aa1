import {
  DeleteNetworkInterfaceCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  Filter,
  IpPermission,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSecurityGroups,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { AwsClients } from '../stacks/AwsClients';
import { ec2Page } from './consolePages';
import { tagFilters } from './ec2Tags';
import {
  foreignInterfaces,
  foreignSecurityGroups,
  heldBy,
  interfaceProof,
} from './foreignHolders';
import { networkLeftovers } from './networkProof';
import { SweepTarget } from './SweepTarget';
import { tagMap } from './proof';
import { Leftover } from './Leftover';
import { SweepKind } from './SweepKind';
import { SweepKnowledge } from './SweepKnowledge';

const networkInterfaces: SweepKind = {
  name: 'network-interface',
  singular: 'network interface',
  plural: 'network interfaces',
  billed: false,
  console: ec2Page('NetworkInterface:networkInterfaceId='),
  async find({ ec2: client }, target) {
    const found = new Map<string, Leftover>();
    const searches = [
      tagFilters(target),
      [{ Name: 'description', Values: [`Amazon EKS ${target.clusterName}`] }],
    ];
    for (const Filters of searches) {
      const pages = paginateDescribeNetworkInterfaces({ client }, { Filters });
      for await (const { NetworkInterfaces = [] } of pages) {
        for (const item of NetworkInterfaces) {
          const proof = interfaceProof(
            tagMap(item.TagSet),
            item.Description,
            target,
          );
          const id = item.NetworkInterfaceId;
          if (id && proof) {
            const blocked =
              item.Status === 'available' ? undefined : 'It is still attached';
            found.set(id, { id, proof, blocked });
          }
        }
      }
    }
    return [...found.values()];
  },
  async remove({ ec2 }, id) {
    await ec2.send(
      new DeleteNetworkInterfaceCommand({ NetworkInterfaceId: id }),
    );
  },
};

const securityGroups: SweepKind = {
  name: 'security-group',
  singular: 'security group',
  plural: 'security groups',
  billed: false,
  console: ec2Page('SecurityGroup:groupId='),
  after: ['cluster'],
  async find(clients, target, known) {
    const found: Leftover[] = [];
    for (const Filters of await searchesOf(target, known)) {
      const pages = paginateDescribeSecurityGroups(
        { client: clients.ec2 },
        { Filters },
      );
      for await (const { SecurityGroups = [] } of pages) {
        for (const {
          GroupId: id,
          VpcId: vpcId,
          Tags: tags,
        } of SecurityGroups) {
          found.push(
            ...(await networkLeftovers({ id, vpcId, tags }, target, known)),
          );
        }
      }
    }
    const groups = [...new Map(found.map(item => [item.id, item])).values()];
    // The target's groups may refer to each other.
    known.add(groups);
    const withUsers: Leftover[] = [];
    for (const group of groups) {
      withUsers.push({
        ...group,
        ...heldBy(await foreignUsers(clients, target, known, group.id)),
      });
    }
    return withUsers;
  },
  async remove({ ec2 }, id) {
    await revokeReferences(ec2, id);
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId: id }));
  },
};

export const firewallKinds = { networkInterfaces, securityGroups };

/** Searches by tags, and in all VPCs of the target: GuardDuty's groups have a tag of their own. */
async function searchesOf(
  target: SweepTarget,
  known: SweepKnowledge,
): Promise<Filter[][]> {
  const vpcs = [...(await known.vpcs())];
  return [
    tagFilters(target),
    ...(vpcs.length > 0 ? [[{ Name: 'vpc-id', Values: vpcs }]] : []),
  ];
}

/** Interfaces in a group, and groups whose rules refer to it: both block its deletion. */
async function foreignUsers(
  clients: AwsClients,
  target: SweepTarget,
  known: SweepKnowledge,
  groupId: string,
) {
  const Values = [groupId];
  return [
    ...(await foreignInterfaces(clients, target, known, {
      Name: 'group-id',
      Values,
    })),
    ...(await foreignSecurityGroups(clients, known, {
      Name: 'ip-permission.group-id',
      Values,
    })),
    ...(await foreignSecurityGroups(clients, known, {
      Name: 'egress.ip-permission.group-id',
      Values,
    })),
  ];
}

/** The groups of a cluster refer to each other in their rules, so none could be deleted first. */
async function revokeReferences(
  ec2: AwsClients['ec2'],
  GroupId: string,
): Promise<void> {
  const { SecurityGroups = [] } = await ec2.send(
    new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }),
  );
  const [group] = SecurityGroups;
  const ingress = referencesIn(group?.IpPermissions);
  if (ingress.length > 0) {
    await ec2.send(
      new RevokeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: ingress,
      }),
    );
  }
  const egress = referencesIn(group?.IpPermissionsEgress);
  if (egress.length > 0) {
    await ec2.send(
      new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: egress }),
    );
  }
}

function referencesIn(permissions: IpPermission[] = []): IpPermission[] {
  return permissions
    .filter(({ UserIdGroupPairs = [] }) => UserIdGroupPairs.length > 0)
    .map(({ IpProtocol, FromPort, ToPort, UserIdGroupPairs }) => ({
      IpProtocol,
      FromPort,
      ToPort,
      UserIdGroupPairs,
    }));
}
