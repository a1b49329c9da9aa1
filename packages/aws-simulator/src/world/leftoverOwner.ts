import { World } from './World';

/** The cluster that the leftovers belong to. Without a VPC, it was deleted long ago. */
export interface LeftoverOwner {
  accountId: string;
  regionName: string;
  cluster: string;
  vpcId?: string;
}

/** Tags of what Kubernetes creates for a cluster. */
export function owned(cluster: string): Record<string, string> {
  return { [`kubernetes.io/cluster/${cluster}`]: 'owned' };
}

/** The public subnets of the owner's VPC. */
export function subnetsOf(
  world: World,
  { accountId, regionName, vpcId }: LeftoverOwner,
): string[] {
  const { subnets } = world.region(accountId, regionName);
  return subnets
    .filter(subnet => subnet.vpcId === vpcId && subnet.isPublic)
    .map(subnet => subnet.id);
}

/** Tags of what a stack of a cluster creates. */
export function stackTags(cluster: string): Record<string, string> {
  return { 'alpha.eksctl.io/cluster-name': cluster };
}
