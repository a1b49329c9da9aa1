import type { JsonObject } from '@backstage/types';

/** A config by the names of the parts that it is made of. */
export interface ClusterShapeCase {
  name: string;
  config: JsonObject;
}

const subnets = {
  'eu-west-1a': { id: 'subnet-1' },
  'eu-west-1b': { id: 'subnet-2' },
};
const ipv6 = (ipFamily: string) => ({ kubernetesNetworkConfig: { ipFamily } });
const managed = (group: JsonObject) => ({
  managedNodeGroups: [{ name: 'workers', desiredCapacity: 1, ...group }],
});
const selfManaged = (group: JsonObject) => ({
  nodeGroups: [{ name: 'workers', desiredCapacity: 1, ...group }],
});

/** Parts that a config may be made of, one of each list, with those that {@link finishClusterConfig} writes a default into. */
const parts: Array<Record<string, JsonObject>> = [
  {
    'VPC of eksctl': {},
    IPv6: ipv6('IPv6'),
    'IPv6 in another case': ipv6('ipv6'),
    'IPv6 with ranges': {
      ...ipv6('IPV6'),
      vpc: { publicAccessCIDRs: ['198.51.100.0/24'] },
    },
    IPv4: ipv6('IPv4'),
    'existing VPC': { vpc: { id: 'vpc-1', subnets: { private: subnets } } },
    'existing subnets': { vpc: { subnets: { public: subnets } } },
    'no NAT': { vpc: { nat: { gateway: 'Disable' } } },
    'NAT without a mode': { vpc: { nat: {} } },
    'private endpoint': {
      vpc: { clusterEndpoints: { publicAccess: true, privateAccess: true } },
    },
    'fully private': { privateCluster: { enabled: true } },
    'not fully private': { privateCluster: { enabled: false } },
    zones: { availabilityZones: ['eu-west-1a', 'eu-west-1b'] },
    'control plane on private subnets': {
      vpc: { controlPlaneOnPrivateSubnets: true },
    },
  },
  {
    'no groups': {},
    managed: managed({}),
    'managed in private': managed({ privateNetworking: true }),
    'managed with a key': managed({
      volumeEncrypted: true,
      volumeKmsKeyID: 'key',
    }),
    'managed with IMDSv1': managed({ disableIMDSv1: false }),
    'launch template': managed({ launchTemplate: { id: 'lt-1' } }),
    'launch template with types': managed({
      launchTemplate: { id: 'lt-1', version: '2' },
      instanceTypes: ['m5.large'],
    }),
    'managed Bottlerocket': managed({ amiFamily: 'Bottlerocket' }),
    'self-managed': selfManaged({}),
    'self-managed with a size': selfManaged({ volumeSize: 30 }),
    'self-managed, not encrypted': selfManaged({ volumeEncrypted: false }),
    'self-managed with a key': selfManaged({
      volumeSize: 30,
      volumeEncrypted: true,
      volumeKmsKeyID: 'key',
    }),
    'self-managed in private': selfManaged({ privateNetworking: true }),
    'self-managed Bottlerocket': selfManaged({ amiFamily: 'Bottlerocket' }),
    'self-managed Windows': selfManaged({
      amiFamily: 'WindowsServer2022FullContainer',
    }),
    'self-managed spot': selfManaged({
      instancesDistribution: {
        instanceTypes: ['m5.large', 'm5a.large'],
        onDemandPercentageAboveBaseCapacity: 0,
      },
    }),
    'self-managed with io1': selfManaged({
      volumeType: 'io1',
      volumeIOPS: 200,
    }),
    Fargate: {
      fargateProfiles: [{ name: 'apps', selectors: [{ namespace: 'apps' }] }],
    },
  },
  {
    'default access': {},
    API: { accessConfig: { authenticationMode: 'API' } },
    CONFIG_MAP: { accessConfig: { authenticationMode: 'CONFIG_MAP' } },
    'no bootstrap admin': {
      accessConfig: { bootstrapClusterCreatorAdminPermissions: false },
    },
    'access entries': {
      accessConfig: {
        accessEntries: [
          { principalARN: 'arn:aws:iam::111122223333:role/Their' },
        ],
      },
    },
  },
  {
    'default add-ons': {},
    'no default add-ons': { addonsConfig: { disableDefaultAddons: true } },
    'vpc-cni alone': {
      addonsConfig: { disableDefaultAddons: true },
      addons: [{ name: 'vpc-cni' }],
    },
    coredns: { addons: [{ name: 'coredns' }] },
    'coredns and OIDC': {
      iam: { withOIDC: true },
      addons: [{ name: 'coredns' }],
    },
    'vpc-cni, coredns and OIDC': {
      iam: { withOIDC: true },
      addons: [{ name: 'vpc-cni' }, { name: 'coredns' }],
    },
    'coredns and the agent': {
      addons: [{ name: 'coredns' }, { name: 'eks-pod-identity-agent' }],
    },
    'automatic pod identities': {
      addonsConfig: { autoApplyPodIdentityAssociations: true },
    },
    'automatic pod identities with the agent': {
      addonsConfig: { autoApplyPodIdentityAssociations: true },
      addons: [{ name: 'eks-pod-identity-agent' }, { name: 'coredns' }],
    },
    'Auto Mode': { autoModeConfig: { enabled: true } },
    'Auto Mode with a pool': {
      autoModeConfig: { enabled: true, nodePools: ['system'] },
    },
    'Auto Mode off': { autoModeConfig: { enabled: false } },
    'extended support': { upgradePolicy: { supportType: 'EXTENDED' } },
  },
];

/** Each part with each part of every other list. */
export function everyShape(): ClusterShapeCase[] {
  return parts.reduce<ClusterShapeCase[]>(
    (shapes, part) => shapes.flatMap(shape => extend(shape, part)),
    [{ name: '', config: {} }],
  );
}

/** Each part with each part of one other list, for an eksctl that takes its time. */
export function everyPair(): ClusterShapeCase[] {
  return parts.flatMap((first, index) =>
    parts
      .slice(index + 1)
      .flatMap(second =>
        extend({ name: '', config: {} }, first).flatMap(shape =>
          extend(shape, second),
        ),
      ),
  );
}

function extend(
  { name, config }: ClusterShapeCase,
  part: Record<string, JsonObject>,
): ClusterShapeCase[] {
  return Object.entries(part).map(([key, more]) => ({
    name: name ? `${name}, ${key}` : key,
    config: {
      apiVersion: 'eksctl.io/v1alpha5',
      kind: 'ClusterConfig',
      metadata: { name: 'demo', region: 'eu-west-1', version: '1.34' },
      ...config,
      ...more,
    },
  }));
}
