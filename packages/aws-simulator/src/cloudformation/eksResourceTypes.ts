import {
  PROTECTED_AGAINST_DELETION,
  attachNodegroup,
  beginCluster,
  beginNodegroup,
  capacityIssue,
  detachNodegroup,
  grantAccess,
  isBeingUpdated,
  removeCluster,
  updateInProgress,
  whyClusterStays,
} from '../world/eks';
import { addLeftovers } from '../world/leftovers';
import { Cluster } from '../world/model';
import {
  ResourceContext,
  ResourceFailure,
  ResourceType,
  handlerFailure,
  object,
  text,
  texts,
} from './resourceType';

function clusterOf({ region, properties }: ResourceContext): Cluster {
  const name = text(properties, 'ClusterName');
  const cluster = region.clusters.find(item => item.name === name);
  if (!cluster) {
    throw handlerFailure(
      'Eks',
      `No cluster found for name: ${name}.`,
      'NotFound',
    );
  }
  return cluster;
}

function capacityFailure(
  context: ResourceContext,
  name: string,
): ResourceFailure {
  const { region, regionName, properties } = context;
  const subnetIds = texts(
    object(properties, 'ResourcesVpcConfig'),
    'SubnetIds',
  );
  const full =
    region.subnets.find(subnet => subnetIds.includes(subnet.id))?.zone ??
    `${regionName}a`;
  const others = ['a', 'b', 'c', 'd']
    .map(letter => regionName + letter)
    .filter(zone => zone !== full);
  return handlerFailure(
    'Eks',
    `Cannot create cluster '${name}' because ${full}, the targeted availability zone, does not currently have sufficient capacity to support the cluster. Retry and choose from these availability zones: ${others.join(
      ', ',
    )}`,
    'InvalidRequest',
  );
}

