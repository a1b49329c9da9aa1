import {
  DeleteDhcpOptionsCommand,
  DeleteFlowLogsCommand,
  DeleteManagedPrefixListCommand,
  DeleteNetworkAclCommand,
  paginateDescribeDhcpOptions,
  paginateDescribeFlowLogs,
  paginateDescribeManagedPrefixLists,
  paginateDescribeNetworkAcls,
} from '@aws-sdk/client-ec2';
import { vpcPage } from './consolePages';
import { networkKind, pagesOf } from './networkKind';
import { throwIfUnsuccessful } from './unsuccessful';

/** The default ACL of a VPC is deleted with the VPC. */
const networkAcls = networkKind({
  name: 'network-acl',
  singular: 'network ACL',
  plural: 'network ACLs',
  billed: false,
  console: vpcPage('NetworkAclDetails:networkAclId='),
  after: ['subnet'],
  holdsVpc: true,
  isBoundToVpc: true,
  list: client =>
    pagesOf(paginateDescribeNetworkAcls({ client }, {}), page =>
      page.NetworkAcls?.filter(({ IsDefault }) => !IsDefault),
    ),
  describe: ({ NetworkAclId, VpcId, Tags }) => ({
    id: NetworkAclId,
    vpcId: VpcId,
    tags: Tags,
  }),
  async remove(ec2, id) {
    await ec2.send(new DeleteNetworkAclCommand({ NetworkAclId: id }));
  },
});

/** AWS removes the flow logs of a deleted VPC, some time later. The logs that they wrote are kept. */
const flowLogs = networkKind({
  name: 'flow-log',
  singular: 'flow log',
  plural: 'flow logs',
  billed: true,
  console: vpcPage('FlowLogs:flowLogId='),
  after: ['cluster'],
  holdsVpc: false,
  list: client =>
    pagesOf(paginateDescribeFlowLogs({ client }, {}), page => page.FlowLogs),
  describe: ({ FlowLogId, ResourceId, Tags }) => ({
    id: FlowLogId,
    vpcId: undefined,
    tags: Tags,
    settingOf: ResourceId,
  }),
  async remove(ec2, id) {
    throwIfUnsuccessful(
      await ec2.send(new DeleteFlowLogsCommand({ FlowLogIds: [id] })),
    );
  },
});

/** A VPC that uses it blocks its deletion. */
const dhcpOptions = networkKind({
  name: 'dhcp-options',
  singular: 'set of DHCP options',
  plural: 'sets of DHCP options',
  billed: false,
  console: vpcPage('DhcpOptionsDetails:DhcpOptionsId='),
  after: ['vpc'],
  holdsVpc: false,
  list: client =>
    pagesOf(
      paginateDescribeDhcpOptions({ client }, {}),
      page => page.DhcpOptions,
    ),
  describe: ({ DhcpOptionsId, Tags }) => ({
    id: DhcpOptionsId,
    vpcId: undefined,
    tags: Tags,
  }),
  async remove(ec2, id) {
    await ec2.send(new DeleteDhcpOptionsCommand({ DhcpOptionsId: id }));
  },
});

/** Security group rules and routes that refer to it block its deletion. */
const prefixLists = networkKind({
  name: 'prefix-list',
  singular: 'prefix list',
  plural: 'prefix lists',
  billed: false,
  console: vpcPage('ManagedPrefixListDetails:prefixListId='),
  after: ['security-group', 'route-table'],
  holdsVpc: false,
  list: client =>
    pagesOf(
      paginateDescribeManagedPrefixLists({ client }, {}),
      page => page.PrefixLists,
    ),
  describe: ({ PrefixListId, Tags, State }) => ({
    id: PrefixListId,
    vpcId: undefined,
    tags: Tags,
    state: State === 'delete-in-progress' ? 'deleting' : undefined,
  }),
  async remove(ec2, id) {
    await ec2.send(new DeleteManagedPrefixListCommand({ PrefixListId: id }));
  },
});

export const networkSettingKinds = {
  networkAcls,
  flowLogs,
  dhcpOptions,
  prefixLists,
};
