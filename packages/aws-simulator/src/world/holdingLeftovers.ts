import { ec2Id, hexId, uuid } from './ids';
import { LeftoverOwner, stackTags, subnetsOf } from './leftoverOwner';
import { NetworkPart, Region, Tags } from './model';
import { describeEndpointInterface } from './network';
import { World } from './World';

/** Kinds of parts, with the prefix of their ids. */
const PARTS: Array<[kind: NetworkPart['kind'], prefix: string]> = [
  ['egress-only-internet-gateway', 'eigw'],
  ['carrier-gateway', 'cagw'],
  ['transit-gateway-attachment', 'tgw-attach'],
  ['vpn-gateway', 'vgw'],
  ['vpc-peering', 'pcx'],
  ['network-acl', 'acl'],
  ['flow-log', 'fl'],
  ['dhcp-options', 'dopt'],
  ['prefix-list', 'pl'],
];

type Kind =
  | 'vpc-endpoint'
  | 'guard-duty'
  | 'role-attachments'
  | 'fargate-profiles'
  | 'capability'
  | 'network-parts'
  | 'resolver-associations';

/** Resources that block the deletion of a cluster's stack, and are in no stack. */
export const HOLDING_LEFTOVERS: Record<
  Kind,
  (world: World, owner: LeftoverOwner) => void
> = {
  /** One of each type. */
  'vpc-endpoint'(world, owner) {
    const { accountId, regionName, cluster, vpcId = '' } = owner;
    const region = world.region(accountId, regionName);
    const tags = stackTags(cluster);
    const serviceName = `com.amazonaws.${regionName}.s3`;
    addEndpoint(region, { type: 'Gateway', serviceName, vpcId, tags });
    for (const type of ['Interface', 'GatewayLoadBalancer'] as const) {
      const subnetId = subnetsOf(world, owner)[0] ?? '';
      addEndpoint(region, { type, serviceName, vpcId, tags }, { subnetId });
    }
  },

  /** What runtime monitoring creates in every VPC that has a cluster; only GuardDuty's own tag is set. */
  'guard-duty'(world, owner) {
    const { accountId, regionName, vpcId = '' } = owner;
    const region = world.region(accountId, regionName);
    const tags = { GuardDutyManaged: 'true' };
    const groupId = ec2Id('sg');
    region.securityGroups.push({
      id: groupId,
      vpcId,
      name: `GuardDutyManagedSecurityGroup-${vpcId}`,
      description: 'Associated with VPC-Endpoint for GuardDuty',
      tags,
    });
    const subnetId = subnetsOf(world, owner)[0] ?? '';
    const serviceName = `com.amazonaws.${regionName}.guardduty-data`;
    addEndpoint(
      region,
      { type: 'Interface', serviceName, vpcId, tags },
      { subnetId, groupIds: [groupId] },
    );
  },

  /** What others attach to each role of a cluster: a managed policy, an inline one, and an instance profile. */
  'role-attachments'(world, { accountId, cluster }) {
    const account = world.account(accountId);
    for (const role of account.roles) {
      if (role.tags['alpha.eksctl.io/cluster-name'] === cluster) {
        role.managedPolicies = [
          ...(role.managedPolicies ?? []),
          `arn:aws:iam::${accountId}:policy/organization-baseline`,
        ];
        role.inlinePolicies = { ...role.inlinePolicies, 'by-hand': {} };
        const name = `by-hand-${hexId(4)}`;
        account.instanceProfiles.push({
          name,
          arn: `arn:aws:iam::${accountId}:instance-profile/${name}`,
          roleNames: [role.name],
          tags: {},
        });
      }
    }
  },

  /** Two, since EKS deletes one at a time. */
  'fargate-profiles'(world, { accountId, regionName, cluster: name }) {
    const { clusters } = world.region(accountId, regionName);
    const cluster = clusters.find(item => item.name === name);
    for (const profile of ['by-hand-1', 'by-hand-2']) {
      cluster?.fargateProfiles.push({
        name: profile,
        arn: `${cluster.arn.replace(
          ':cluster/',
          ':fargateprofile/',
        )}/${profile}/${uuid()}`,
        activeAt: world.now(),
        deleting: false,
        podExecutionRoleArn: `arn:aws:iam::${accountId}:role/fargate`,
        subnetIds: cluster.subnetIds,
        selectors: [{ namespace: profile }],
        createdAt: world.now(),
        tags: {},
      });
    }
  },

  /** One of each kind. */
  'network-parts'(world, { accountId, regionName, cluster, vpcId }) {
    const { networkParts } = world.region(accountId, regionName);
    for (const [kind, prefix] of PARTS) {
      networkParts.push({
        kind,
        id: ec2Id(prefix),
        vpcId,
        tags: stackTags(cluster),
      });
    }
  },

  /** Of rules and configs that belong to others. */
  'resolver-associations'(world, { accountId, regionName, vpcId = '' }) {
    const { resolverAssociations } = world.region(accountId, regionName);
    const type = (name: string) => `AWS::Route53Resolver::${name}Association`;
    resolverAssociations.push(
      {
        id: `rslvr-rrassoc-${hexId(8)}`,
        type: type('ResolverRule'),
        properties: { VPCId: vpcId, ResolverRuleId: 'rslvr-rr-of-others' },
      },
      {
        id: `rqlca-${hexId(8)}`,
        type: type('ResolverQueryLoggingConfig'),
        properties: {
          ResourceId: vpcId,
          ResolverQueryLogConfigId: 'rqlc-of-others',
        },
      },
      {
        id: `rslvr-frgassoc-${hexId(8)}`,
        type: type('FirewallRuleGroup'),
        properties: {
          VpcId: vpcId,
          FirewallRuleGroupId: 'rslvr-frg-of-others',
        },
      },
    );
  },

  capability(world, { accountId, regionName, cluster: name }) {
    const { clusters } = world.region(accountId, regionName);
    const cluster = clusters.find(item => item.name === name);
    if (cluster) {
      const arn = cluster.arn.replace(':cluster/', ':capability/');
      cluster.capabilities = [
        {
          name: 'by-hand',
          arn: `${arn}/argocd/by-hand/${uuid()}`,
          type: 'ARGOCD',
          status: 'ACTIVE',
        },
      ];
    }
  },
};

function addEndpoint(
  region: Region,
  endpoint: {
    type: 'Interface' | 'Gateway' | 'GatewayLoadBalancer';
    serviceName: string;
    vpcId: string;
    tags: Tags;
  },
  /** If omitted, it has no network interface. */
  network?: { subnetId: string; groupIds?: string[] },
): void {
  const id = ec2Id('vpce');
  region.vpcEndpoints.push({ id, state: 'available', ...endpoint });
  if (network) {
    region.networkInterfaces.push({
      id: ec2Id('eni'),
      vpcId: endpoint.vpcId,
      description: describeEndpointInterface(id),
      status: 'in-use',
      groupIds: [],
      tags: {},
      ...network,
    });
  }
}
