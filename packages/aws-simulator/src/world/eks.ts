import {
  AccessEntry,
  AutoScalingGroup,
  Cluster,
  Instance,
  Nodegroup,
  Region,
} from './model';
import { World } from './World';
import { ec2Id, hexId, uuid } from './ids';

/** Account, region and time of an event. */
export interface Place {
  accountId: string;
  regionName: string;
  at: number;
}

/** The caller's input for a new cluster; the rest is derived from it. */
export type NewCluster = Pick<
  Cluster,
  | 'name'
  | 'version'
  | 'roleArn'
  | 'subnetIds'
  | 'securityGroupIds'
  | 'endpointPublicAccess'
  | 'endpointPrivateAccess'
  | 'publicAccessCidrs'
  | 'authenticationMode'
  | 'bootstrapClusterCreatorAdminPermissions'
  | 'enabledLogTypes'
  | 'supportType'
  | 'autoMode'
  | 'zonalShift'
  | 'ipFamily'
  | 'tags'
>;

const ADMIN_POLICY =
  'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy';
const SECONDS_TO_READY_NODE = 20;

/** Starts a control plane; it is CREATING until its creator changes that. */
export function beginCluster(
  world: World,
  place: Place & { creatorArn: string },
  input: NewCluster,
): Cluster {
  const { accountId, regionName, creatorArn, at } = place;
  const region = world.region(accountId, regionName);
  const vpcId =
    region.subnets.find(subnet => input.subnetIds.includes(subnet.id))?.vpcId ??
    '';
  const clusterSecurityGroupId = ec2Id('sg');
  region.securityGroups.push({
    id: clusterSecurityGroupId,
    vpcId,
    name: `eks-cluster-sg-${input.name}-${hexId(5)}`,
    description:
      'EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, as well as any managed workloads.',
    tags: {
      [`kubernetes.io/cluster/${input.name}`]: 'owned',
      'aws:eks:cluster-name': input.name,
    },
  });
  const logGroup = `/aws/eks/${input.name}/cluster`;
  if (
    input.enabledLogTypes.length > 0 &&
    !region.logGroups.some(group => group.name === logGroup)
  ) {
    region.logGroups.push({
      name: logGroup,
      arn: `arn:aws:logs:${regionName}:${accountId}:log-group:${logGroup}`,
      createdAt: at,
      tags: {},
    });
  }
  const cluster: Cluster = {
    ...input,
    arn: `arn:aws:eks:${regionName}:${accountId}:cluster/${input.name}`,
    oidcId: hexId(16).toUpperCase(),
    status: 'CREATING',
    createdAt: at,
    vpcId,
    clusterSecurityGroupId,
    serviceIpv4Cidr: '10.100.0.0/16',
    nodegroups: [],
    addons: [],
    accessEntries: [],
    fargateProfiles: [],
    podIdentityAssociations: [],
    pods: [],
  };
  region.clusters.push(cluster);
  if (input.bootstrapClusterCreatorAdminPermissions) {
    grantAccess(cluster, place, {
      principalArn: creatorArn,
      type: 'STANDARD',
      username: '',
      kubernetesGroups: [],
      policies: [
        { policyArn: ADMIN_POLICY, scope: { type: 'cluster', namespaces: [] } },
      ],
      tags: {},
    });
  }
  return cluster;
}

/** Removes a control plane and what EKS itself created for it. The log group is kept, as in AWS. */
export function removeCluster(
  world: World,
  accountId: string,
  regionName: string,
  name: string,
): void {
  const region = world.region(accountId, regionName);
  const cluster = region.clusters.find(item => item.name === name);
  if (!cluster) {
    return;
  }
  region.clusters = region.clusters.filter(item => item !== cluster);
  region.securityGroups = region.securityGroups.filter(
    group => group.id !== cluster.clusterSecurityGroupId,
  );
}

export const PROTECTED_AGAINST_DELETION =
  'Cluster deletion protection is enabled. Disable it before you delete the cluster.';

/** What EKS requires to be deleted before a cluster, in its words; undefined if nothing blocks the deletion. */
export function whyClusterStays(cluster: Cluster): string | undefined {
  if (cluster.nodegroups.length > 0) {
    return 'Cluster has nodegroups attached';
  }
  if (cluster.fargateProfiles.length > 0) {
    return 'Cluster has Fargate profiles attached';
  }
  return cluster.capabilities?.length
    ? 'Cluster has capabilities attached'
    : undefined;
}

/** Whether a deletion conflicts with an update of the control plane. */
export function isBeingUpdated(
  world: World,
  accountId: string,
  region: string,
  cluster: string,
): boolean {
  const subject = { accountId, region, cluster };
  return world.faults.take(['update-in-progress'], subject) !== undefined;
}

