import { ClusterConfig, isIpv6 } from '../config';
import { rolePolicy } from './roleTemplate';

type Resources = Record<
  string,
  { Type: string; Properties?: Record<string, unknown>; DependsOn?: string[] }
>;

const ref = (name: string) => ({ Ref: name });
const attribute = (name: string, path: string) => ({
  'Fn::GetAtt': [name, path],
});

function named(suffix: string): Array<Record<string, unknown>> {
  return [
    { Key: 'Name', Value: { 'Fn::Sub': `\${AWS::StackName}/${suffix}` } },
  ];
}

/** `eu-west-1a` → `EUWEST1A` */
function zoneSuffix(zone: string): string {
  return zone.replace(/-/g, '').toUpperCase();
}

/** The third number of the n-th /19 of a /16. */
function subnetCidr(base: string, index: number): string {
  const [first, second] = base.split('.');
  return `${first}.${second}.${index * 32}.0/19`;
}

/** The subnets that eksctl creates in the VPC: public ones first. */
export function planSubnets(
  config: ClusterConfig,
  zones: string[],
): Array<{ zone: string; public: string; private: string }> {
  const base = config.vpc?.cidr ?? '192.168.0.0/16';
  return zones.map((zone, index) => ({
    zone,
    public: subnetCidr(base, index),
    private: subnetCidr(base, zones.length + index),
  }));
}

function network(config: ClusterConfig, zones: string[]): Resources {
  const gateway = config.vpc?.nat?.gateway ?? 'Single';
  const resources: Resources = {
    VPC: {
      Type: 'AWS::EC2::VPC',
      Properties: {
        CidrBlock: config.vpc?.cidr ?? '192.168.0.0/16',
        EnableDnsHostnames: true,
        EnableDnsSupport: true,
        Tags: named('VPC'),
      },
    },
    InternetGateway: {
      Type: 'AWS::EC2::InternetGateway',
      Properties: { Tags: named('InternetGateway') },
    },
    VPCGatewayAttachment: {
      Type: 'AWS::EC2::VPCGatewayAttachment',
      Properties: {
        VpcId: ref('VPC'),
        InternetGatewayId: ref('InternetGateway'),
      },
    },
    PublicRouteTable: {
      Type: 'AWS::EC2::RouteTable',
      Properties: { VpcId: ref('VPC') },
    },
    PublicSubnetRoute: {
      Type: 'AWS::EC2::Route',
      Properties: {
        RouteTableId: ref('PublicRouteTable'),
        DestinationCidrBlock: '0.0.0.0/0',
        GatewayId: ref('InternetGateway'),
      },
      DependsOn: ['VPCGatewayAttachment'],
    },
  };
  for (const subnet of planSubnets(config, zones)) {
    const suffix = zoneSuffix(subnet.zone);
    addSubnet(
      resources,
      'Public',
      suffix,
      subnet.zone,
      subnet.public,
      'PublicRouteTable',
    );
    resources[`PrivateRouteTable${suffix}`] = {
      Type: 'AWS::EC2::RouteTable',
      Properties: { VpcId: ref('VPC') },
    };
    addSubnet(
      resources,
      'Private',
      suffix,
      subnet.zone,
      subnet.private,
      `PrivateRouteTable${suffix}`,
    );
  }
  addNat(resources, gateway, zones.map(zoneSuffix));
  return resources;
}

function addSubnet(
  resources: Resources,
  kind: 'Public' | 'Private',
  suffix: string,
  zone: string,
  cidr: string,
  routeTable: string,
): void {
  const role =
    kind === 'Public'
      ? 'kubernetes.io/role/elb'
      : 'kubernetes.io/role/internal-elb';
  resources[`Subnet${kind}${suffix}`] = {
    Type: 'AWS::EC2::Subnet',
    Properties: {
      VpcId: ref('VPC'),
      AvailabilityZone: zone,
      CidrBlock: cidr,
      ...(kind === 'Public' ? { MapPublicIpOnLaunch: true } : {}),
      Tags: [{ Key: role, Value: '1' }, ...named(`Subnet${kind}${suffix}`)],
    },
  };
  resources[`RouteTableAssociation${kind}${suffix}`] = {
    Type: 'AWS::EC2::SubnetRouteTableAssociation',
    Properties: {
      SubnetId: ref(`Subnet${kind}${suffix}`),
      RouteTableId: ref(routeTable),
    },
  };
}

