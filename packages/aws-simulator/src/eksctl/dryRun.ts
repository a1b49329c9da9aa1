import { Scalar, stringify } from 'yaml';
import {
  AddonConfig,
  ClusterConfig,
  NodegroupConfig,
  scalingOf,
} from './config';

/** An unset ARN, as Go prints it. */
function emptyArn(): Scalar {
  const scalar = new Scalar('arn:::::');
  scalar.type = Scalar.QUOTE_SINGLE;
  return scalar;
}

/** Adds eksctl's defaults to a managed nodegroup. */
function completeNodegroup(
  cluster: string,
  nodegroup: NodegroupConfig,
): Record<string, unknown> {
  const scaling = scalingOf({ kind: 'managed', nodegroup });
  return {
    amiFamily: 'AmazonLinux2023',
    disableIMDSv1: true,
    disablePodIMDS: false,
    iam: {
      withAddonPolicies: {
        albIngress: false,
        appMesh: null,
        appMeshPreview: null,
        autoScaler: false,
        awsLoadBalancerController: false,
        certManager: false,
        cloudWatch: false,
        ebs: false,
        efs: false,
        externalDNS: false,
        fsx: false,
        imageBuilder: false,
        xRay: false,
      },
    },
    instanceSelector: {},
    releaseVersion: '',
    securityGroups: { withLocal: null, withShared: null },
    ssh: { allow: false },
    privateNetworking: false,
    volumeIOPS: 3000,
    volumeSize: 80,
    volumeThroughput: 125,
    volumeType: 'gp3',
    ...nodegroup,
    desiredCapacity: scaling.desiredSize,
    maxSize: scaling.maxSize,
    minSize: scaling.minSize,
    labels: {
      'alpha.eksctl.io/cluster-name': cluster,
      'alpha.eksctl.io/nodegroup-name': nodegroup.name,
      ...nodegroup.labels,
    },
    tags: {
      'alpha.eksctl.io/nodegroup-name': nodegroup.name,
      'alpha.eksctl.io/nodegroup-type': 'managed',
      ...nodegroup.tags,
    },
  };
}

function completeAddon(addon: AddonConfig): Record<string, unknown> {
  return {
    ...addon,
    wellKnownPolicies: {
      autoScaler: false,
      awsLoadBalancerController: false,
      certManager: false,
      ebsCSIController: false,
      efsCSIController: false,
      externalDNS: false,
      imageBuilder: false,
    },
  };
}

/** The whole config with its defaults, as `--dry-run` prints it. */
export function dryRunOutput(config: ClusterConfig, zones: string[]): string {
  const complete = {
    ...config,
    accessConfig: {
      authenticationMode: 'API_AND_CONFIG_MAP',
      ...config.accessConfig,
    },
    addonsConfig: { ...config.addonsConfig },
    ...(config.addons && { addons: config.addons.map(completeAddon) }),
    autoModeConfig: {
      nodeRoleARN: emptyArn(),
      permissionsBoundaryARN: emptyArn(),
      enabled: false,
      ...config.autoModeConfig,
    },
    availabilityZones: zones,
    iam: { vpcResourceControllerPolicy: true, withOIDC: false, ...config.iam },
    ...(config.managedNodeGroups && {
      managedNodeGroups: config.managedNodeGroups.map(item =>
        completeNodegroup(config.metadata.name, item),
      ),
    }),
    privateCluster: {
      enabled: false,
      skipEndpointCreation: false,
      ...config.privateCluster,
    },
    vpc: {
      autoAllocateIPv6: false,
      cidr: '192.168.0.0/16',
      clusterEndpoints: { privateAccess: false, publicAccess: true },
      manageSharedNodeSecurityGroupRules: true,
      nat: { gateway: 'Single' },
      ...config.vpc,
    },
  };
  return stringify(complete, {
    sortMapEntries: true,
    indentSeq: false,
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}
