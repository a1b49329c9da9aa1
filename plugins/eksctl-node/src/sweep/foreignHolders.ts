import {
  Filter,
  NetworkInterface,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
} from '@aws-sdk/client-ec2';
import { AwsClients } from '../stacks/AwsClients';
import { proofOf, tagMap } from './proof';
import { SweepTarget } from './SweepTarget';
import { Leftover } from './Leftover';
import { SweepKnowledge } from './SweepKnowledge';
import { SweepHolder } from './types';

/*
 * What blocks a network of the target and does not provably belong to it: another party's database, function or instance in the cluster's
 * VPC. AWS only reports that there are dependencies; whoever has to remove them must know which.
 */

/** The owners of network interfaces that match a filter and do not belong to the cluster. */
export async function foreignInterfaces(
  { ec2: client }: AwsClients,
  target: SweepTarget,
  known: SweepKnowledge,
  filter: Filter,
): Promise<SweepHolder[]> {
  const found = new Map<string, SweepHolder>();
  const pages = paginateDescribeNetworkInterfaces(
    { client },
    { Filters: [filter] },
  );
  for await (const { NetworkInterfaces = [] } of pages) {
    for (const item of NetworkInterfaces) {
      const { Description, TagSet } = item;
      const holder = holderOf(item);
      if (
        !interfaceProof(tagMap(TagSet), Description, target) &&
        !known.hasFound(holder.id)
      ) {
        found.set(holder.id, holder);
      }
    }
  }
  return [...found.values()];
}

/** AWS's descriptions of interfaces that a service creates for another resource, and the kind of that resource. */
const INTERFACES_OF: Array<{ kind: string; description: RegExp }> = [
  { kind: 'vpc-endpoint', description: /^VPC Endpoint Interface (vpce-\w+)/ },
  { kind: 'nat-gateway', description: /^Interface for NAT Gateway (nat-\w+)/ },
  {
    kind: 'transit-gateway-attachment',
    description: /Transit Gateway Attachment (tgw-attach-\w+)/,
  },
  {
    kind: 'resolver-endpoint',
    description: /Route 53 Resolver: (rslvr-\w+-\w+)/,
  },
];

/**
 * The resource to remove so that a network interface is deleted: the one that AWS created it for, the instance that it is attached to, or
 * itself.
 */
function holderOf({
  NetworkInterfaceId: id = '',
  Description = '',
  Attachment,
}: NetworkInterface): SweepHolder {
  for (const { kind, description } of INTERFACES_OF) {
    const owner = description.exec(Description)?.[1];
    if (owner) {
      return { kind, id: owner };
    }
  }
  return Attachment?.InstanceId
    ? { kind: 'instance', id: Attachment.InstanceId }
    : { kind: 'network-interface', id, name: Description || undefined };
}

/** Interfaces of a control plane carry the cluster's name only in AWS's description. */
export function interfaceProof(
  tags: Record<string, string>,
  description: string | undefined,
  target: SweepTarget,
): string | undefined {
  const proof = proofOf(tags, target);
  const ofControlPlane = `Amazon EKS ${target.clusterName}`;
  if (proof === undefined && description === ofControlPlane) {
    return `description "${ofControlPlane}"`;
  }
  return proof;
}

/** Everything in a VPC that blocks its deletion and does not belong to the cluster. */
export async function foreignInVpc(
  clients: AwsClients,
  target: SweepTarget,
  known: SweepKnowledge,
  vpcId: string,
): Promise<SweepHolder[]> {
  const filter = { Name: 'vpc-id', Values: [vpcId] };
  const found = [
    ...(await foreignInterfaces(clients, target, known, filter)),
    ...(await foreignSecurityGroups(clients, known, filter)),
    ...(await foreignSubnets(clients, target, filter)),
    ...known.foreignIn(vpcId),
  ];
  // Some are found by their interfaces as well.
  return [...new Map(found.map(holder => [holder.id, holder])).values()];
}

/** Security groups that match a filter and do not belong to the cluster. A VPC's default group is deleted with the VPC. */
export async function foreignSecurityGroups(
  { ec2: client }: AwsClients,
  known: SweepKnowledge,
  filter: Filter,
): Promise<SweepHolder[]> {
  const found: SweepHolder[] = [];
  const pages = paginateDescribeSecurityGroups(
    { client },
    { Filters: [filter] },
  );
  for await (const { SecurityGroups = [] } of pages) {
    for (const { GroupId, GroupName } of SecurityGroups) {
      if (GroupId && GroupName !== 'default' && !known.hasFound(GroupId)) {
        found.push({ kind: 'security-group', id: GroupId, name: GroupName });
      }
    }
  }
  return found;
}

async function foreignSubnets(
  { ec2: client }: AwsClients,
  target: SweepTarget,
  filter: Filter,
): Promise<SweepHolder[]> {
  const found: SweepHolder[] = [];
  const pages = paginateDescribeSubnets({ client }, { Filters: [filter] });
  for await (const { Subnets = [] } of pages) {
    for (const { SubnetId, CidrBlock, Tags } of Subnets) {
      if (SubnetId && !proofOf(tagMap(Tags), target)) {
        found.push({ kind: 'subnet', id: SubnetId, name: CidrBlock });
      }
    }
  }
  return found;
}

/** Holders as fields of a leftover; empty if there are none. */
export function heldBy(
  holders: SweepHolder[],
): Pick<Leftover, 'blocked' | 'heldBy'> {
  return holders.length === 0
    ? {}
    : {
        blocked: "It is used by what is not provably this cluster's",
        heldBy: holders,
      };
}