function addNat(
  resources: Resources,
  gateway: string,
  suffixes: string[],
): void {
  if (gateway === 'Disable') {
    return;
  }
  const single = gateway !== 'HighlyAvailable';
  for (const suffix of single ? [''] : suffixes) {
    resources[`NATIP${suffix}`] = {
      Type: 'AWS::EC2::EIP',
      Properties: { Domain: 'vpc' },
      DependsOn: ['VPCGatewayAttachment'],
    };
    resources[`NATGateway${suffix}`] = {
      Type: 'AWS::EC2::NatGateway',
      Properties: {
        AllocationId: attribute(`NATIP${suffix}`, 'AllocationId'),
        SubnetId: ref(`SubnetPublic${suffix || suffixes[0]}`),
        Tags: named(`NATGateway${suffix}`),
      },
    };
  }
  if (single) {
    // As in eksctl's template, the address of a single gateway depends on nothing.
    delete resources.NATIP.DependsOn;
  }
  for (const suffix of suffixes) {
    resources[`NATPrivateSubnetRoute${suffix}`] = {
      Type: 'AWS::EC2::Route',
      Properties: {
        RouteTableId: ref(`PrivateRouteTable${suffix}`),
        DestinationCidrBlock: '0.0.0.0/0',
        NatGatewayId: ref(single ? 'NATGateway' : `NATGateway${suffix}`),
      },
    };
  }
}

function securityGroups(): Resources {
  const group = (description: string, name: string) => ({
    Type: 'AWS::EC2::SecurityGroup',
    Properties: {
      GroupDescription: description,
      VpcId: ref('VPC'),
      Tags: named(name),
    },
  });
  const ingress = (from: unknown, to: unknown) => ({
    Type: 'AWS::EC2::SecurityGroupIngress',
    Properties: {
      GroupId: to,
      SourceSecurityGroupId: from,
      IpProtocol: '-1',
      FromPort: 0,
      ToPort: 65535,
    },
  });
  const shared = ref('ClusterSharedNodeSecurityGroup');
  const cluster = attribute('ControlPlane', 'ClusterSecurityGroupId');
  return {
    ControlPlaneSecurityGroup: group(
      'Communication between the control plane and worker nodegroups',
      'ControlPlaneSecurityGroup',
    ),
    ClusterSharedNodeSecurityGroup: group(
      'Communication between all nodes in the cluster',
      'ClusterSharedNodeSecurityGroup',
    ),
    IngressInterNodeGroupSG: ingress(shared, shared),
    IngressDefaultClusterToNodeSG: ingress(cluster, shared),
    IngressNodeToDefaultClusterSG: ingress(shared, cluster),
  };
}

