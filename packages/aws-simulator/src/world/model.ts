/**
 * The state of the simulated AWS. Only plain JSON, because all of it is written to a file and read back after a restart. Times are epoch
 * milliseconds.
 */

export type Tags = Record<string, string>;

export interface Vpc {
  id: string;
  cidr: string;
  tags: Tags;
}

export interface Subnet {
  id: string;
  vpcId: string;
  cidr: string;
  zone: string;
  isPublic: boolean;
  tags: Tags;
}

export interface RouteTable {
  id: string;
  vpcId: string;
  tags: Tags;
}

export interface InternetGateway {
  id: string;
  /** Omitted if it is detached. */
  vpcId?: string;
  tags: Tags;
}

export interface SecurityGroup {
  id: string;
  vpcId: string;
  name: string;
  description: string;
  /** Ids of other groups that its rules refer to. */
  references?: string[];
  tags: Tags;
}

export interface VpcEndpoint {
  id: string;
  type: 'Interface' | 'Gateway' | 'GatewayLoadBalancer';
  serviceName: string;
  vpcId: string;
  state: 'available' | 'deleting';
  tags: Tags;
}

/** A part of a network other than subnets, gateways and endpoints. */
export interface NetworkPart {
  kind:
    | 'egress-only-internet-gateway'
    | 'carrier-gateway'
    | 'transit-gateway-attachment'
    | 'vpn-gateway'
    | 'vpc-peering'
    | 'network-acl'
    | 'flow-log'
    | 'dhcp-options'
    | 'prefix-list';
  id: string;
  vpcId?: string;
  tags: Tags;
}

/** An association of Route 53 Resolver with a VPC. */
export interface ResolverAssociation {
  id: string;
  /** Resource type in CloudFormation. */
  type: string;
  properties: Record<string, string>;
}

export interface NatGateway {
  id: string;
  vpcId: string;
  subnetId: string;
  allocationId: string;
  state: 'pending' | 'available' | 'deleting';
  createdAt: number;
  tags: Tags;
}

export interface Address {
  allocationId: string;
  publicIp: string;
  associationId?: string;
  tags: Tags;
}

export interface NetworkInterface {
  id: string;
  vpcId: string;
  subnetId: string;
  description: string;
  status: 'available' | 'in-use';
  groupIds: string[];
  tags: Tags;
}

export interface Volume {
  id: string;
  zone: string;
  sizeGiB: number;
  state: 'available' | 'in-use';
  createdAt: number;
  tags: Tags;
}

export interface Instance {
  id: string;
  type: string;
  vpcId: string;
  subnetId: string;
  zone: string;
  privateIp: string;
  launchedAt: number;
  /** When its kubelet reports Ready. */
  readyAt: number;
  /** Whether it has termination protection. */
  isProtected?: boolean;
  clusterName?: string;
  nodegroupName?: string;
  /** Role of a self-managed node: it joins once the cluster admits this role. */
  roleArn?: string;
  tags: Tags;
}

/** The nodes of a self-managed nodegroup. */
export interface AutoScalingGroup {
  name: string;
  clusterName: string;
  nodegroupName: string;
  launchTemplateId: string;
  instanceTypes: string[];
  subnetIds: string[];
  roleArn: string;
  minSize: number;
  maxSize: number;
  desiredCapacity: number;
  createdAt: number;
  tags: Tags;
}

export interface LaunchTemplate {
  id: string;
  name: string;
  instanceType?: string;
  instanceProfileArn?: string;
  tags: Tags;
}

export interface LoadBalancer {
  generation: 'classic' | 'v2';
  name: string;
  arn: string;
  dnsName: string;
  type: 'classic' | 'application' | 'network';
  vpcId: string;
  subnetIds: string[];
  createdAt: number;
  tags: Tags;
}

export interface TargetGroup {
  arn: string;
  name: string;
  vpcId: string;
  tags: Tags;
}

export interface LogGroup {
  name: string;
  arn: string;
  createdAt: number;
  retentionInDays?: number;
  tags: Tags;
}

