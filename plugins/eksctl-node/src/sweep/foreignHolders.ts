import {
  Filter,
  paginateDescribeNetworkInterfaces,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
} from '@aws-sdk/client-ec2';
import { AwsClients } from '../stacks/AwsClients';
import { proofOf, SweepTarget, tagMap } from './proof';
import { Leftover } from './SweepKind';
import { SweepHolder } from './types';

/*
 * What keeps a network of ours and is not provably ours: somebody's database, function or instance in the cluster's VPC. AWS says
 * only that there are dependencies; who has to remove them must know which.
 */

/** Network interfaces under a filter that do not carry the cluster's name. */
export async function foreignInterfaces(
  { ec2: client }: AwsClients,
  target: SweepTarget,
  filter: Filter,
): Promise<SweepHolder[]> {
  const found: SweepHolder[] = [];
  const pages = paginateDescribeNetworkInterfaces(
    { client },
    { Filters: [filter] },
  );
  for await (const { NetworkInterfaces = [] } of pages) {
    for (const {
      NetworkInterfaceId,
      Description,
      TagSet,
    } of NetworkInterfaces) {
      if (
        NetworkInterfaceId &&
        !interfaceProof(tagMap(TagSet), Description, target)
      ) {
        found.push({
          kind: 'network-interface',
          id: NetworkInterfaceId,
          name: Description || undefined,
        });
      }
    }
  }
  return found;
}

/** Of the interfaces, those of a control plane carry the cluster's name in AWS's own description only. */
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

/** All in a VPC that keeps it from being deleted and is not the cluster's. */
export async function foreignInVpc(
  clients: AwsClients,
  target: SweepTarget,
  vpcId: string,
): Promise<SweepHolder[]> {
  const filter = { Name: 'vpc-id', Values: [vpcId] };
  return [
    ...(await foreignInterfaces(clients, target, filter)),
    ...(await foreignSecurityGroups(clients, target, filter)),
    ...(await foreignSubnets(clients, target, filter)),
  ];
}

/** Security groups under a filter that are not the cluster's. A VPC's default group goes with the VPC. */
export async function foreignSecurityGroups(
  { ec2: client }: AwsClients,
  target: SweepTarget,
  filter: Filter,
): Promise<SweepHolder[]> {
  const found: SweepHolder[] = [];
  const pages = paginateDescribeSecurityGroups(
    { client },
    { Filters: [filter] },
  );
  for await (const { SecurityGroups = [] } of pages) {
    for (const { GroupId, GroupName, Tags } of SecurityGroups) {
      if (
        GroupId &&
        GroupName !== 'default' &&
        !proofOf(tagMap(Tags), target)
      ) {
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

/** Holders as what is known of a leftover; nothing when there are none. */
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
