import { Region } from './model';

/** Removes a NAT gateway and releases its address. */
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

/** AWS's description of the network interfaces of an endpoint. */
export function describeEndpointInterface(endpointId: string): string {
  return `VPC Endpoint Interface ${endpointId}`;
}

/** Removes a VPC endpoint and its network interfaces. */
export function removeVpcEndpoint(region: Region, id: string): void {
  region.vpcEndpoints = region.vpcEndpoints.filter(item => item.id !== id);
  region.networkInterfaces = region.networkInterfaces.filter(
    item => item.description !== describeEndpointInterface(id),
  );
}

/** Whether a security group is in use, so that it cannot be deleted. */
export function isGroupInUse(region: Region, groupId: string): boolean {
  return (
    region.networkInterfaces.some(item => item.groupIds.includes(groupId)) ||
    region.securityGroups.some(item => item.references?.includes(groupId))
  );
}

/** Whether a subnet is in use, so that it cannot be deleted. */
export function isSubnetInUse(region: Region, subnetId: string): boolean {
  const { networkInterfaces, instances, natGateways, loadBalancers } = region;
  return (
    [...networkInterfaces, ...instances, ...natGateways].some(
      item => item.subnetId === subnetId,
    ) || loadBalancers.some(balancer => balancer.subnetIds.includes(subnetId))
  );
}

/** Parts that do not block the deletion of a VPC. */
const GOES_WITH_VPC = ['flow-log', 'dhcp-options'];

/** Whether a VPC contains something that is not deleted with it. */
export function isVpcInUse(region: Region, vpcId: string): boolean {
  const { subnets, securityGroups, networkInterfaces } = region;
  const { routeTables, internetGateways, vpcEndpoints, networkParts } = region;
  return [
    ...subnets,
    ...securityGroups,
    ...networkInterfaces,
    ...routeTables,
    ...internetGateways,
    ...vpcEndpoints,
    ...networkParts.filter(({ kind }) => !GOES_WITH_VPC.includes(kind)),
  ].some(item => item.vpcId === vpcId);
}

/** Whether addresses of a VPC can be reached from outside, so that its internet gateway cannot be detached. */
export function hasPublicAddresses(region: Region, vpcId: string): boolean {
  const natGateways = region.natGateways.filter(
    ({ state }) => state !== 'deleting',
  );
  return [...region.loadBalancers, ...natGateways].some(
    item => item.vpcId === vpcId,
  );
}
