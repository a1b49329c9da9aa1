import { JsonObject, JsonValue } from '@backstage/types';
import { defaultAllowedPaths } from './allowedPaths';
import { nodeGroupsOf, usesSelector } from './nodeGroups';
import { leavesOf, patternCovers } from '../model/paths';
import { ClusterConfig, NodeGroupConfig } from '../model/clusterConfig';
import { UnpricedPart } from '../model/clusterShape';

/**
 * Add-ons that run on the nodes of the cluster and have no price of their own.
 * https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html
 */
const freeAddons = [
  'aws-ebs-csi-driver',
  'aws-efs-csi-driver',
  'aws-fsx-csi-driver',
  'aws-mountpoint-s3-csi-driver',
  'aws-secrets-store-csi-driver-provider',
  'cert-manager',
  'coredns',
  'eks-node-monitoring-agent',
  'eks-pod-identity-agent',
  'external-dns',
  'kube-proxy',
  'kube-state-metrics',
  'metrics-server',
  'prometheus-node-exporter',
  'snapshot-controller',
  'vpc-cni',
];

/** Linux without a licence fee. Ubuntu Pro, Windows and families that eksctl may add later do not match. */
const FREE_AMI_FAMILY = /^(AmazonLinux\d+|Bottlerocket|Ubuntu\d+)$/;

/** Values with which eksctl finds the image itself, by the family. */
const freeAmis = ['auto', 'auto-ssm', 'static'];

const nodeGroupFields = [
  'additionalVolumes[].**',
  'asgMetricsCollection[].**',
  'asgSuspendProcesses[]',
  'bottlerocket.**',
  'capacityReservation.**',
  'classicLoadBalancerNames[]',
  'clusterDNS',
  'containerRuntime',
  'efaEnabled',
  'enclaveEnabled',
  'iam.**',
  'instanceName',
  'instancePrefix',
  'instanceSelector.**',
  'instancesDistribution.**',
  'kubeletExtraConfig.**',
  'launchTemplate.**',
  'maxInstanceLifetime',
  'overrideBootstrapCommand',
  'placement.**',
  'preBootstrapCommands[]',
  'releaseVersion',
  'securityGroups.**',
  'ssh.**',
  'subnets[]',
  'targetGroupARNs[]',
  'volumeKmsKeyID',
  'volumeName',
];

/**
 * Config paths that cost nothing, or whose cost is accounted for: by the prices, or below with a specific reason. Other paths that a
 * blueprint allows, and fields that eksctl may add later, count as unknown.
 */
const accountedPaths = [
  ...defaultAllowedPaths,
  'accessConfig.**',
  'addons[].**',
  'addonsConfig.**',
  'autoModeConfig.**',
  'cloudWatch.**',
  'fargateProfiles[].**',
  'gitops.**',
  'iam.**',
  'iamIdentityMappings[].**',
  'identityProviders[].**',
  'karpenter.**',
  'kubeAPIServerConfig.**',
  'kubeControllerManagerConfig.**',
  'kubeSchedulerConfig.**',
  'kubernetesNetworkConfig.**',
  'metadata.**',
  'privateCluster.**',
  'secretsEncryption.**',
  'vpc.**',
  ...nodeGroupFields.flatMap(field => [
    `managedNodeGroups[].${field}`,
    `nodeGroups[].${field}`,
  ]),
];

/** Parts of a config whose cost cannot be computed from it: billed by use, unbounded, or not known here. */
export function unpricedPartsOf(config: ClusterConfig): UnpricedPart[] {
  return [
    ...selfScaling(config),
    ...byUse(config),
    ...nodeGroupsOf(config).flatMap(({ group }) => unpricedInGroup(group)),
    ...unaccounted(config),
  ];
}