export function updateInProgress(cluster: string): string {
  return `Cannot delete because cluster ${cluster} currently has an update in progress`;
}

export interface NewAccessEntry {
  principalArn: string;
  type: string;
  username: string;
  kubernetesGroups: string[];
  policies: Array<{
    policyArn: string;
    scope: { type: 'cluster' | 'namespace'; namespaces: string[] };
  }>;
  tags: Record<string, string>;
}

export function grantAccess(
  cluster: Cluster,
  place: Place,
  input: NewAccessEntry,
): AccessEntry {
  const { accountId, regionName, at } = place;
  const [, kind, name] = /^arn:aws:iam::\d+:(role|user)\/(.+)$/.exec(
    input.principalArn,
  ) ?? ['', 'role', 'unknown'];
  const session = kind === 'role' ? '/{{SessionName}}' : '';
  const entry: AccessEntry = {
    ...input,
    arn: `arn:aws:eks:${regionName}:${accountId}:access-entry/${
      cluster.name
    }/${kind}/${accountId}/${name}/${uuid()}`,
    username: input.username || `${input.principalArn}${session}`,
    policies: input.policies.map(policy => ({ ...policy, associatedAt: at })),
    createdAt: at,
  };
  cluster.accessEntries.push(entry);
  return entry;
}

export type NewNodegroup = Pick<
  Nodegroup,
  | 'name'
  | 'instanceTypes'
  | 'capacityType'
  | 'amiType'
  | 'diskSizeGiB'
  | 'scaling'
  | 'subnetIds'
  | 'roleArn'
  | 'labels'
  | 'taints'
  | 'launchTemplateId'
  | 'tags'
> & { at: number };

/** Starts a nodegroup; it has no instances until it is attached. */
export function beginNodegroup(
  cluster: Cluster,
  region: Region,
  { at, ...input }: NewNodegroup,
): Nodegroup {
  const id = uuid();
  const subnetIds =
    input.subnetIds.length > 0 ? input.subnetIds : cluster.subnetIds;
  const nodegroup: Nodegroup = {
    ...input,
    subnetIds: subnetIds.filter(subnetId =>
      region.subnets.some(subnet => subnet.id === subnetId),
    ),
    arn: `${cluster.arn.replace(':cluster/', ':nodegroup/')}/${
      input.name
    }/${id}`,
    status: 'CREATING',
    version: cluster.version,
    healthIssues: [],
    autoScalingGroupName: `eks-${input.name}-${id}`,
    createdAt: at,
  };
  cluster.nodegroups.push(nodegroup);
  return nodegroup;
}

/** Makes the nodegroup ACTIVE, which EKS reports only when its nodes have joined. */
export function attachNodegroup(
  world: World,
  place: Place,
  cluster: Cluster,
  nodegroup: Nodegroup,
): void {
  nodegroup.status = 'ACTIVE';
  resizeNodegroup(world, place, cluster, nodegroup, 0);
}

/** Starts or terminates instances until the desired number is reached. */
export function resizeNodegroup(
  world: World,
  place: Place,
  cluster: Cluster,
  nodegroup: Nodegroup,
  secondsToReady = SECONDS_TO_READY_NODE,
): void {
  const { name, instanceTypes, subnetIds, scaling, tags } = nodegroup;
  const source = {
    name,
    desired: scaling.desiredSize,
    instanceTypes,
    subnetIds,
    tags: {
      ...tags,
      'eks:cluster-name': cluster.name,
      'eks:nodegroup-name': name,
      [`kubernetes.io/cluster/${cluster.name}`]: 'owned',
    },
  };
  resizeNodes(world, place, cluster, source, secondsToReady);
}

/** What EKS reports about a nodegroup whose instance type has no capacity. */
export function capacityIssue(
  region: Region,
  regionName: string,
  { instanceTypes: [type], subnetIds, autoScalingGroupName }: Nodegroup,
): Nodegroup['healthIssues'][number] {
  const zone =
    region.subnets.find(subnet => subnetIds.includes(subnet.id))?.zone ??
    `${regionName}a`;
  return {
    code: 'AsgInstanceLaunchFailures',
    message: `Could not launch On-Demand Instances. InsufficientInstanceCapacity - We currently do not have sufficient ${type} capacity in the Availability Zone you requested (${zone}). Our system will be working on provisioning additional capacity. You can currently get ${type} capacity by not specifying an Availability Zone in your request. Launching EC2 instance failed.`,
    resourceIds: [autoScalingGroupName],
  };
}

/**
 * Ends an update of a nodegroup. Without capacity, EKS reports an issue, and its Auto Scaling group tries again.
 *
 * @returns whether it has its desired number of instances
 */
