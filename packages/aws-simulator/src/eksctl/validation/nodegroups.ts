import { ClusterConfig, NodegroupConfig } from '../config';
import { labelRefusals, taintRefusals } from './labels';
import { invalidName, listOf, Refusals } from './refusals';

const FAMILIES = [
  'AmazonLinux2023',
  'AmazonLinux2',
  'UbuntuPro2604',
  'Ubuntu2604',
  'UbuntuPro2404',
  'Ubuntu2404',
  'UbuntuPro2204',
  'Ubuntu2204',
  'UbuntuPro2004',
  'Ubuntu2004',
  'Bottlerocket',
  'BottlerocketFips',
  'WindowsServer2019CoreContainer',
  'WindowsServer2019FullContainer',
  'WindowsServer2022CoreContainer',
  'WindowsServer2022FullContainer',
  'WindowsServer2025CoreContainer',
  'WindowsServer2025FullContainer',
];
const NOT_USED_ANY_MORE = [
  'WindowsServer20H2CoreContainer',
  'WindowsServer2004CoreContainer',
];
const IOPS: Record<string, [least: number, most: number]> = {
  gp3: [3000, 16000],
  io1: [100, 64000],
  io2: [100, 256000],
};
const THROUGHPUT = [125, 1000];
const STRATEGIES = [
  'lowest-price',
  'diversified',
  'capacity-optimized',
  'capacity-optimized-prioritized',
  'price-capacity-optimized',
];
const PROCESSES = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
];
/** Kubelet settings that eksctl sets itself. */
const OF_EKSCTL = [
  'kind',
  'apiVersion',
  'address',
  'clusterDomain',
  'authentication',
  'authorization',
  'serverTLSBootstrap',
];
const A_DAY = 86_400;

/** `ValidateNodeGroup` of eksctl's pkg/apis, and the defaults that are set after it. */
export function* selfManagedRefusals(
  config: ClusterConfig,
  group: NodegroupConfig,
  path: string,
): Refusals {
  const family = familyOf(group);
  yield* baseRefusals(group, path, group.volumeSize);
  if (/[^a-zA-Z0-9-]/.test(group.name)) {
    yield invalidName(group.name);
  }
  if (group.ami && !family) {
    yield 'when using a custom AMI, amiFamily needs to be explicitly set via config file or via --node-ami-family flag';
  }
  if (
    group.ami &&
    !group.overrideBootstrapCommand &&
    !/^(AmazonLinux2023|Bottlerocket|Windows)/.test(family)
  ) {
    yield `${path}.overrideBootstrapCommand is required when using a custom AMI based on ${family} (${path}.ami)`;
  }
  yield* taintRefusals(group);
  yield* labelRefusals(group);
  yield* bootstrapRefusals(group, path, family);
  yield* distributionRefusals(group);
  yield* remainingRefusals(group);
  yield* oldLinuxRefusals(config, family);
}

/** `SetManagedNodeGroupDefaults` and `ValidateManagedNodeGroup`: the defaults of a managed group are set first. */
export function* managedRefusals(
  config: ClusterConfig,
  group: NodegroupConfig,
  path: string,
): Refusals {
  const family = familyOf(group);
  yield* oldLinuxRefusals(config, family);
  const template = group.launchTemplate;
  yield* baseRefusals(
    group,
    path,
    group.volumeSize ?? (template ? undefined : 80),
  );
  yield* sizeRefusals(group);
  if (group.instanceType && listOf(group.instanceTypes).length > 0) {
    yield `only one of instanceType or instanceTypes can be specified (${path})`;
  }
  yield* taintRefusals(group);
  yield* labelRefusals(group);
  if (template) {
    yield* templateRefusals(group, path);
  }
}

/** eksctl matches a family case-insensitively. */
function familyOf({ amiFamily = '' }: NodegroupConfig): string {
  return (
    FAMILIES.find(family => family.toLowerCase() === amiFamily.toLowerCase()) ??
    amiFamily
  );
}

function* oldLinuxRefusals(
  { metadata }: ClusterConfig,
  family: string,
): Refusals {
  const [, minor] = (metadata.version ?? '').split('.').map(Number);
  if (family === 'AmazonLinux2' && !(minor < 33)) {
    yield `AmazonLinux2 is not supported for Kubernetes version ${metadata.version}`;
  }
}