/** Parts that add nodes or pods without a limit in the config. */
function selfScaling(config: ClusterConfig): UnpricedPart[] {
  const { autoModeConfig, fargateProfiles = [], karpenter } = config;
  return [
    ...(autoModeConfig?.enabled
      ? [
          {
            code: 'auto-mode',
            subject: 'nodes that Auto Mode starts',
            reason: 'nothing in the config limits their number and types',
            unknownSize: true,
          },
        ]
      : []),
    ...(fargateProfiles.length > 0
      ? [
          {
            code: 'fargate',
            subject: 'pods on Fargate',
            reason: 'nothing in the config limits their number and size',
            unknownSize: true,
          },
        ]
      : []),
    ...(karpenter
      ? [
          {
            code: 'karpenter',
            subject: 'nodes that Karpenter starts',
            reason: 'nothing in the config limits their number and types',
            unknownSize: true,
          },
        ]
      : []),
  ];
}

function byUse({ addons = [], ...config }: ClusterConfig): UnpricedPart[] {
  const logTypes = config.cloudWatch?.clusterLogging?.enableTypes ?? [];
  return [
    ...(logTypes.length > 0
      ? [
          {
            code: 'control-plane-logs',
            subject: 'CloudWatch logs of the control plane',
            reason: 'they are billed by volume',
            unknownSize: false,
          },
        ]
      : []),
    ...addons
      .filter(({ name }) => !freeAddons.includes(name))
      .map(({ name }) => ({
        code: 'addon',
        subject: `the add-on ${name}`,
        reason: 'it may be billed by use or by licence',
        unknownSize: false,
      })),
  ];
}

function unpricedInGroup(group: NodeGroupConfig): UnpricedPart[] {
  const { name, amiFamily, ami, launchTemplate, cpuCredits } = group;
  const parts: UnpricedPart[] = [];
  if (usesSelector(group)) {
    parts.push({
      code: 'instance-selector',
      subject: `nodes of node group ${name}`,
      reason: 'instanceSelector leaves their instance types to eksctl',
      unknownSize: true,
    });
  }
  if (launchTemplate) {
    parts.push({
      code: 'launch-template',
      subject: `nodes of node group ${name}`,
      reason: 'a launch template says what they are',
      unknownSize: true,
    });
  }
  if (amiFamily && !FREE_AMI_FAMILY.test(amiFamily)) {
    parts.push({
      code: 'ami-licence',
      subject: `the ${amiFamily} licence (node group ${name})`,
      reason: 'only Linux without a licence has a price here',
      unknownSize: false,
    });
  }
  if (ami && !freeAmis.includes(ami)) {
    parts.push({
      code: 'ami-licence',
      subject: `the image ${ami} (node group ${name})`,
      reason: 'it may carry a licence',
      unknownSize: false,
    });
  }
  if (cpuCredits === 'unlimited') {
    parts.push({
      code: 'cpu-credits',
      subject: `CPU credits (node group ${name})`,
      reason: 'they are unlimited and billed by use',
      unknownSize: false,
    });
  }
  return parts;
}

function unaccounted(config: ClusterConfig): UnpricedPart[] {
  const { controlPlaneScalingConfig, ...rest } = config;
  const withTier =
    (controlPlaneScalingConfig?.tier ?? 'standard') === 'standard'
      ? rest
      : config;
  const paths = leavesOf(withTier as unknown as JsonObject)
    .filter(({ value }) => switchesOn(value))
    .filter(({ segments }) => !isAccounted(segments))
    .map(({ path }) => featureOf(path));
  return [...new Set(paths)].map(path => ({
    code: 'config-path',
    subject: path,
    reason: 'the portal knows no price for it',
    unknownSize: path === 'outpost' || path === 'remoteNetworkConfig',
  }));
}

/** `managedNodeGroups[0].placement.groupName` belongs to `managedNodeGroups[0].placement`. */
function featureOf(path: string): string {
  const [first, second] = path.split('.');
  return /^(managedN|n)odeGroups\[/.test(first) && second
    ? `${first}.${second}`
    : first;
}

function switchesOn(value: JsonValue | undefined): boolean {
  return (
    value !== undefined &&
    value !== null &&
    value !== false &&
    typeof value !== 'object'
  );
}

function isAccounted(segments: string[]): boolean {
  // These are accounted for with a specific reason.
  return (
    ['ami', 'cpuCredits'].includes(segments.at(-1) ?? '') ||
    accountedPaths.some(pattern => patternCovers(pattern, segments))
  );
}
