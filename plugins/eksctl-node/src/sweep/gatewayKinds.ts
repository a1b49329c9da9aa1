import {
  DeleteCarrierGatewayCommand,
  DeleteEgressOnlyInternetGatewayCommand,
  DeleteTransitGatewayVpcAttachmentCommand,
  DeleteVpcPeeringConnectionCommand,
  DeleteVpnGatewayCommand,
  DescribeVpnGatewaysCommand,
  DetachVpnGatewayCommand,
  paginateDescribeCarrierGateways,
  paginateDescribeEgressOnlyInternetGateways,
  paginateDescribeTransitGatewayVpcAttachments,
  paginateDescribeVpcPeeringConnections,
  VpcPeeringConnection,
} from '@aws-sdk/client-ec2';
import { vpcPage } from './consolePages';
import { networkKind, pagesOf } from './networkKind';

/*
 * Gateways and connections of a network. A stack of eksctl contains some of them; the others were created manually, and are reported as
 * holders if nothing proves that they belong to the target.
 */

const egressOnlyGateways = networkKind({
  name: 'egress-only-internet-gateway',
  singular: 'egress-only internet gateway',
  plural: 'egress-only internet gateways',
  billed: false,
  console: vpcPage(
    'EgressOnlyInternetGatewayDetails:egressOnlyInternetGatewayId=',
  ),
  after: ['cluster'],
  holdsVpc: true,
  isBoundToVpc: true,
  list: client =>
    pagesOf(
      paginateDescribeEgressOnlyInternetGateways({ client }, {}),
      page => page.EgressOnlyInternetGateways,
    ),
  describe: ({ EgressOnlyInternetGatewayId, Attachments, Tags }) => ({
    id: EgressOnlyInternetGatewayId,
    vpcId: Attachments?.[0]?.VpcId,
    tags: Tags,
  }),
  async remove(ec2, id) {
    await ec2.send(
      new DeleteEgressOnlyInternetGatewayCommand({
        EgressOnlyInternetGatewayId: id,
      }),
    );
  },
});

/** For Wavelength Zones. */
const carrierGateways = networkKind({
  name: 'carrier-gateway',
  singular: 'carrier gateway',
  plural: 'carrier gateways',
  billed: false,
  console: vpcPage('CarrierGatewayDetails:carrierGatewayId='),
  after: ['cluster'],
  holdsVpc: true,
  isBoundToVpc: true,
  list: client =>
    pagesOf(
      paginateDescribeCarrierGateways({ client }, {}),
      page => page.CarrierGateways,
    ),
  describe: ({ CarrierGatewayId, VpcId, Tags, State }) => ({
    id: CarrierGatewayId,
    vpcId: VpcId,
    tags: Tags,
    state: State,
  }),
  async remove(ec2, id) {
    await ec2.send(new DeleteCarrierGatewayCommand({ CarrierGatewayId: id }));
  },
});

const transitGatewayAttachments = networkKind({
  name: 'transit-gateway-attachment',
  singular: 'transit gateway attachment',
  plural: 'transit gateway attachments',
  billed: true,
  console: vpcPage(
    'TransitGatewayAttachmentDetails:transitGatewayAttachmentId=',
  ),
  holdsVpc: true,
  isBoundToVpc: true,
  list: client =>
    pagesOf(
      paginateDescribeTransitGatewayVpcAttachments({ client }, {}),
      page => page.TransitGatewayVpcAttachments,
    ),
  describe: item => ({
    id: item.TransitGatewayAttachmentId,
    vpcId: item.VpcId,
    tags: item.Tags,
    state: item.State,
    name: item.TransitGatewayId,
  }),
  async remove(ec2, id) {
    await ec2.send(
      new DeleteTransitGatewayVpcAttachmentCommand({
        TransitGatewayAttachmentId: id,
      }),
    );
  },
});

const vpnGateways = networkKind({
  name: 'vpn-gateway',
  singular: 'virtual private gateway',
  plural: 'virtual private gateways',
  billed: false,
  console: vpcPage('VpnGateways:VpnGatewayId='),
  holdsVpc: true,
  async *list(client) {
    const { VpnGateways } = await client.send(
      new DescribeVpnGatewaysCommand({}),
    );
    yield VpnGateways ?? [];
  },
  describe: ({ VpnGatewayId, VpcAttachments = [], Tags, State }) => ({
    id: VpnGatewayId,
    vpcId: VpcAttachments.find(item => item.State !== 'detached')?.VpcId,
    tags: Tags,
    state: State,
  }),
  async remove(ec2, id) {
    const { VpnGateways = [] } = await ec2.send(
      new DescribeVpnGatewaysCommand({ VpnGatewayIds: [id] }),
    );
    for (const { VpcId, State } of VpnGateways[0]?.VpcAttachments ?? []) {
      if (State === 'attached') {
        await ec2.send(
          new DetachVpnGatewayCommand({ VpnGatewayId: id, VpcId }),
        );
      }
    }
    await ec2.send(new DeleteVpnGatewayCommand({ VpnGatewayId: id }));
  },
});

/** Ended connections are still listed for a while. */
const PEERING_IS_OVER = ['deleted', 'rejected', 'expired', 'failed'];

const peerings = networkKind({
  name: 'vpc-peering',
  singular: 'VPC peering connection',
  plural: 'VPC peering connections',
  billed: false,
  console: vpcPage('PeeringConnectionDetails:vpcPeeringConnectionId='),
  holdsVpc: true,
  isBoundToVpc: true,
  async *list(client) {
    const pages = paginateDescribeVpcPeeringConnections({ client }, {});
    for await (const { VpcPeeringConnections = [] } of pages) {
      yield VpcPeeringConnections.flatMap(sidesOf);
    }
  },
  describe: ({ peering, vpcId, name }) => ({
    id: peering.VpcPeeringConnectionId,
    vpcId,
    tags: peering.Tags,
    state: PEERING_IS_OVER.includes(peering.Status?.Code ?? '')
      ? 'deleted'
      : peering.Status?.Code,
    name,
  }),
  async remove(ec2, id) {
    await ec2.send(
      new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId: id }),
    );
  },
});

type PeeringSide = {
  peering: VpcPeeringConnection;
  vpcId: string | undefined;
  /** The network on the other side. */
  name: string | undefined;
};

/** A connection blocks both of its networks. */
function sidesOf(peering: VpcPeeringConnection): PeeringSide[] {
  const requester = peering.RequesterVpcInfo?.VpcId;
  const accepter = peering.AccepterVpcInfo?.VpcId;
  return [
    { peering, vpcId: requester, name: accepter },
    { peering, vpcId: accepter, name: requester },
  ];
}

export const gatewayKinds = {
  egressOnlyGateways,
  carrierGateways,
  transitGatewayAttachments,
  vpnGateways,
  peerings,
};