function* baseRefusals(
  group: NodegroupConfig,
  path: string,
  volumeSize: number | undefined,
): Refusals {
  for (const field of [
    'volumeName',
    'volumeEncrypted',
    'volumeKmsKeyID',
  ] as const) {
    if (volumeSize === undefined && group[field]) {
      yield `${path}.${field} cannot be set without ${path}.volumeSize`;
    }
  }
  yield* volumeRefusals(group, path);
  if (!group.volumeEncrypted && group.volumeKmsKeyID) {
    yield `${path}.volumeKmsKeyID can not be set without ${path}.volumeEncrypted enabled explicitly`;
  }
  if ((group.maxPodsPerNode ?? 0) < 0) {
    yield `${path}.maxPodsPerNode cannot be negative`;
  }
  const policies = Object.values(group.iam?.withAddonPolicies ?? {});
  if (group.disablePodIMDS && policies.includes(true)) {
    yield `${path}.disablePodIMDS and ${path}.iam.withAddonPolicies cannot be set at the same time`;
  }
  const zones = listOf(group.availabilityZones);
  const subnets = listOf(group.subnets);
  if (zones.length > 0 && subnets.length > 0) {
    yield `only one of ${path}.subnets or ${path}.availabilityZones should be set`;
  }
  if (group.efaEnabled && (zones.length > 1 || subnets.length > 1)) {
    yield `${path}.efaEnabled nodegroups must have only one subnet or one availability zone`;
  }
  yield* familyRefusals(familyOf(group));
}

function* familyRefusals(family: string): Refusals {
  if (NOT_USED_ANY_MORE.includes(family)) {
    yield `AMI Family ${family} is deprecated. For more information, head to the Amazon documentation on Windows AMIs (https://docs.aws.amazon.com/eks/latest/userguide/eks-optimized-windows-ami.html)`;
  }
  if (family && !FAMILIES.includes(family)) {
    yield `AMI Family ${family} is not supported - use one of: ${FAMILIES.join(
      ', ',
    )}`;
  }
}

function* volumeRefusals(
  { volumeType = 'gp3', volumeIOPS, volumeThroughput }: NodegroupConfig,
  path: string,
): Refusals {
  const limits = IOPS[volumeType];
  if (volumeIOPS !== undefined && !limits) {
    yield `${path}.volumeIOPS is only supported for io1, io2 and gp3 volume types`;
  }
  if (volumeIOPS !== undefined && !isWithin(volumeIOPS, limits)) {
    yield `value for ${path}.volumeIOPS must be within range ${limits.join(
      '-',
    )}`;
  }
  if (volumeThroughput !== undefined && volumeType !== 'gp3') {
    yield `${path}.volumeThroughput is only supported for gp3 volume type`;
  }
  if (
    volumeThroughput !== undefined &&
    !isWithin(volumeThroughput, THROUGHPUT)
  ) {
    yield `value for ${path}.volumeThroughput must be within range ${THROUGHPUT.join(
      '-',
    )}`;
  }
}

function isWithin(value: number, [least, most]: number[]): boolean {
  return value >= least && value <= most;
}

function* bootstrapRefusals(
  group: NodegroupConfig,
  path: string,
  family: string,
): Refusals {
  const refuse = (field: string) =>
    `${field} is not supported for ${family} nodegroups (path=${path}.${field})`;
  const isBottlerocket = family.startsWith('Bottlerocket');
  if (isBottlerocket || family.startsWith('Windows')) {
    if (group.kubeletExtraConfig) {
      yield refuse('kubeletExtraConfig');
    }
  }
  if (isBottlerocket && group.preBootstrapCommands) {
    yield refuse('preBootstrapCommands');
  }
  if (isBottlerocket && group.overrideBootstrapCommand) {
    yield refuse('overrideBootstrapCommand');
  }
  for (const key of Object.keys(group.kubeletExtraConfig ?? {})) {
    if (OF_EKSCTL.includes(key)) {
      yield `cannot override "${key}" in kubelet config, as it's critical to eksctl functionality`;
    }
  }
  // Some of the combinations without images: those that are easy to detect.
  const { instanceType = '' } = group;
  if (family.startsWith('Windows') && /^\w+\d+g\w*\./.test(instanceType)) {
    yield `${instanceType} instance types are not supported for unmanaged nodegroups with AMIFamily ${family}`;
  }
}

