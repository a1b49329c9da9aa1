import { Output } from '../../server/protocols';
import {
  AccessEntry,
  Addon,
  Cluster,
  FargateProfile,
  Nodegroup,
  PodIdentityAssociation,
} from '../../world/model';
import { ActionContext } from '../service';

const LOG_TYPES = [
  'api',
  'audit',
  'authenticator',
  'controllerManager',
  'scheduler',
];

export function clusterOutput(
  { world, regionName }: ActionContext,
  cluster: Cluster,
): Output {
  const reachable = cluster.status !== 'CREATING' && cluster.port !== undefined;
  const disabled = LOG_TYPES.filter(
    type => !cluster.enabledLogTypes.includes(type),
  );
  const loggingOf = (enabled: boolean, types: string[]): Output[] =>
    types.length > 0 ? [{ enabled, types }] : [];
  return {
    name: cluster.name,
    arn: cluster.arn,
    createdAt: new Date(cluster.createdAt),
    version: cluster.version,
    endpoint: reachable ? `https://127.0.0.1:${cluster.port}` : undefined,
    roleArn: cluster.roleArn,
    resourcesVpcConfig: {
      subnetIds: cluster.subnetIds,
      securityGroupIds: cluster.securityGroupIds,
      clusterSecurityGroupId: cluster.clusterSecurityGroupId,
      vpcId: cluster.vpcId,
      endpointPublicAccess: cluster.endpointPublicAccess,
      endpointPrivateAccess: cluster.endpointPrivateAccess,
      publicAccessCidrs: cluster.publicAccessCidrs,
    },
    kubernetesNetworkConfig: {
      serviceIpv4Cidr: cluster.serviceIpv4Cidr,
      ipFamily: cluster.ipFamily ?? 'ipv4',
      elasticLoadBalancing: { enabled: cluster.autoMode },
    },
    logging: {
      clusterLogging: [
        ...loggingOf(true, cluster.enabledLogTypes),
        ...loggingOf(false, disabled),
      ],
    },
    identity: {
      oidc: {
        issuer: `https://oidc.eks.${regionName}.amazonaws.com/id/${cluster.oidcId}`,
      },
    },
    status: cluster.status,
    certificateAuthority: reachable
      ? { data: Buffer.from(world.state.tls?.cert ?? '').toString('base64') }
      : {},
    platformVersion: 'eks.15',
    tags: cluster.tags,
    health: { issues: [] },
    accessConfig: {
      authenticationMode: cluster.authenticationMode,
      bootstrapClusterCreatorAdminPermissions:
        cluster.bootstrapClusterCreatorAdminPermissions,
    },
    upgradePolicy: { supportType: cluster.supportType },
    deletionProtection: cluster.deletionProtection,
    zonalShiftConfig: { enabled: cluster.zonalShift },
    computeConfig: cluster.autoMode
      ? { enabled: true, nodePools: ['general-purpose', 'system'] }
      : undefined,
  };
}

export function nodegroupOutput(
  cluster: Cluster,
  nodegroup: Nodegroup,
): Output {
  return {
    nodegroupName: nodegroup.name,
    nodegroupArn: nodegroup.arn,
    clusterName: cluster.name,
    version: nodegroup.version,
    releaseVersion: `${nodegroup.version}.1-20261105`,
    createdAt: new Date(nodegroup.createdAt),
    modifiedAt: new Date(nodegroup.createdAt),
    status: nodegroup.status,
    capacityType: nodegroup.capacityType,
    scalingConfig: nodegroup.scaling,
    instanceTypes: nodegroup.instanceTypes,
    subnets: nodegroup.subnetIds,
    amiType: nodegroup.amiType,
    nodeRole: nodegroup.roleArn,
    labels: nodegroup.labels,
    taints: nodegroup.taints,
    resources: {
      autoScalingGroups: [{ name: nodegroup.autoScalingGroupName }],
    },
    diskSize: nodegroup.launchTemplateId ? undefined : nodegroup.diskSizeGiB,
    health: { issues: nodegroup.healthIssues },
    updateConfig: { maxUnavailable: 1 },
    launchTemplate: nodegroup.launchTemplateId
      ? {
          name: `eksctl-${cluster.name}-nodegroup-${nodegroup.name}`,
          version: '1',
          id: nodegroup.launchTemplateId,
        }
      : undefined,
    tags: nodegroup.tags,
  };
}

export function addonStatus(addon: Addon, now: number): string {
  if (addon.deleting) {
    return 'DELETING';
  }
  if (now >= addon.settledAt) {
    return addon.settledStatus;
  }
  return addon.updated ? 'UPDATING' : 'CREATING';
}

export function addonOutput(
  cluster: Cluster,
  addon: Addon,
  now: number,
): Output {
  const status = addonStatus(addon, now);
  return {
    addonName: addon.name,
    clusterName: cluster.name,
    status,
    addonVersion: addon.version,
    health: { issues: status === 'DEGRADED' ? addon.healthIssues : [] },
    addonArn: addon.arn,
    createdAt: new Date(addon.createdAt),
    modifiedAt: new Date(addon.createdAt),
    serviceAccountRoleArn: addon.serviceAccountRoleArn,
    configurationValues: addon.configurationValues,
    podIdentityAssociations: addon.podIdentityAssociationArns,
    tags: addon.tags,
  };
}

export function accessEntryOutput(
  cluster: Cluster,
  entry: AccessEntry,
): Output {
  return {
    clusterName: cluster.name,
    principalArn: entry.principalArn,
    kubernetesGroups: entry.kubernetesGroups,
    accessEntryArn: entry.arn,
    createdAt: new Date(entry.createdAt),
    modifiedAt: new Date(entry.createdAt),
    tags: entry.tags,
    username: entry.username,
    type: entry.type,
  };
}

export function fargateProfileStatus(
  { activeAt, deleting, fails }: FargateProfile,
  now: number,
): string {
  if (fails && now >= activeAt) {
    return fails;
  }
  if (deleting) {
    return 'DELETING';
  }
  return now < activeAt ? 'CREATING' : 'ACTIVE';
}

export function fargateProfileOutput(
  cluster: Cluster,
  profile: FargateProfile,
  now: number,
): Output {
  const status = fargateProfileStatus(profile, now);
  return {
    fargateProfileName: profile.name,
    fargateProfileArn: profile.arn,
    clusterName: cluster.name,
    createdAt: new Date(profile.createdAt),
    podExecutionRoleArn: profile.podExecutionRoleArn,
    subnets: profile.subnetIds,
    selectors: profile.selectors.map(({ namespace, labels }) => ({
      namespace,
      labels,
    })),
    status,
    health: {
      issues:
        status === profile.fails
          ? [{ code: 'InternalFailure', message: 'Internal failure' }]
          : [],
    },
    tags: profile.tags,
  };
}

export function podIdentityOutput(
  cluster: Cluster,
  association: PodIdentityAssociation,
): Output {
  return {
    clusterName: cluster.name,
    namespace: association.namespace,
    serviceAccount: association.serviceAccount,
    roleArn: association.roleArn,
    targetRoleArn: association.targetRoleArn,
    disableSessionTags: association.disableSessionTags ?? false,
    associationArn: association.arn,
    associationId: association.id,
    createdAt: new Date(association.createdAt),
    modifiedAt: new Date(association.createdAt),
    tags: association.tags,
  };
}
