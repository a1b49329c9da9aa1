import { HOLDING_LEFTOVERS } from './holdingLeftovers';
import { LeftoverOwner, owned, stackTags, subnetsOf } from './leftoverOwner';
import { LeftoverKind, Region } from './model';
import { World } from './World';
import { ec2Id, hexId } from './ids';

function balancerTags(cluster: string): Record<string, string> {
  return {
    'elbv2.k8s.aws/cluster': cluster,
    'service.k8s.aws/stack': 'default/web',
    'service.k8s.aws/resource': 'LoadBalancer',
  };
}

const LEFTOVERS: Record<
  LeftoverKind,
  (world: World, owner: LeftoverOwner) => void
> = {
  ...HOLDING_LEFTOVERS,
  volume(world, { accountId, regionName, cluster }) {
    world.region(accountId, regionName).volumes.push({
      id: ec2Id('vol'),
      zone: `${regionName}a`,
      sizeGiB: 20,
      state: 'available',
      createdAt: world.now(),
      tags: {
        ...owned(cluster),
        KubernetesCluster: cluster,
        'ebs.csi.aws.com/cluster': 'true',
        'kubernetes.io/created-for/pvc/name': 'data-0',
        'kubernetes.io/created-for/pvc/namespace': 'default',
      },
    });
  },
  'log-group'(world, { accountId, regionName, cluster }) {
    const { logGroups } = world.region(accountId, regionName);
    const name = `/aws/containerinsights/${cluster}/application`;
    const taken = logGroups.some(group => group.name === name);
    if (!taken) {
      logGroups.push({
        name,
        arn: `arn:aws:logs:${regionName}:${accountId}:log-group:${name}`,
        createdAt: world.now(),
        tags: {},
      });
    }
  },
  'load-balancer'(world, owner) {
    const { accountId, regionName, cluster, vpcId = '' } = owner;
    const name = `k8s-default-web-${hexId(5)}`;
    world.region(accountId, regionName).loadBalancers.push({
      generation: 'v2',
      name,
      arn: `arn:aws:elasticloadbalancing:${regionName}:${accountId}:loadbalancer/app/${name}/${hexId(
        8,
      )}`,
      dnsName: `${name}-${hexId(4)}.${regionName}.elb.amazonaws.com`,
      type: 'application',
      vpcId,
      subnetIds: subnetsOf(world, owner),
      createdAt: world.now(),
      tags: balancerTags(cluster),
    });
  },
  'classic-load-balancer'(world, owner) {
    const { accountId, regionName, cluster, vpcId = '' } = owner;
    const name = `a${hexId(16).slice(1)}`;
    world.region(accountId, regionName).loadBalancers.push({
      generation: 'classic',
      name,
      arn: '',
      dnsName: `${name}-${hexId(4)}.${regionName}.elb.amazonaws.com`,
      type: 'classic',
      vpcId,
      subnetIds: subnetsOf(world, owner),
      createdAt: world.now(),
      tags: { ...owned(cluster), 'kubernetes.io/service-name': 'default/web' },
    });
  },
  'target-group'(world, { accountId, regionName, cluster, vpcId = '' }) {
    const name = `k8s-default-web-${hexId(5)}`;
    world.region(accountId, regionName).targetGroups.push({
      arn: `arn:aws:elasticloadbalancing:${regionName}:${accountId}:targetgroup/${name}/${hexId(
        8,
      )}`,
      name,
      vpcId,
      tags: balancerTags(cluster),
    });
  },
  'network-interface'(world, owner) {
    const { accountId, regionName, cluster, vpcId = '' } = owner;
    world.region(accountId, regionName).networkInterfaces.push({
      id: ec2Id('eni'),
      vpcId,
      subnetId: subnetsOf(world, owner)[0] ?? '',
      description: `aws-K8S-i-0${hexId(8)}`,
      status: 'available',
      groupIds: [],
      tags: {
        ...owned(cluster),
        'cluster.k8s.amazonaws.com/name': cluster,
        'eks:eni:owner': 'amazon-vpc-cni',
      },
    });
  },
  'security-group'(world, { accountId, regionName, cluster, vpcId = '' }) {
    const id = ec2Id('sg');
    world.region(accountId, regionName).securityGroups.push({
      id,
      vpcId,
      name: `k8s-elb-a${hexId(8)}`,
      description: 'Security group for Kubernetes ELB',
      tags: owned(cluster),
    });
  },
  instance(world, owner) {
    const { accountId, regionName, cluster, vpcId = '' } = owner;
    world.region(accountId, regionName).instances.push({
      id: ec2Id('i'),
      type: 'c6i.large',
      vpcId,
      subnetId: subnetsOf(world, owner)[0] ?? '',
      zone: `${regionName}a`,
      privateIp: '192.168.9.9',
      launchedAt: world.now(),
      readyAt: world.now(),
      tags: {
        ...owned(cluster),
        'karpenter.sh/nodepool': 'default',
        'eks:eks-cluster-name': cluster,
      },
    });
  },
  'launch-template'(world, { accountId, regionName, cluster }) {
    world.region(accountId, regionName).launchTemplates.push({
      id: ec2Id('lt'),
      name: `karpenter.k8s.aws/${hexId(8)}`,
      tags: { ...owned(cluster), 'karpenter.k8s.aws/cluster': cluster },
    });
  },
  'nat-gateway'(world, owner) {
    const { accountId, regionName, cluster, vpcId = '' } = owner;
    const region = world.region(accountId, regionName);
    const allocationId = addAddress(region, cluster, ec2Id('eipassoc'));
    region.natGateways.push({
      id: ec2Id('nat'),
      vpcId,
      subnetId: subnetsOf(world, owner)[0] ?? '',
      allocationId,
      state: 'available',
      createdAt: world.now(),
      tags: stackTags(cluster),
    });
  },
  'elastic-ip'(world, { accountId, regionName, cluster }) {
    addAddress(world.region(accountId, regionName), cluster);
  },
  vpc(world, { accountId, regionName, cluster }) {
    const region = world.region(accountId, regionName);
    const vpcId = ec2Id('vpc');
    const tags = stackTags(cluster);
    region.vpcs.push({ id: vpcId, cidr: '192.168.0.0/16', tags });
    region.subnets.push({
      id: ec2Id('subnet'),
      vpcId,
      cidr: '192.168.0.0/19',
      zone: `${regionName}a`,
      isPublic: true,
      tags,
    });
    region.routeTables.push({ id: ec2Id('rtb'), vpcId, tags });
    region.internetGateways.push({ id: ec2Id('igw'), vpcId, tags });
  },
  'oidc-provider'(world, { accountId, regionName, cluster }) {
    const url = issuerOf(regionName);
    world.account(accountId).oidcProviders.push({
      arn: `arn:aws:iam::${accountId}:oidc-provider/${url}`,
      url,
      clusterArn: '',
      tags: stackTags(cluster),
    });
  },
  'instance-profile'(world, { accountId, regionName, cluster }) {
    const account = world.account(accountId);
    const name = `${cluster}_${hexId(8)}`;
    const roleNames = account.roles
      .filter(role => role.tags['alpha.eksctl.io/cluster-name'] === cluster)
      .map(role => role.name);
    account.instanceProfiles.push({
      name,
      arn: `arn:aws:iam::${accountId}:instance-profile/${name}`,
      roleNames: roleNames.slice(0, 1),
      tags: {
        ...owned(cluster),
        'karpenter.k8s.aws/ec2nodeclass': 'default',
        'topology.kubernetes.io/region': regionName,
      },
    });
  },
  /** The role of a service account, so it trusts the identity provider of its cluster. */
  'iam-role'(world, { accountId, regionName, cluster }) {
    const name = `eksctl-${cluster}-addon-Role1-${hexId(6)}`;
    const issuer = issuerOf(regionName);
    world.account(accountId).roles.push({
      name,
      arn: `arn:aws:iam::${accountId}:role/${name}`,
      createdAt: world.now(),
      assumeRolePolicy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRoleWithWebIdentity',
            Principal: {
              Federated: `arn:aws:iam::${accountId}:oidc-provider/${issuer}`,
            },
          },
        ],
      }),
      tags: stackTags(cluster),
    });
  },
};

function issuerOf(regionName: string): string {
  const id = hexId(16).toUpperCase();
  return `oidc.eks.${regionName}.amazonaws.com/id/${id}`;
}

function addAddress(
  region: Region,
  cluster: string,
  associationId?: string,
): string {
  const allocationId = ec2Id('eipalloc');
  region.addresses.push({
    allocationId,
    publicIp: `198.51.100.${parseInt(hexId(1), 16)}`,
    associationId,
    tags: stackTags(cluster),
  });
  return allocationId;
}

/**
 * Adds what a cluster's workloads and controllers leave to an account, tagged and named as the real controllers do: the EBS CSI driver,
 * the in-tree and the AWS load balancer controller, the VPC CNI, Auto Mode.
 */
export function addLeftovers(
  world: World,
  owner: LeftoverOwner,
  kinds: LeftoverKind[],
): void {
  for (const kind of kinds) {
    LEFTOVERS[kind](world, owner);
  }
}