function* distributionRefusals(group: NodegroupConfig): Refusals {
  const { instanceType, instancesDistribution } = group;
  if (!instancesDistribution) {
    return;
  }
  if (instanceType && instanceType !== 'mixed') {
    yield 'instanceType should be "mixed" or unset when using the instances distribution feature';
  }
  const types = new Set(listOf(instancesDistribution.instanceTypes));
  if (types.size === 0) {
    yield 'at least two instance types have to be specified for mixed nodegroups';
  }
  if (types.size > 20) {
    yield 'mixed nodegroups should have between 1 and 20 different instance types';
  }
  const {
    onDemandBaseCapacity = 0,
    onDemandPercentageAboveBaseCapacity: above = 0,
    spotAllocationStrategy: strategy,
  } = instancesDistribution;
  if (onDemandBaseCapacity < 0) {
    yield 'onDemandBaseCapacity should be 0 or more';
  }
  if (!isWithin(above, [0, 100])) {
    yield 'percentageAboveBase should be between 0 and 100';
  }
  if (strategy !== undefined && !STRATEGIES.includes(strategy)) {
    yield `spotAllocationStrategy should be one of: [${STRATEGIES.join(' ')}]`;
  }
}

function* remainingRefusals(group: NodegroupConfig): Refusals {
  const { cpuCredits, asgSuspendProcesses, maxInstanceLifetime } = group;
  const types = group.instancesDistribution?.instanceTypes ?? [
    group.instanceType ?? '',
  ];
  if (cpuCredits && !types.some(type => type.startsWith('t'))) {
    yield 'cpuCredits option set for nodegroup, but it has no t2/t3 instance types';
  }
  for (const process of listOf(asgSuspendProcesses)) {
    if (!PROCESSES.includes(process)) {
      yield `asgSuspendProcesses contains invalid process name '${process}'`;
    }
  }
  if (maxInstanceLifetime !== undefined && maxInstanceLifetime < A_DAY) {
    yield `maximum instance lifetime must have a minimum value of 86,400 seconds (one day), but was: ${maxInstanceLifetime}`;
  }
}

function* sizeRefusals(group: NodegroupConfig): Refusals {
  const { minSize, maxSize, desiredCapacity, updateConfig } = group;
  const least = minSize ?? desiredCapacity ?? 2;
  const most = maxSize ?? desiredCapacity ?? least;
  if (desiredCapacity !== undefined && desiredCapacity < least) {
    yield `cannot use --nodes-min=${least} and --nodes=${desiredCapacity} at the same time`;
  }
  if (desiredCapacity !== undefined && desiredCapacity > most) {
    yield `cannot use --nodes-max=${most} and --nodes=${desiredCapacity} at the same time`;
  }
  if (most < least) {
    yield `cannot use --nodes-min=${least} and --nodes-max=${most} at the same time`;
  }
  if (!updateConfig) {
    return;
  }
  const { maxUnavailable, maxUnavailablePercentage } = updateConfig;
  if (maxUnavailable === undefined && maxUnavailablePercentage === undefined) {
    yield 'invalid UpdateConfig: maxUnavailable or maxUnavailablePercentage must be defined';
  }
  if (maxUnavailable !== undefined && maxUnavailablePercentage !== undefined) {
    yield `cannot use maxUnavailable=${maxUnavailable} and maxUnavailablePercentage=${maxUnavailablePercentage} at the same time`;
  }
  if ((maxUnavailable ?? 0) > most) {
    yield `maxUnavailable=${maxUnavailable} cannot be greater than maxSize=${most}`;
  }
}

function* templateRefusals(group: NodegroupConfig, path: string): Refusals {
  if (!group.launchTemplate?.id) {
    yield `launchTemplate.id is required if launchTemplate is set (${path}.launchTemplate)`;
  }
  const version = group.launchTemplate?.version;
  if (version !== undefined && Number(version) < 1) {
    yield `launchTemplate.version must be >= 1 (${path}.launchTemplate.version)`;
  }
  if (
    group.instanceType ||
    group.ami ||
    group.ssh?.allow ||
    group.volumeSize !== undefined ||
    group.preBootstrapCommands ||
    group.overrideBootstrapCommand ||
    group.instanceName ||
    group.instancePrefix ||
    group.maxPodsPerNode ||
    group.disableIMDSv1 === false ||
    group.disablePodIMDS ||
    group.placement
  ) {
    yield 'cannot set instanceType, ami, ssh.allow, ssh.enableSSM, ssh.sourceSecurityGroupIds, securityGroups, volumeSize, instanceName, instancePrefix, maxPodsPerNode, disableIMDSv1, disablePodIMDS, preBootstrapCommands, overrideBootstrapCommand, placement in managedNodeGroup when a launch template is supplied';
  }
}
