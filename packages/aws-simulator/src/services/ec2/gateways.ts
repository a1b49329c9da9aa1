import { AwsError } from '../../server/AwsError';
import { hasPublicAddresses } from '../../world/network';
import { QueryActions } from '../service';
import { answer, byId, tagSet } from './describing';

const NAT_DELETE_SECONDS = 55;

/** Actions on NAT and internet gateways, and on route tables. */
export const GATEWAYS: QueryActions = {
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

  DeleteNatGateway: ({ world, accountId, regionName, region }, parameters) => {
    const id = parameters.required('NatGatewayId');
    const [gateway] = byId(
      region.natGateways,
      item => item.id,
      [id],
      'NatGatewayNotFound',
      'NAT gateway',
    );
    if (gateway.state !== 'deleting') {
      gateway.state = 'deleting';
      world.schedule({
        kind: 'nat-gateway-gone',
        at: world.after(world.now(), NAT_DELETE_SECONDS),
        accountId,
        region: regionName,
        id,
      });
    }
    return { natGatewayId: id };
  },

  DescribeInternetGateways: ({ region, accountId }, parameters) => {
    const wanted = byId(
      region.internetGateways,
      item => item.id,
      parameters.list('InternetGatewayId'),
      'InvalidInternetGatewayID.NotFound',
      'internetGateway',
    );
    const items = wanted.map(({ id, vpcId, tags }) => ({
      tags,
      filters: { 'internet-gateway-id': id, 'attachment.vpc-id': vpcId },
      output: {
        internetGatewayId: id,
        ownerId: accountId,
        attachmentSet: vpcId ? [{ vpcId, state: 'available' }] : [],
        tagSet: tagSet(tags),
      },
    }));
    return answer('internetGatewaySet', items, parameters);
  },

  DetachInternetGateway: ({ region }, parameters) => {
    const id = parameters.required('InternetGatewayId');
    const vpcId = parameters.required('VpcId');
    const gateway = region.internetGateways.find(item => item.id === id);
    if (gateway?.vpcId !== vpcId) {
      throw new AwsError(
        400,
        'Gateway.NotAttached',
        `resource ${id} is not attached to network ${vpcId}`,
      );
    }
    if (hasPublicAddresses(region, vpcId)) {
      throw new AwsError(
        400,
        'DependencyViolation',
        `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
      );
    }
    delete gateway.vpcId;
    return { return: true };
  },

  DeleteInternetGateway: ({ region }, parameters) => {
    const id = parameters.required('InternetGatewayId');
    const [gateway] = byId(
      region.internetGateways,
      item => item.id,
      [id],
      'InvalidInternetGatewayID.NotFound',
      'internetGateway',
    );
    if (gateway.vpcId) {
      throw new AwsError(
        400,
        'DependencyViolation',
        `The internetGateway '${id}' has dependencies and cannot be deleted.`,
      );
    }
    region.internetGateways = region.internetGateways.filter(
      item => item !== gateway,
    );
    return { return: true };
  },

  /** Main route tables are created and deleted with their VPC and are not modelled. */
  DescribeRouteTables: ({ region, accountId }, parameters) => {
    const wanted = byId(
      region.routeTables,
      item => item.id,
      parameters.list('RouteTableId'),
      'InvalidRouteTableID.NotFound',
      'routeTable',
    );
    const items = wanted.map(({ id, vpcId, tags }) => ({
      tags,
      filters: { 'route-table-id': id, 'vpc-id': vpcId },
      output: {
        routeTableId: id,
        vpcId,
        ownerId: accountId,
        routeSet: [],
        associationSet: [],
        tagSet: tagSet(tags),
      },
    }));
    return answer('routeTableSet', items, parameters);
  },

  DeleteRouteTable: ({ region }, parameters) => {
    const id = parameters.required('RouteTableId');
    const [table] = byId(
      region.routeTables,
      item => item.id,
      [id],
      'InvalidRouteTableID.NotFound',
      'routeTable',
    );
    region.routeTables = region.routeTables.filter(item => item !== table);
    return { return: true };
  },
};
