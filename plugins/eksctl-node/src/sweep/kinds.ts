import { consoleUrl } from '../util';
import { attachedKinds } from './attachedKinds';
import { clusterKinds } from './clusterKinds';
import { computeKinds } from './computeKinds';
import { endpointKinds } from './endpointKinds';
import { firewallKinds } from './firewallKinds';
import { gatewayKinds } from './gatewayKinds';
import { iamKinds } from './iamKinds';
import { loadBalancerKinds } from './loadBalancerKinds';
import { networkSettingKinds } from './networkSettingKinds';
import { networkKinds } from './networkKinds';
import { resolverKinds } from './resolverKinds';
import { stackIamKinds } from './stackIamKinds';
import { SweepKind } from './SweepKind';
import { SweepKindInfo, SweepScope } from './types';

/** In the order of removal: users before what they use, and stacks last. */
export const allKinds: SweepKind[] = [
  attachedKinds.nodegroups,
  attachedKinds.fargateProfiles,
  attachedKinds.capabilities,
  clusterKinds.clusters,
  ...loadBalancerKinds,
  computeKinds.instances,
  networkKinds.natGateways,
  endpointKinds.vpcEndpoints,
  gatewayKinds.transitGatewayAttachments,
  gatewayKinds.vpnGateways,
  gatewayKinds.peerings,
  networkSettingKinds.flowLogs,
  ...resolverKinds,
  firewallKinds.networkInterfaces,
  computeKinds.volumes,
  networkKinds.addresses,
  firewallKinds.securityGroups,
  networkKinds.subnets,
  networkSettingKinds.networkAcls,
  networkKinds.routeTables,
  networkSettingKinds.prefixLists,
  networkKinds.internetGateways,
  gatewayKinds.egressOnlyGateways,
  gatewayKinds.carrierGateways,
  networkKinds.vpcs,
  networkSettingKinds.dhcpOptions,
  computeKinds.launchTemplates,
  clusterKinds.logGroups,
  iamKinds.oidcProviders,
  iamKinds.instanceProfiles,
  iamKinds.roles,
  clusterKinds.stacks,
];

/** The kinds that each scope searches for. */
export const kindsOf: Record<SweepScope, SweepKind[]> = {
  everything: allKinds,
  attached: [attachedKinds.fargateProfiles, attachedKinds.capabilities],
  holding: [
    attachedKinds.nodegroups,
    attachedKinds.fargateProfiles,
    attachedKinds.capabilities,
    ...loadBalancerKinds,
    computeKinds.instances,
    endpointKinds.vpcEndpoints,
    gatewayKinds.transitGatewayAttachments,
    gatewayKinds.vpnGateways,
    gatewayKinds.peerings,
    ...resolverKinds,
    firewallKinds.networkInterfaces,
    firewallKinds.securityGroups,
    ...stackIamKinds,
  ],
};

/**
 * The kinds of resources that {@link sweepCluster} searches for, with display names.
 *
 * @public
 */
export const sweepKinds: readonly SweepKindInfo[] = allKinds.map(
  ({ name, singular, plural, billed }) => ({
    kind: name,
    singular,
    plural,
    billed,
  }),
);

/**
 * The URL of a leftover in the AWS console; `undefined` for a kind that has no page there.
 *
 * @public
 */
export function sweepConsoleUrl(
  { kind, id }: { kind: string; id: string },
  region: string,
): string | undefined {
  const page = allKinds
    .find(({ name }) => name === kind)
    ?.console?.(id, region);
  return page && consoleUrl(page.path, region, { global: page.global });
}