const cluster: ResourceType = {
  createSeconds: 9 * 60,
  deleteSeconds: 8 * 60,
  create(context) {
    const { world, region, regionName, accountId, stack, properties, at } =
      context;
    const name = text(properties, 'Name');
    if (
      world.faults.take(['cluster-capacity'], {
        accountId,
        region: regionName,
        cluster: name,
      })
    ) {
      throw capacityFailure(context, name);
    }
    if (region.clusters.some(item => item.name === name)) {
      throw handlerFailure(
        'Eks',
        `Cluster already exists with name: ${name}`,
        'AlreadyExists',
      );
    }
    const network = object(properties, 'ResourcesVpcConfig');
    const access = object(properties, 'AccessConfig');
    const logging = object(
      object(properties, 'Logging'),
      'ClusterLogging',
    ).EnabledTypes;
    const autoMode = object(properties, 'ComputeConfig').Enabled === true;
    beginCluster(
      world,
      { accountId, regionName, creatorArn: stack.creatorArn, at },
      {
        name,
        version: text(properties, 'Version'),
        roleArn: text(properties, 'RoleArn'),
        subnetIds: texts(network, 'SubnetIds'),
        securityGroupIds: texts(network, 'SecurityGroupIds'),
        endpointPublicAccess: network.EndpointPublicAccess !== false,
        endpointPrivateAccess: network.EndpointPrivateAccess === true,
        publicAccessCidrs: network.PublicAccessCidrs
          ? texts(network, 'PublicAccessCidrs')
          : ['0.0.0.0/0'],
        authenticationMode: text(
          access,
          'AuthenticationMode',
          'API_AND_CONFIG_MAP',
        ),
        bootstrapClusterCreatorAdminPermissions:
          access.BootstrapClusterCreatorAdminPermissions !== false,
        enabledLogTypes: ((logging ?? []) as Array<{ Type: string }>).map(
          item => item.Type,
        ),
        supportType: text(
          object(properties, 'UpgradePolicy'),
          'SupportType',
          'EXTENDED',
        ),
        autoMode,
        zonalShift: object(properties, 'ZonalShiftConfig').Enabled === true,
        ipFamily:
          text(object(properties, 'KubernetesNetworkConfig'), 'IpFamily') ===
          'ipv6'
            ? 'ipv6'
            : 'ipv4',
        tags: context.tags,
      },
    );
    return name;
  },
  created(context) {
    const { region, resource } = context;
    const made = region.clusters.find(
      item => item.name === resource.physicalId,
    );
    if (!made) {
      throw handlerFailure(
        'Eks',
        `No cluster found for name: ${resource.physicalId}.`,
        'NotFound',
      );
    }
    made.status = 'ACTIVE';
    return {
      Arn: made.arn,
      ClusterSecurityGroupId: made.clusterSecurityGroupId,
      OpenIdConnectIssuerUrl: `https://oidc.eks.${context.regionName}.amazonaws.com/id/${made.oidcId}`,
    };
  },
  attributes({ world, region, resource }) {
    const made = region.clusters.find(
      item => item.name === resource.physicalId,
    );
    return {
      Endpoint: made?.port ? `https://127.0.0.1:${made.port}` : '',
      CertificateAuthorityData: Buffer.from(
        world.state.tls?.cert ?? '',
      ).toString('base64'),
    };
  },
  removing(context) {
    const { world, region, regionName, accountId, resource } = context;
    const leaving = region.clusters.find(
      item => item.name === resource.physicalId,
    );
    if (!leaving || whyClusterStays(leaving)) {
      return;
    }
    leaving.status = 'DELETING';
    const left = world.faults.take(['leftovers'], {
      accountId,
      region: regionName,
      cluster: leaving.name,
    });
    if (left) {
      addLeftovers(
        world,
        { accountId, regionName, cluster: leaving.name, vpcId: leaving.vpcId },
        left.effect.leftovers,
      );
    }
  },
  remove({ world, accountId, region, regionName, resource }) {
    const leaving = region.clusters.find(
      item => item.name === resource.physicalId,
    );
    if (leaving?.deletionProtection) {
      leaving.status = 'ACTIVE';
      throw handlerFailure('Eks', PROTECTED_AGAINST_DELETION, 'InvalidRequest');
    }
    const objection = leaving && whyClusterStays(leaving);
    if (objection) {
      throw handlerFailure('Eks', objection, 'ResourceConflict', 409);
    }
    if (leaving && isBeingUpdated(world, accountId, regionName, leaving.name)) {
      leaving.status = 'ACTIVE';
      throw handlerFailure(
        'Eks',
        updateInProgress(leaving.name),
        'ResourceConflict',
      );
    }
    removeCluster(world, accountId, regionName, resource.physicalId);
  },
};

