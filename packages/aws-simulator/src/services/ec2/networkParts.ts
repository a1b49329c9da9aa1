import { AwsError } from '../../server/AwsError';
import { Output } from '../../server/protocols';
import { NetworkPart } from '../../world/model';
import { QueryActions } from '../service';
import { answer, byId, tagSet } from './describing';

/** How EC2 describes and deletes one kind of part. */
interface PartActions {
  kind: NetworkPart['kind'];
  describe: string;
  remove: string;
  /** The id parameter of both actions. */
  idParameter: string;
  list: string;
  output(part: NetworkPart): Output;
}

const attachmentsOf = ({ vpcId }: NetworkPart): Output[] =>
  vpcId ? [{ vpcId, state: 'attached' }] : [];

const PARTS: PartActions[] = [
  {
    kind: 'egress-only-internet-gateway',
    describe: 'DescribeEgressOnlyInternetGateways',
    remove: 'DeleteEgressOnlyInternetGateway',
    idParameter: 'EgressOnlyInternetGatewayId',
    list: 'egressOnlyInternetGatewaySet',
    output: part => ({
      egressOnlyInternetGatewayId: part.id,
      attachmentSet: attachmentsOf(part),
    }),
  },
  {
    kind: 'carrier-gateway',
    describe: 'DescribeCarrierGateways',
    remove: 'DeleteCarrierGateway',
    idParameter: 'CarrierGatewayId',
    list: 'carrierGatewaySet',
    output: ({ id, vpcId }) => ({
      carrierGatewayId: id,
      vpcId,
      state: 'available',
    }),
  },
  {
    kind: 'transit-gateway-attachment',
    describe: 'DescribeTransitGatewayVpcAttachments',
    remove: 'DeleteTransitGatewayVpcAttachment',
    idParameter: 'TransitGatewayAttachmentId',
    list: 'transitGatewayVpcAttachments',
    output: ({ id, vpcId }) => ({
      transitGatewayAttachmentId: id,
      transitGatewayId: 'tgw-0123456789abcdef0',
      vpcId,
      state: 'available',
    }),
  },
  {
    kind: 'vpn-gateway',
    describe: 'DescribeVpnGateways',
    remove: 'DeleteVpnGateway',
    idParameter: 'VpnGatewayId',
    list: 'vpnGatewaySet',
    output: part => ({
      vpnGatewayId: part.id,
      state: 'available',
      attachments: attachmentsOf(part),
    }),
  },
  {
    kind: 'vpc-peering',
    describe: 'DescribeVpcPeeringConnections',
    remove: 'DeleteVpcPeeringConnection',
    idParameter: 'VpcPeeringConnectionId',
    list: 'vpcPeeringConnectionSet',
    output: ({ id, vpcId }) => ({
      vpcPeeringConnectionId: id,
      requesterVpcInfo: { vpcId: 'vpc-of-the-other-side' },
      accepterVpcInfo: { vpcId },
      status: { code: 'active' },
    }),
  },
  {
    kind: 'network-acl',
    describe: 'DescribeNetworkAcls',
    remove: 'DeleteNetworkAcl',
    idParameter: 'NetworkAclId',
    list: 'networkAclSet',
    output: ({ id, vpcId }) => ({ networkAclId: id, vpcId, default: false }),
  },
  {
    kind: 'flow-log',
    describe: 'DescribeFlowLogs',
    remove: 'DeleteFlowLogs',
    idParameter: 'FlowLogId',
    list: 'flowLogSet',
    output: ({ id, vpcId }) => ({ flowLogId: id, resourceId: vpcId }),
  },
  {
    kind: 'dhcp-options',
    describe: 'DescribeDhcpOptions',
    remove: 'DeleteDhcpOptions',
    idParameter: 'DhcpOptionsId',
    list: 'dhcpOptionsSet',
    output: ({ id }) => ({ dhcpOptionsId: id }),
  },
  {
    kind: 'prefix-list',
    describe: 'DescribeManagedPrefixLists',
    remove: 'DeleteManagedPrefixList',
    idParameter: 'PrefixListId',
    list: 'prefixListSet',
    output: ({ id }) => ({ prefixListId: id, state: 'create-complete' }),
  },
];

function actionsOf(actions: PartActions): QueryActions {
  const { kind, idParameter, list, output } = actions;
  return {
    [actions.describe]: ({ region }, parameters) => {
      const wanted = byId(
        region.networkParts.filter(part => part.kind === kind),
        part => part.id,
        parameters.list(idParameter),
        `Invalid${idParameter}.NotFound`,
        kind,
      );
      const items = wanted.map(part => ({
        tags: part.tags,
        filters: { 'vpc-id': part.vpcId },
        output: { ...output(part), tagSet: tagSet(part.tags) },
      }));
      return answer(list, items, parameters);
    },
    [actions.remove]: ({ region }, parameters) => {
      const ids = [
        ...parameters.list(idParameter),
        ...[parameters.text(idParameter) ?? []].flat(),
      ];
      const gone = byId(
        region.networkParts.filter(part => part.kind === kind),
        part => part.id,
        ids,
        `Invalid${idParameter}.NotFound`,
        kind,
      );
      for (const { id, vpcId } of gone) {
        const isKept =
          kind === 'vpn-gateway'
            ? vpcId !== undefined
            : kind === 'dhcp-options' &&
              region.vpcs.some(vpc => vpc.id === vpcId);
        if (isKept) {
          throw new AwsError(
            400,
            'DependencyViolation',
            `The ${kind} '${id}' has dependencies and cannot be deleted.`,
          );
        }
      }
      region.networkParts = region.networkParts.filter(
        part => !gone.includes(part),
      );
      return { return: true };
    },
  };
}

/** Actions on parts of a network other than subnets, gateways and endpoints. */
export const NETWORK_PARTS: QueryActions = {
  ...Object.assign({}, ...PARTS.map(actionsOf)),

  DetachVpnGateway: ({ region }, parameters) => {
    const id = parameters.required('VpnGatewayId');
    const [gateway] = byId(
      region.networkParts,
      part => part.id,
      [id],
      'InvalidVpnGatewayID.NotFound',
      'vpnGateway',
    );
    delete gateway.vpcId;
    return { return: true };
  },
};
