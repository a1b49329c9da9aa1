import { clusterKinds } from './clusterKinds';
import { computeKinds } from './computeKinds';
import { consoleUrl } from '../util';
import { firewallKinds } from './firewallKinds';
import { iamKinds } from './iamKinds';
import { loadBalancerKinds } from './loadBalancerKinds';
import { networkKinds } from './networkKinds';
import { SweepKind } from './SweepKind';
import { SweepKindInfo } from './types';

/** What no stack need know of and can hold a cluster or its network, so that the deletion of its stacks fails. */
export const holdingKinds: SweepKind[] = [
  clusterKinds.nodegroups,
  ...loadBalancerKinds,
  computeKinds.instances,
  firewallKinds.networkInterfaces,
  firewallKinds.securityGroups,
];

/** In the order of removal: what uses others stands before what is used, and stacks come last. */
export const allKinds: SweepKind[] = [
  clusterKinds.nodegroups,
  clusterKinds.clusters,
  ...loadBalancerKinds,
  computeKinds.instances,
  networkKinds.natGateways,
  firewallKinds.networkInterfaces,
  computeKinds.volumes,
  networkKinds.addresses,
  firewallKinds.securityGroups,
  networkKinds.subnets,
  networkKinds.routeTables,
  networkKinds.internetGateways,
  networkKinds.vpcs,
  computeKinds.launchTemplates,
  clusterKinds.logGroups,
  iamKinds.oidcProviders,
  iamKinds.instanceProfiles,
  iamKinds.roles,
  clusterKinds.stacks,
];

/**
 * The kinds of resources that {@link sweepCluster} looks for, in plain words.
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
 * Where the AWS console shows a resource that a sweep found; `undefined` for a kind that has no page there.
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