export interface Role {
  name: string;
  arn: string;
  createdAt: number;
  assumeRolePolicy: string;
  /** ARNs of the attached managed policies. */
  managedPolicies?: string[];
  /** Documents of the inline policies, by their names. */
  inlinePolicies?: Record<string, unknown>;
  /** ARN of the policy that limits its permissions. */
  permissionsBoundary?: string;
  /** When IAM starts to list its managed policies; if omitted, at once. */
  policiesListedAt?: number;
  tags: Tags;
}

export interface InstanceProfile {
  name: string;
  arn: string;
  roleNames: string[];
  tags: Tags;
}

export interface OidcProvider {
  arn: string;
  url: string;
  clusterArn: string;
  /** Trusted audiences; if omitted, that of STS. */
  clientIds?: string[];
  /** When IAM starts to show it; if omitted, at once. */
  shownAt?: number;
  tags: Tags;
}

export interface AccessPolicyAssociation {
  policyArn: string;
  scope: { type: 'cluster' | 'namespace'; namespaces: string[] };
  associatedAt: number;
}

export interface AccessEntry {
  principalArn: string;
  arn: string;
  type: string;
  username: string;
  kubernetesGroups: string[];
  policies: AccessPolicyAssociation[];
  createdAt: number;
  tags: Tags;
}

export interface Nodegroup {
  name: string;
  arn: string;
  status:
    | 'CREATING'
    | 'ACTIVE'
    | 'UPDATING'
    | 'DELETING'
    | 'CREATE_FAILED'
    | 'DELETE_FAILED';
  instanceTypes: string[];
  capacityType: 'ON_DEMAND' | 'SPOT';
  amiType: string;
  diskSizeGiB: number;
  scaling: { minSize: number; maxSize: number; desiredSize: number };
  subnetIds: string[];
  roleArn: string;
  version: string;
  labels: Record<string, string>;
  taints: Array<{ key: string; value?: string; effect: string }>;
  healthIssues: Array<{ code: string; message: string; resourceIds: string[] }>;
  autoScalingGroupName: string;
  launchTemplateId?: string;
  createdAt: number;
  tags: Tags;
}

export interface Addon {
  name: string;
  arn: string;
  version: string;
  /** An add-on is CREATING or UPDATING until `settledAt`, then in `settledStatus`. */
  settledAt: number;
  /** Whether it was updated since it was created. */
  updated?: boolean;
  settledStatus: 'ACTIVE' | 'DEGRADED';
  healthIssues: Array<{ code: string; message: string; resourceIds: string[] }>;
  deleting: boolean;
  serviceAccountRoleArn?: string;
  configurationValues?: string;
  podIdentityAssociationArns: string[];
  createdAt: number;
  tags: Tags;
}

export interface FargateProfile {
  name: string;
  arn: string;
  /** When the current change in EKS ends, unless it is a successful deletion. */
  activeAt: number;
  deleting: boolean;
  /** Its status at `activeAt` if the change fails. */
  fails?: 'CREATE_FAILED' | 'DELETE_FAILED';
  podExecutionRoleArn: string;
  subnetIds: string[];
  selectors: Array<{ namespace: string; labels?: Record<string, string> }>;
  createdAt: number;
  tags: Tags;
}

export interface PodIdentityAssociation {
  id: string;
  arn: string;
  namespace: string;
  serviceAccount: string;
  roleArn: string;
  targetRoleArn?: string;
  disableSessionTags?: boolean;
  createdAt: number;
  tags: Tags;
}

/** A Kubernetes service account created by a user or an add-on. */
export interface ServiceAccount {
  namespace: string;
  name: string;
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
}

/** A workload on a node; only tests add any. */
export interface Pod {
  namespace: string;
  name: string;
  nodeName: string;
  /** Whether the disruption budget of its workload allows its eviction. */
  evictable: boolean;
}

