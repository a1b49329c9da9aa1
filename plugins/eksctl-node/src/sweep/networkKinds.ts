import {
  DeleteInternetGatewayCommand,
  DeleteNatGatewayCommand,
  DeleteRouteTableCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeAddressesCommand,
  DescribeInternetGatewaysCommand,
  DetachInternetGatewayCommand,
  paginateDescribeInternetGateways,
  paginateDescribeNatGateways,
  paginateDescribeRouteTables,
  paginateDescribeSubnets,
  paginateDescribeVpcs,
  ReleaseAddressCommand,
} from '@aws-sdk/client-ec2';
import { vpcPage } from './consolePages';
import { proven, tagFilters } from './ec2Tags';
import { foreignInterfaces, foreignInVpc, heldBy } from './foreignHolders';
import { networkKind, pagesOf } from './networkKind';
import { Leftover } from './Leftover';
import { SweepKind } from './SweepKind';

/** The control plane needs its network until it is deleted. */
const AFTER = ['cluster'];

const natGateways: SweepKind = {
  name: 'nat-gateway',
  singular: 'NAT gateway',
  plural: 'NAT gateways',
  billed: true,
  console: vpcPage('NatGatewayDetails:natGatewayId='),
  after: AFTER,
  async find({ ec2: client }, target) {
    const found: Leftover[] = [];
    const pages = paginateDescribeNatGateways(
      { client },
      {
        Filter: [
          ...tagFilters(target),
          {
            Name: 'state',
            Values: ['pending', 'available', 'failed', 'deleting'],
          },
        ],
      },
    );
    for await (const { NatGateways = [] } of pages) {
      found.push(
        ...proven(
          target,
          NatGateways,
          ({ NatGatewayId }) => NatGatewayId,
          ({ State }) => ({ isBeingRemoved: State === 'deleting' }),
        ),
      );
    }
    return found;
  },
  async remove({ ec2 }, id) {
    await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId: id }));
  },
};

const addresses: SweepKind = {
  name: 'elastic-ip',
  singular: 'elastic IP address',
  plural: 'elastic IP addresses',
  billed: true,
  console: vpcPage('ElasticIpDetails:AllocationId='),
  async find({ ec2 }, target) {
    const { Addresses = [] } = await ec2.send(
      new DescribeAddressesCommand({ Filters: tagFilters(target) }),
    );
    return proven(
      target,
      Addresses,
      ({ AllocationId }) => AllocationId,
      ({ AssociationId }) =>
        AssociationId === undefined
          ? {}
          : { blocked: 'It is still associated' },
    );
  },
  async remove({ ec2 }, id) {
    await ec2.send(new ReleaseAddressCommand({ AllocationId: id }));
  },
};

const subnets: SweepKind = {
  name: 'subnet',
  singular: 'subnet',
  plural: 'subnets',
  billed: false,
  console: vpcPage('SubnetDetails:subnetId='),
  after: AFTER,
  async find(clients, target, known) {
    const found: Leftover[] = [];
    const pages = paginateDescribeSubnets(
      { client: clients.ec2 },
      { Filters: tagFilters(target) },
    );
    for await (const { Subnets = [] } of pages) {
      found.push(...proven(target, Subnets, ({ SubnetId }) => SubnetId));
    }
    return withHolders(found, id =>
      foreignInterfaces(clients, target, known, {
        Name: 'subnet-id',
        Values: [id],
      }),
    );
  },
  async remove({ ec2 }, id) {
    await ec2.send(new DeleteSubnetCommand({ SubnetId: id }));
  },
};

/** The main route table of a VPC is deleted with the VPC. */
const routeTables = networkKind({
  name: 'route-table',
  singular: 'route table',
  plural: 'route tables',
  billed: false,
  console: vpcPage('RouteTableDetails:RouteTableId='),
  after: AFTER,
  holdsVpc: true,
  list: client =>
    pagesOf(paginateDescribeRouteTables({ client }, {}), page =>
      page.RouteTables?.filter(
        ({ Associations = [] }) => !Associations.some(({ Main }) => Main),
      ),
    ),
  describe: ({ RouteTableId, VpcId, Tags }) => ({
    id: RouteTableId,
    vpcId: VpcId,
    tags: Tags,
  }),
  async remove(ec2, id) {
    await ec2.send(new DeleteRouteTableCommand({ RouteTableId: id }));
  },
});

const internetGateways = networkKind({
  name: 'internet-gateway',
  singular: 'internet gateway',
  plural: 'internet gateways',
  billed: false,
  console: vpcPage('InternetGateway:internetGatewayId='),
  after: AFTER,
  holdsVpc: true,
  list: client =>
    pagesOf(
      paginateDescribeInternetGateways({ client }, {}),
      page => page.InternetGateways,
    ),
  describe: ({ InternetGatewayId, Attachments, Tags }) => ({
    id: InternetGatewayId,
    vpcId: Attachments?.[0]?.VpcId,
    tags: Tags,
  }),
  async remove(ec2, id) {
    const { InternetGateways = [] } = await ec2.send(
      new DescribeInternetGatewaysCommand({ InternetGatewayIds: [id] }),
    );
    for (const { VpcId } of InternetGateways[0]?.Attachments ?? []) {
      await ec2.send(
        new DetachInternetGatewayCommand({ InternetGatewayId: id, VpcId }),
      );
    }
    await ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId: id }));
  },
});

const vpcs: SweepKind = {
  name: 'vpc',
  singular: 'network (VPC)',
  plural: 'networks (VPCs)',
  billed: false,
  console: vpcPage('VpcDetails:VpcId='),
  after: AFTER,
  async find(clients, target, known) {
    const found: Leftover[] = [];
    const pages = paginateDescribeVpcs(
      { client: clients.ec2 },
      { Filters: tagFilters(target) },
    );
    for await (const { Vpcs = [] } of pages) {
      found.push(...proven(target, Vpcs, ({ VpcId }) => VpcId));
    }
    return withHolders(found, id => foreignInVpc(clients, target, known, id));
  },
  async remove({ ec2 }, id) {
    await ec2.send(new DeleteVpcCommand({ VpcId: id }));
  },
};

export const networkKinds = {
  natGateways,
  addresses,
  subnets,
  routeTables,
  internetGateways,
  vpcs,
};

async function withHolders(
  leftovers: Leftover[],
  holdersOf: (id: string) => ReturnType<typeof foreignInVpc>,
): Promise<Leftover[]> {
  const known: Leftover[] = [];
  for (const leftover of leftovers) {
    known.push({ ...leftover, ...heldBy(await holdersOf(leftover.id)) });
  }
  return known;
}