export function endNodegroupUpdate(
  world: World,
  place: Place,
  cluster: Cluster,
  nodegroup: Nodegroup,
): boolean {
  const { accountId, regionName } = place;
  const region = world.region(accountId, regionName);
  const present = region.instances.filter(
    item =>
      item.clusterName === cluster.name &&
      item.nodegroupName === nodegroup.name,
  ).length;
  nodegroup.status = 'ACTIVE';
  const lacksCapacity =
    nodegroup.scaling.desiredSize > present &&
    world.faults.take(['nodegroup-capacity'], {
      accountId,
      region: regionName,
      cluster: cluster.name,
    });
  if (lacksCapacity) {
    nodegroup.healthIssues = [capacityIssue(region, regionName, nodegroup)];
    return false;
  }
  nodegroup.healthIssues = [];
  resizeNodegroup(world, place, cluster, nodegroup);
  return true;
}

/** The same for the Auto Scaling group of a self-managed nodegroup. */
export function resizeAutoScalingGroup(
  world: World,
  place: Place,
  group: AutoScalingGroup,
): void {
  const { clusterName, nodegroupName, desiredCapacity, tags } = group;
  const cluster = world
    .region(place.accountId, place.regionName)
    .clusters.find(({ name }) => name === clusterName);
  if (cluster) {
    const source = {
      ...group,
      name: nodegroupName,
      desired: desiredCapacity,
      tags: { ...tags, 'aws:autoscaling:groupName': group.name },
    };
    resizeNodes(world, place, cluster, source, SECONDS_TO_READY_NODE);
  }
}

/** Removes the Auto Scaling group and its instances. */
export function removeAutoScalingGroup(region: Region, name: string): void {
  const group = region.autoScalingGroups.find(item => item.name === name);
  region.autoScalingGroups = region.autoScalingGroups.filter(
    item => item !== group,
  );
  region.instances = region.instances.filter(
    item => !group || item.tags['aws:autoscaling:groupName'] !== group.name,
  );
}

/** The launch configuration of nodes. */
interface NodeSource {
  name: string;
  desired: number;
  instanceTypes: string[];
  subnetIds: string[];
  roleArn?: string;
  tags: Record<string, string>;
}

function resizeNodes(
  world: World,
  place: Place,
  cluster: Cluster,
  source: NodeSource,
  secondsToReady: number,
): void {
  const { accountId, regionName, at } = place;
  const region = world.region(accountId, regionName);
  const present = region.instances.filter(
    item =>
      item.clusterName === cluster.name && item.nodegroupName === source.name,
  );
  const wanted = source.desired;
  if (present.length >= wanted) {
    const leaving = new Set(present.slice(wanted));
    region.instances = region.instances.filter(item => !leaving.has(item));
    return;
  }
  const notReady = world.faults.take(['nodes-not-ready'], {
    accountId,
    region: regionName,
    cluster: cluster.name,
  });
  const readyAt = notReady
    ? Number.MAX_SAFE_INTEGER
    : world.after(at, secondsToReady);
  for (let index = present.length; index < wanted; index++) {
    region.instances.push(
      newInstance(region, cluster, source, index, at, readyAt),
    );
  }
}

function newInstance(
  region: Region,
  cluster: Cluster,
  source: NodeSource,
  index: number,
  launchedAt: number,
  readyAt: number,
): Instance {
  const subnetId =
    source.subnetIds[index % Math.max(1, source.subnetIds.length)] ?? '';
  const subnet = region.subnets.find(item => item.id === subnetId);
  const [first, second, third] = (subnet?.cidr ?? '192.168.0.0/19')
    .split('.')
    .map(Number);
  return {
    id: ec2Id('i'),
    type: source.instanceTypes[0],
    vpcId: cluster.vpcId,
    subnetId,
    zone: subnet?.zone ?? '',
    privateIp: `${first}.${second}.${third + Math.floor(index / 200)}.${
      ((hexNumber() + index) % 250) + 4
    }`,
    launchedAt,
    readyAt,
    clusterName: cluster.name,
    nodegroupName: source.name,
    roleArn: source.roleArn,
    tags: source.tags,
  };
}

function hexNumber(): number {
  return parseInt(hexId(2), 16);
}

/** Removes the nodegroup and its instances. */
export function detachNodegroup(
  region: Region,
  clusterName: string,
  name: string,
): void {
  const cluster = region.clusters.find(item => item.name === clusterName);
  if (cluster) {
    cluster.nodegroups = cluster.nodegroups.filter(item => item.name !== name);
  }
  region.instances = region.instances.filter(
    item => item.clusterName !== clusterName || item.nodegroupName !== name,
  );
}