export interface Cluster {
  name: string;
  arn: string;
  oidcId: string;
  version: string;
  status: 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING' | 'FAILED';
  roleArn: string;
  createdAt: number;
  vpcId: string;
  subnetIds: string[];
  securityGroupIds: string[];
  clusterSecurityGroupId: string;
  endpointPublicAccess: boolean;
  endpointPrivateAccess: boolean;
  publicAccessCidrs: string[];
  authenticationMode: string;
  bootstrapClusterCreatorAdminPermissions: boolean;
  enabledLogTypes: string[];
  supportType: string;
  autoMode: boolean;
  deletionProtection?: boolean;
  zonalShift: boolean;
  serviceIpv4Cidr: string;
  /** If omitted: ipv4. */
  ipFamily?: 'ipv4' | 'ipv6';
  /** The port of its Kubernetes API, kept across restarts. */
  port?: number;
  nodegroups: Nodegroup[];
  addons: Addon[];
  accessEntries: AccessEntry[];
  fargateProfiles: FargateProfile[];
  /** What EKS runs for a cluster outside of it, such as Argo CD. */
  capabilities?: Array<{
    name: string;
    arn: string;
    type: string;
    status: 'ACTIVE' | 'DELETING';
  }>;
  podIdentityAssociations: PodIdentityAssociation[];
  /** In addition to those that every cluster has. */
  namespaces?: string[];
  serviceAccounts?: ServiceAccount[];
  /** Names of DaemonSets that users created in kube-system. */
  daemonSets?: string[];
  pods: Pod[];
  tags: Tags;
}

export type StackStatus =
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_COMPLETE'
  | 'CREATE_FAILED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_COMPLETE'
  | 'ROLLBACK_FAILED'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_COMPLETE'
  | 'DELETE_FAILED';

export type ResourceStatus =
  | 'PENDING'
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_COMPLETE'
  | 'CREATE_FAILED'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_COMPLETE'
  | 'DELETE_FAILED'
  | 'DELETE_SKIPPED';

export interface StackResource {
  logicalId: string;
  type: string;
  physicalId: string;
  status: ResourceStatus;
  reason?: string;
  /** Why it will fail, determined when its creation started. */
  failure?: string;
  attributes: Record<string, unknown>;
  updatedAt: number;
}

export interface StackEvent {
  id: string;
  at: number;
  logicalId: string;
  physicalId: string;
  type: string;
  status: string;
  reason?: string;
}

export interface Stack {
  id: string;
  name: string;
  accountId: string;
  region: string;
  status: StackStatus;
  reason?: string;
  description?: string;
  template: string;
  capabilities: string[];
  tags: Tags;
  parameters: Record<string, string>;
  outputs: Array<{ key: string; value: string; exportName?: string }>;
  terminationProtection: boolean;
  disableRollback: boolean;
  createdAt: number;
  deletedAt?: number;
  creatorArn: string;
  retain: string[];
  /** Incremented on every change of direction, so that jobs of the previous one are dropped. */
  generation: number;
  resources: StackResource[];
  events: StackEvent[];
}

export interface Region {
  vpcs: Vpc[];
  subnets: Subnet[];
  routeTables: RouteTable[];
  internetGateways: InternetGateway[];
  securityGroups: SecurityGroup[];
  vpcEndpoints: VpcEndpoint[];
  networkParts: NetworkPart[];
  resolverAssociations: ResolverAssociation[];
  natGateways: NatGateway[];
  addresses: Address[];
  networkInterfaces: NetworkInterface[];
  volumes: Volume[];
  instances: Instance[];
  launchTemplates: LaunchTemplate[];
  autoScalingGroups: AutoScalingGroup[];
  loadBalancers: LoadBalancer[];
  targetGroups: TargetGroup[];
  logGroups: LogGroup[];
  clusters: Cluster[];
  stacks: Stack[];
  topics: Array<{
    arn: string;
    subscriptions: Array<{ arn: string; protocol: string; endpoint: string }>;
  }>;
  messages: Array<{
    id: string;
    topicArn: string;
    subject?: string;
    message: string;
    at: number;
  }>;
}

