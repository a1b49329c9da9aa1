import { World } from './World';

/** Whose leftovers they are. Without a VPC they are of a cluster that is long gone. */
export interface LeftoverOwner {
  accountId: string;
  regionName: string;
  cluster: string;
  vpcId?: string;
}

/** Tags of what Kubernetes makes for a cluster. */
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

/** Tags of what a stack of a cluster makes. */
export function stackTags(cluster: string): Record<string, string> {
  return { 'alpha.eksctl.io/cluster-name': cluster };
}
