import { isIP } from 'node:net';
import { ClusterConfig } from '../config';
import { isIn, listOf, Refusals } from './refusals';

const AGENT = 'eks-pod-identity-agent';
const HOSTNAME_TYPES = ['ip-name', 'resource-name'];

/** `validateKubernetesNetworkConfig` of eksctl's pkg/apis. */
export function* networkRefusals(config: ClusterConfig): Refusals {
  const { ipFamily, serviceIPv4CIDR } = config.kubernetesNetworkConfig ?? {};
  if (serviceIPv4CIDR) {
    if (isIpv6(config)) {
      yield 'service IPv4 CIDR is not supported with IPv6';
    }
    if (!isCidr(serviceIPv4CIDR)) {
      yield `invalid IPv4 CIDR for kubernetesNetworkConfig.serviceIPv4CIDR: invalid CIDR address: ${serviceIPv4CIDR}`;
    }
  }
  if (!['', 'ipv4', 'ipv6'].includes((ipFamily ?? '').toLowerCase())) {
    yield `invalid value "${ipFamily}" for ipFamily; allowed are IPv4 and IPv6`;
  }
  if (isIpv6(config) && !config.autoModeConfig?.enabled) {
    yield* ipv6AddonRefusals(config);
  }
}

function isIpv6({ kubernetesNetworkConfig }: ClusterConfig): boolean {
  return kubernetesNetworkConfig?.ipFamily?.toLowerCase() === 'ipv6';
}

function* ipv6AddonRefusals(config: ClusterConfig): Refusals {
  const { addons, addonsConfig, iam } = config;
  if (!listOf(addons).some(({ name }) => name.toLowerCase() === 'coredns')) {
    yield 'the default core addons must be defined for IPv6; missing addon(s): coredns; either define them or use EKS Auto Mode';
  }
  const cni = listOf(addons).find(({ name }) => name === 'vpc-cni');
  if (!cni) {
    return;
  }
  const hasAgent = isIn(addons, AGENT);
  if (!hasAgent && !iam?.withOIDC) {
    yield 'either pod identity or oidc needs to be enabled if IPv6 is set; set either one or use EKS Auto Mode';
  }
  if (
    hasAgent &&
    !addonsConfig?.autoApplyPodIdentityAssociations &&
    !cni.useDefaultPodIdentityAssociations &&
    listOf(cni.podIdentityAssociations).length === 0
  ) {
    yield 'Set one of: addonsConfig.autoApplyPodIdentityAssociations, useDefaultPodIdentityAssociations on the vpc-cni addon, apply a custom pod identity on the vpc-cni addon';
  }
}

/** `ValidateVPCConfig` of eksctl's pkg/apis. */
export function* vpcRefusals(config: ClusterConfig): Refusals {
  const { vpc, privateCluster, availabilityZones } = config;
  const { publicAccess = true, privateAccess = false } =
    vpc?.clusterEndpoints ?? {};
  if (!privateCluster?.enabled && !publicAccess && !privateAccess) {
    yield 'Kubernetes API access must have one of public or private clusterEndpoints enabled';
  }
  for (const range of listOf(vpc?.publicAccessCIDRs)) {
    if (!isCidr(range)) {
      yield `invalid CIDR address: ${range}`;
    }
  }
  const zones = listOf(availabilityZones);
  const distinct = new Set(zones).size;
  if (vpc?.controlPlaneOnPrivateSubnets && zones.length > 0 && distinct < 2) {
    yield `vpc.controlPlaneOnPrivateSubnets requires at least 2 distinct availability zones, got ${distinct} ([${zones.join(
      ' ',
    )}])`;
  }
  if (isIpv6(config) && vpc?.nat) {
    yield 'setting NAT is not supported with IPv6';
  }
  const { hostnameType } = vpc ?? {};
  if (hostnameType && !HOSTNAME_TYPES.includes(hostnameType)) {
    yield `invalid value "${hostnameType}" for vpc.hostnameType; supported values are [${HOSTNAME_TYPES.join(
      ' ',
    )}]`;
  }
}

function isCidr(text: string): boolean {
  const [address, bits, ...more] = text.split('/');
  const family = isIP(address);
  const most = family === 6 ? 128 : 32;
  return (
    family !== 0 &&
    more.length === 0 &&
    /^\d+$/.test(bits ?? '') &&
    Number(bits) <= most
  );
}