function controlPlane(config: ClusterConfig, zones: string[]): Resources {
  const {
    metadata,
    accessConfig,
    autoModeConfig,
    cloudWatch,
    iam,
    upgradePolicy,
    vpc,
    zonalShiftConfig,
  } = config;
  const logTypes = cloudWatch?.clusterLogging?.enableTypes ?? [];
  const allTypes = [
    'api',
    'audit',
    'authenticator',
    'controllerManager',
    'scheduler',
  ];
  const enabled = logTypes.some(type => type === '*' || type === 'all')
    ? allTypes
    : logTypes;
  const subnets = (['Public', 'Private'] as const).flatMap(kind =>
    zones.map(zone => ref(`Subnet${kind}${zoneSuffix(zone)}`)),
  );
  return {
    ServiceRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: rolePolicy('eks.amazonaws.com'),
        PermissionsBoundary: iam?.serviceRolePermissionsBoundary,
        Tags: named('ServiceRole'),
      },
    },
    ControlPlane: {
      Type: 'AWS::EKS::Cluster',
      Properties: {
        Name: metadata.name,
        Version: metadata.version,
        RoleArn: attribute('ServiceRole', 'Arn'),
        AccessConfig: {
          AuthenticationMode:
            accessConfig?.authenticationMode ?? 'API_AND_CONFIG_MAP',
          BootstrapClusterCreatorAdminPermissions:
            accessConfig?.bootstrapClusterCreatorAdminPermissions ?? true,
        },
        ResourcesVpcConfig: {
          EndpointPublicAccess: vpc?.clusterEndpoints?.publicAccess ?? true,
          EndpointPrivateAccess: vpc?.clusterEndpoints?.privateAccess ?? false,
          PublicAccessCidrs: vpc?.publicAccessCIDRs,
          SecurityGroupIds: [ref('ControlPlaneSecurityGroup')],
          SubnetIds: subnets,
        },
        ...(enabled.length > 0 && {
          Logging: {
            ClusterLogging: { EnabledTypes: enabled.map(Type => ({ Type })) },
          },
        }),
        ...(autoModeConfig?.enabled && {
          ComputeConfig: { Enabled: true, NodePools: autoModeConfig.nodePools },
        }),
        ...(isIpv6(config) && {
          KubernetesNetworkConfig: { IpFamily: 'ipv6' },
        }),
        UpgradePolicy: {
          SupportType: upgradePolicy?.supportType ?? 'EXTENDED',
        },
        ZonalShiftConfig: { Enabled: zonalShiftConfig?.enabled ?? false },
      },
    },
  };
}

/** The template of the cluster stack. */
export function clusterTemplate(
  config: ClusterConfig,
  zones: string[],
): string {
  const exported = (value: unknown, name: string) => ({
    Value: value,
    Export: { Name: { 'Fn::Sub': `\${AWS::StackName}::${name}` } },
  });
  const subnetList = (kind: 'Public' | 'Private') => ({
    'Fn::Join': [
      ',',
      zones.map(zone => ref(`Subnet${kind}${zoneSuffix(zone)}`)),
    ],
  });
  return JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    Description:
      'EKS cluster (dedicated VPC: true, dedicated IAM: true) [created and managed by eksctl]',
    Resources: {
      ...network(config, zones),
      ...securityGroups(),
      ...controlPlane(config, zones),
    },
    Outputs: {
      ARN: exported(attribute('ControlPlane', 'Arn'), 'ARN'),
      CertificateAuthorityData: {
        Value: attribute('ControlPlane', 'CertificateAuthorityData'),
      },
      ClusterSecurityGroupId: exported(
        attribute('ControlPlane', 'ClusterSecurityGroupId'),
        'ClusterSecurityGroupId',
      ),
      ClusterStackName: { Value: ref('AWS::StackName') },
      Endpoint: exported(attribute('ControlPlane', 'Endpoint'), 'Endpoint'),
      FeatureNATMode: { Value: config.vpc?.nat?.gateway ?? 'Single' },
      SecurityGroup: exported(
        ref('ControlPlaneSecurityGroup'),
        'SecurityGroup',
      ),
      ServiceRoleARN: exported(
        attribute('ServiceRole', 'Arn'),
        'ServiceRoleARN',
      ),
      SharedNodeSecurityGroup: exported(
        ref('ClusterSharedNodeSecurityGroup'),
        'SharedNodeSecurityGroup',
      ),
      SubnetsPrivate: exported(subnetList('Private'), 'SubnetsPrivate'),
      SubnetsPublic: exported(subnetList('Public'), 'SubnetsPublic'),
      VPC: exported(ref('VPC'), 'VPC'),
    },
  });
}
