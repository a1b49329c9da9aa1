import { Region } from './model';

/** A NAT gateway is gone, and its address free. */
export function removeNatGateway(region: Region, id: string): void {
  const gateway = region.natGateways.find(item => item.id === id);
  region.natGateways = region.natGateways.filter(item => item !== gateway);
  const address = region.addresses.find(
    item => item.allocationId === gateway?.allocationId,
  );
  if (address) {
    delete address.associationId;
  }
}

/** Whether something is in a subnet, so that it can't be deleted. */
export function isSubnetInUse(region: Region, subnetId: string): boolean {
  const { networkInterfaces, instances, natGateways, loadBalancers } = region;
  return (
    [...networkInterfaces, ...instances, ...natGateways].some(
      item => item.subnetId === subnetId,
    ) || loadBalancers.some(balancer => balancer.subnetIds.includes(subnetId))
  );
}

/** Whether something is in a VPC that does not go with it. */
export function isVpcInUse(region: Region, vpcId: string): boolean {
  const { subnets, securityGroups, networkInterfaces } = region;
  const { routeTables, internetGateways } = region;
  return [
    ...subnets,
    ...securityGroups,
    ...networkInterfaces,
    ...routeTables,
    ...internetGateways,
  ].some(item => item.vpcId === vpcId);
}

/** Whether addresses of a VPC can be reached from outside, so that its internet gateway can't be detached. */
export function hasPublicAddresses(region: Region, vpcId: string): boolean {
  const natGateways = region.natGateways.filter(
    ({ state }) => state !== 'deleting',
  );
  return [...region.loadBalancers, ...natGateways].some(
    item => item.vpcId === vpcId,
  );
}