export interface Account {
  roles: Role[];
  instanceProfiles: InstanceProfile[];
  oidcProviders: OidcProvider[];
  regions: Record<string, Region>;
}

export interface Mail {
  id: string;
  at: number;
  accountId: string;
  region: string;
  source: string;
  to: string[];
  cc: string[];
  bcc: string[];
  replyTo: string[];
  subject: string;
  text?: string;
  html?: string;
  raw?: string;
}

export interface SessionCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  accountId: string;
  /** `arn:aws:sts::…:assumed-role/Role/session` */
  arn: string;
  roleArn: string;
  expiresAt: number;
}

/** A scheduled change. */
export type Job = { at: number } & (
  | {
      kind: 'stack-resource';
      stackId: string;
      generation: number;
      logicalId: string;
    }
  | {
      kind: 'remove';
      accountId: string;
      region: string;
      cluster: string;
      part: 'cluster' | 'nodegroup' | 'addon' | 'fargateProfile' | 'capability';
      name: string;
    }
  | { kind: 'nat-gateway-gone'; accountId: string; region: string; id: string }
  | { kind: 'vpc-endpoint-gone'; accountId: string; region: string; id: string }
  | {
      kind: 'nodegroup-updated';
      accountId: string;
      region: string;
      cluster: string;
      name: string;
    }
);

export interface WorldState {
  version: 1;
  accounts: Record<string, Account>;
  sessions: SessionCredentials[];
  jobs: Job[];
  mails: Mail[];
  faults: Fault[];
  /** Values of quotas by code, if they differ from the defaults. */
  quotas?: Record<string, number>;
  tls?: { key: string; cert: string };
}

export type LeftoverKind =
  | 'volume'
  | 'log-group'
  | 'load-balancer'
  | 'classic-load-balancer'
  | 'target-group'
  | 'network-interface'
  | 'security-group'
  | 'instance'
  | 'launch-template'
  | 'nat-gateway'
  | 'elastic-ip'
  | 'vpc'
  | 'oidc-provider'
  | 'instance-profile'
  | 'iam-role'
  | 'vpc-endpoint'
  | 'guard-duty'
  | 'role-attachments'
  | 'fargate-profiles'
  | 'capability'
  | 'network-parts'
  | 'resolver-associations';

/** The effect of a fault. The first group responds to a request, the second group changes what the simulated AWS does behind its API. */
export type FaultEffect =
  | { kind: 'error'; status: number; code: string; message: string }
  | { kind: 'throttling' }
  | { kind: 'expired-credentials' }
  | { kind: 'access-denied' }
  | { kind: 'unavailable' }
  | { kind: 'hang' }
  | { kind: 'connection-reset' }
  | { kind: 'cluster-capacity' }
  | { kind: 'vpc-quota' }
  | { kind: 'nodegroup-capacity' }
  | { kind: 'stack-resource-fails'; resourceType: string; reason: string }
  | { kind: 'stack-delete-fails'; resourceType: string; reason: string }
  | { kind: 'update-in-progress' }
  | { kind: 'addon-degraded'; addon: string }
  | { kind: 'fargate-profile-fails'; step: 'create' | 'delete' }
  | { kind: 'nodes-not-ready' }
  /** IAM becomes consistent this many seconds after a resource of a cluster was created. */
  | {
      kind: 'iam-shows-late';
      what: 'oidc-provider' | 'role-policies';
      seconds: number;
    }
  | { kind: 'leftovers'; leftovers: LeftoverKind[] };

export interface FaultMatch {
  /** SigV4 service name, such as `eks` or `cloudformation`. */
  service?: string;
  action?: string;
  accountId?: string;
  region?: string;
  /** Cluster name; `*` matches any text. */
  cluster?: string;
}

export interface Fault {
  id: string;
  match: FaultMatch;
  effect: FaultEffect;
  /** Remaining number of occurrences; if omitted, until it is removed. */
  remaining?: number;
}
