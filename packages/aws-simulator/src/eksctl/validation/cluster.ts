import { ClusterConfig, NodegroupConfig } from '../config';
import { networkRefusals, vpcRefusals } from './network';
import { managedRefusals, selfManagedRefusals } from './nodegroups';
import { invalidName, listOf, Refusals } from './refusals';

const LOG_TYPES = [
  'api',
  'audit',
  'authenticator',
  'controllerManager',
  'scheduler',
];
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653,
];
const POOLS = ['general-purpose', 'system'];

/** What eksctl refuses once it knows the Kubernetes version (`InitializeClusterConfig` of its pkg/ctl/cmdutils, and later checks). */
export function* clusterRefusals(config: ClusterConfig): Refusals {
  yield* partRefusals(config);
  for (const [index, group] of listOf(config.nodeGroups).entries()) {
    yield* selfManagedRefusals(config, group, `nodeGroups[${index}]`);
  }
  for (const [index, group] of listOf(config.managedNodeGroups).entries()) {
    yield* managedRefusals(config, group, `managedNodeGroups[${index}]`);
  }
  const { name } = config.metadata;
  if (/[^a-zA-Z0-9-]/.test(name)) {
    yield invalidName(name);
  }
  yield* apiServerAccessRefusals(config);
}

/** `ValidateClusterConfig` of eksctl's pkg/apis. */
function* partRefusals(config: ClusterConfig): Refusals {
  const supportType = config.upgradePolicy?.supportType || 'STANDARD';
  if (!['STANDARD', 'EXTENDED'].includes(supportType)) {
    yield 'upgradePolicy.supportType must be either "STANDARD" or "EXTENDED"';
  }
  if (!config.iam?.withOIDC && listOf(config.iam?.serviceAccounts).length > 0) {
    yield 'iam.withOIDC must be enabled explicitly for iam.serviceAccounts to be created';
  }
  yield* networkRefusals(config);
  yield* nameRefusals(config);
  yield* logRefusals(config);
  const zones = listOf(config.availabilityZones);
  if (zones.length === 1) {
    yield `only 1 zone(s) specified [${zones}], 2 are required (can be non-unique)`;
  }
  yield* vpcRefusals(config);
  if (config.secretsEncryption && !config.secretsEncryption.keyARN) {
    yield 'field secretsEncryption.keyARN is required for enabling secrets encryption';
  }
  yield* autoModeRefusals(config);
  yield* accessEntryRefusals(config);
}

function* nameRefusals(config: ClusterConfig): Refusals {
  const taken = new Set<string>();
  for (const list of ['nodeGroups', 'managedNodeGroups'] as const) {
    for (const [index, group] of listOf(config[list]).entries()) {
      yield* groupRefusals(config, group, `${list}[${index}]`, taken);
    }
  }
}

function* groupRefusals(
  { privateCluster }: ClusterConfig,
  { name, privateNetworking }: NodegroupConfig,
  path: string,
  taken: Set<string>,
): Refusals {
  if (!name) {
    yield `${path}.name must be set`;
  }
  if (taken.has(name)) {
    yield `${path}.name "${name}" is not unique`;
  }
  taken.add(name);
  if (privateCluster?.enabled && !privateNetworking) {
    yield `${path}.privateNetworking must be enabled for a fully-private cluster`;
  }
}

function* logRefusals({ cloudWatch }: ClusterConfig): Refusals {
  const { enableTypes, logRetentionInDays = 0 } =
    cloudWatch?.clusterLogging ?? {};
  const types = listOf(enableTypes);
  if (types.length === 0) {
    if (logRetentionInDays !== 0) {
      yield 'cannot set cloudWatch.clusterLogging.logRetentionInDays without enabling log types';
    }
    return;
  }
  const isEverything = types.some(type => ['*', 'all'].includes(type));
  for (const [index, type] of types.entries()) {
    if (!isEverything && !LOG_TYPES.includes(type)) {
      yield `log type "${type}" (cloudWatch.clusterLogging.enableTypes[${index}]) is unknown`;
    }
  }
  if (
    logRetentionInDays !== 0 &&
    !RETENTION_DAYS.includes(logRetentionInDays)
  ) {
    yield `invalid value ${logRetentionInDays} for logRetentionInDays; supported values are [${RETENTION_DAYS.join(
      ' ',
    )}]`;
  }
}

function* autoModeRefusals({ autoModeConfig }: ClusterConfig): Refusals {
  const pools = listOf(autoModeConfig?.nodePools);
  if (!autoModeConfig?.enabled) {
    if (pools.length > 0) {
      yield 'cannot set autoModeConfig.nodeRoleARN, autoModeConfig.permissionBoundaryARN, or autoModeConfig.nodePools when Auto Mode is disabled';
    }
    return;
  }
  for (const [index, pool] of pools.entries()) {
    if (pools.indexOf(pool) < index) {
      yield `found duplicate node pool: "${pool}"`;
    }
    if (!POOLS.includes(pool)) {
      yield `invalid NodePool "${pool}"`;
    }
  }
}

function* accessEntryRefusals({ accessConfig }: ClusterConfig): Refusals {
  const entries = listOf(accessConfig?.accessEntries);
  if (entries.length > 0 && accessConfig?.authenticationMode === 'CONFIG_MAP') {
    yield 'accessConfig.authenticationMode must be set to either API_AND_CONFIG_MAP or API to use access entries';
  }
  const seen = new Set<string>();
  for (const [index, { principalARN }] of entries.entries()) {
    if (!principalARN) {
      yield `accessEntries[${index}].principalARN must be set to a valid AWS ARN`;
    }
    if (seen.has(principalARN)) {
      yield `duplicate access entry accessEntries[${index}] with principal ARN "${principalARN}"`;
    }
    seen.add(principalARN);
  }
}

/** `ValidateAPIServerAccess` of eksctl's pkg/accessentry. */
function* apiServerAccessRefusals(config: ClusterConfig): Refusals {
  const { accessConfig, nodeGroups } = config;
  const isWithoutAdmin =
    accessConfig?.bootstrapClusterCreatorAdminPermissions === false;
  if (!isWithoutAdmin || listOf(nodeGroups).length === 0) {
    return;
  }
  if (accessConfig?.authenticationMode === 'CONFIG_MAP') {
    yield 'cannot create self-managed nodegroups when authenticationMode is CONFIG_MAP and bootstrapClusterCreatorAdminPermissions is false';
  } else if (listOf(accessConfig?.accessEntries).length === 0) {
    yield 'cannot create self-managed nodegroups when bootstrapClusterCreatorAdminPermissions is false and no access entries are configured';
  }
}
