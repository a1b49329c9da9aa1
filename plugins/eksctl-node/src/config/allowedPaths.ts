import { JsonObject } from '@backstage/types';
import { patternOf } from './configSchema';
import { isNeverResumable } from './interruption';
import { leavesOf, patternCovers } from '../model/paths';
import { Finding } from '../model/Finding';

const nodeGroupFields = [
  'name',
  'amiFamily',
  'availabilityZones[]',
  'desiredCapacity',
  'minSize',
  'maxSize',
  'disableIMDSv1',
  'disablePodIMDS',
  'ebsOptimized',
  'enableDetailedMonitoring',
  'instanceType',
  'labels.*',
  'maxPodsPerNode',
  'privateNetworking',
  'propagateASGTags',
  'tags.*',
  'taints[].key',
  'taints[].value',
  'taints[].effect',
  'updateConfig.*',
  'volumeEncrypted',
  'volumeIOPS',
  'volumeSize',
  'volumeThroughput',
  'volumeType',
];

/**
 * The config paths that a blueprint may use by default: what shapes the cluster itself.
 * Excluded on purpose, so that a blueprint has to allow them explicitly: what runs commands or reads files (`preBootstrapCommands`,
 * `overrideBootstrapCommand`, `ssh`, `gitops`, `bottlerocket`), what grants permissions in the account (`attachPolicyARNs`,
 * `iam.serviceAccounts`, `iam.podIdentityAssociations`, role ARNs, `accessConfig.accessEntries`, `iamIdentityMappings`,
 * `identityProviders`, `capabilities`), what uses resources of others (VPC, subnet, security group and key ids, launch templates,
 * images), and what changes the price or the scope in ways that a plan cannot show (`karpenter`, `outpost`, `privateCluster`,
 * `remoteNetworkConfig`, `additionalVolumes`).
 * `[]` matches any element of a list, `*` any one key, `**` everything below.
 * @public
 */
export const defaultAllowedPaths: readonly string[] = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.region',
  'metadata.version',
  'metadata.tags.*',
  'availabilityZones[]',
  'upgradePolicy.supportType',
  'accessConfig.authenticationMode',
  'accessConfig.bootstrapClusterCreatorAdminPermissions',
  'autoModeConfig.enabled',
  'autoModeConfig.nodePools[]',
  'zonalShiftConfig.enabled',
  'addonsConfig.autoApplyPodIdentityAssociations',
  'addonsConfig.disableDefaultAddons',
  'addons[].name',
  'addons[].version',
  'addons[].configurationValues',
  'addons[].resolveConflicts',
  'addons[].tags.*',
  'addons[].useDefaultPodIdentityAssociations',
  'cloudWatch.clusterLogging.enableTypes[]',
  'cloudWatch.clusterLogging.logRetentionInDays',
  'fargateProfiles[].name',
  'fargateProfiles[].selectors[].namespace',
  'fargateProfiles[].selectors[].labels.*',
  'fargateProfiles[].tags.*',
  'iam.withOIDC',
  'iam.vpcResourceControllerPolicy',
  'kubernetesNetworkConfig.ipFamily',
  'kubernetesNetworkConfig.serviceIPv4CIDR',
  'vpc.cidr',
  'vpc.nat.gateway',
  'vpc.clusterEndpoints.*',
  'vpc.publicAccessCIDRs[]',
  'vpc.controlPlaneOnPrivateSubnets',
  ...nodeGroupFields.map(field => `managedNodeGroups[].${field}`),
  'managedNodeGroups[].instanceTypes[]',
  'managedNodeGroups[].spot',
  'managedNodeGroups[].nodeRepairConfig.enabled',
  ...nodeGroupFields.map(field => `nodeGroups[].${field}`),
  'nodeGroups[].instancesDistribution.instanceTypes[]',
  'nodeGroups[].instancesDistribution.onDemandBaseCapacity',
  'nodeGroups[].instancesDistribution.onDemandPercentageAboveBaseCapacity',
  'nodeGroups[].instancesDistribution.spotAllocationStrategy',
  'nodeGroups[].instancesDistribution.capacityRebalance',
];

/** Whether a pattern covers the leaf with these segments. */
export function isAllowed(
  segments: readonly string[],
  patterns: readonly string[],
): boolean {
  return patterns.some(pattern => patternCovers(pattern, segments));
}

/** A finding for each leaf of the config that no pattern covers. */
export function checkAllowedPaths(
  config: JsonObject,
  patterns: readonly string[],
): Finding[] {
  return leavesOf(config)
    .filter(({ segments }) => !isAllowed(segments, patterns))
    .map(({ path, segments }) => notAllowed(path, segments));
}

function notAllowed(path: string, segments: readonly string[]): Finding {
  const pattern = patternOf(segments);
  const finding: Finding = {
    severity: 'error',
    code: 'path-not-allowed',
    message: `${path} is not among the config paths that this blueprint may use`,
    path,
  };
  // Suggest no path that is refused even when it is allowed
  return pattern === undefined || isNeverResumable(segments[0])
    ? finding
    : {
        ...finding,
        message: `${finding.message}; the platform team can allow it with the entry "${pattern}" in the blueprint’s allowedPaths`,
        allowedPath: pattern,
      };
}