const nodegroup: ResourceType = {
  createSeconds: 140,
  deleteSeconds: 210,
  create(context) {
    const { properties, at, tags } = context;
    const owner = clusterOf(context);
    const scaling = object(properties, 'ScalingConfig');
    const name = text(properties, 'NodegroupName');
    beginNodegroup(owner, context.region, {
      name,
      instanceTypes: properties.InstanceTypes
        ? texts(properties, 'InstanceTypes')
        : ['m5.large'],
      capacityType:
        text(properties, 'CapacityType') === 'SPOT' ? 'SPOT' : 'ON_DEMAND',
      amiType: text(properties, 'AmiType', 'AL2023_x86_64_STANDARD'),
      diskSizeGiB: 80,
      scaling: {
        minSize: Number(scaling.MinSize ?? 2),
        maxSize: Number(scaling.MaxSize ?? 2),
        desiredSize: Number(scaling.DesiredSize ?? 2),
      },
      subnetIds: texts(properties, 'Subnets'),
      roleArn: text(properties, 'NodeRole'),
      labels: object(properties, 'Labels') as Record<string, string>,
      taints: ((properties.Taints ?? []) as Array<Record<string, string>>).map(
        taint => ({
          key: taint.Key,
          value: taint.Value,
          effect: taint.Effect,
        }),
      ),
      launchTemplateId:
        text(object(properties, 'LaunchTemplate'), 'Id') || undefined,
      tags: {
        ...tags,
        ...(object(properties, 'Tags') as Record<string, string>),
      },
      at,
    });
    return `${owner.name}/${name}`;
  },
  created(context) {
    const { world, accountId, region, regionName, at } = context;
    const owner = clusterOf(context);
    const made = owner.nodegroups.find(
      item => item.name === text(context.properties, 'NodegroupName'),
    );
    if (!made) {
      throw handlerFailure('Eks', 'No node group found for name.', 'NotFound');
    }
    if (
      world.faults.take(['nodegroup-capacity'], {
        accountId,
        region: regionName,
        cluster: owner.name,
      })
    ) {
      made.status = 'CREATE_FAILED';
      const issue = capacityIssue(region, regionName, made);
      made.healthIssues = [issue];
      throw new ResourceFailure(
        `Resource handler returned message: "[Issue(Code=AsgInstanceLaunchFailures, Message=${issue.message}, ResourceIds=[${made.autoScalingGroupName}])] (Service: null, Status Code: 0, Request ID: null)" (RequestToken: ${made.autoScalingGroupName}, HandlerErrorCode: GeneralServiceException)`,
      );
    }
    attachNodegroup(world, { accountId, regionName, at }, owner, made);
    return { Arn: made.arn, NodegroupName: made.name, ClusterName: owner.name };
  },
  removing({ region, resource }) {
    const [clusterName, name] = resource.physicalId.split('/');
    const made = region.clusters
      .find(item => item.name === clusterName)
      ?.nodegroups.find(item => item.name === name);
    if (made) {
      made.status = 'DELETING';
    }
  },
  remove({ region, resource }) {
    const [clusterName, name] = resource.physicalId.split('/');
    detachNodegroup(region, clusterName, name);
  },
};

const accessEntry: ResourceType = {
  createSeconds: 6,
  deleteSeconds: 4,
  create(context) {
    const { properties, at, accountId, regionName, tags } = context;
    const owner = clusterOf(context);
    const principalArn = text(properties, 'PrincipalArn');
    if (
      owner.accessEntries.some(entry => entry.principalArn === principalArn)
    ) {
      throw handlerFailure(
        'Eks',
        'The specified access entry resource is already in use on this cluster.',
        'AlreadyExists',
      );
    }
    const policies = (properties.AccessPolicies ?? []) as Array<
      Record<string, unknown>
    >;
    grantAccess(
      owner,
      { accountId, regionName, at },
      {
        principalArn,
        type: text(properties, 'Type', 'STANDARD'),
        username: text(properties, 'Username'),
        kubernetesGroups: texts(properties, 'KubernetesGroups'),
        policies: policies.map(policy => ({
          policyArn: text(policy, 'PolicyArn'),
          scope: {
            type:
              text(object(policy, 'AccessScope'), 'Type') === 'namespace'
                ? 'namespace'
                : 'cluster',
            namespaces: texts(object(policy, 'AccessScope'), 'Namespaces'),
          },
        })),
        tags,
      },
    );
    return `${principalArn}|${owner.name}`;
  },
  remove({ region, resource }) {
    const [principalArn, clusterName] = resource.physicalId.split('|');
    const owner = region.clusters.find(item => item.name === clusterName);
    if (owner) {
      owner.accessEntries = owner.accessEntries.filter(
        entry => entry.principalArn !== principalArn,
      );
    }
  },
};

/** Resource types of EKS. */
export const EKS_RESOURCE_TYPES: Record<string, ResourceType> = {
  'AWS::EKS::Cluster': cluster,
  'AWS::EKS::Nodegroup': nodegroup,
  'AWS::EKS::AccessEntry': accessEntry,
};
