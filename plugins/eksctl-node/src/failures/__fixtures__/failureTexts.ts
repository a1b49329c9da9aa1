import { failureKinds } from '../failureKinds';

/**
 * Where a text occurred.
 *
 * - `create`, `delete`: printed by eksctl, or thrown by an SDK
 * - `dryRun`: printed by `eksctl create cluster --dry-run`
 * - `created`, `deleted`: the reason of a stack event
 * - `printed`: the same as eksctl prints it, quoted
 */
export type Context =
  | 'create'
  | 'delete'
  | 'dryRun'
  | 'created'
  | 'deleted'
  | 'printed';

type Kind = keyof typeof failureKinds;

const REQUEST = 'Request ID: 1c6446df-750a-4957-b6b4-ba7e5b08c4d6';
const TOKEN = 'RequestToken: 94d92933-313a-85fd-f09b-9f00c36bda33';

/** A resource handler's error as CloudFormation reports it. */
function handler(message: string, code: string): string {
  return `Resource handler returned message: "${message}" (${TOKEN}, HandlerErrorCode: ${code})`;
}

/** An error as the SDK for Go reports it, with a type of its own or without. */
function go(call: string, status: number, error: string): string {
  return `operation error ${call}, https response error StatusCode: ${status}, ${REQUEST.replace(
    'Request ID',
    'RequestID',
  )}, ${error}`;
}

function issue(code: string, message: string): string {
  return `[Issue(Code=${code}, Message=${message}, ResourceIds=[eks-workers-74c19ba3])] (Service: null, Status Code: 0, Request ID: null)`;
}

function nodeGroup(code: string, message: string): string {
  return handler(issue(code, message), 'GeneralServiceException');
}

/** Failure texts from public issues and from the AWS documentation, by kind. */
export const failureTexts: Partial<Record<Kind, [Context, string][]>> = {
  noCapacityInZone: [
    [
      'created',
      handler(
        `Cannot create cluster 'demo' because us-east-1e, the targeted availability zone, does not currently have sufficient capacity to support the cluster. Retry and choose from these availability zones: us-east-1a, us-east-1b, us-east-1c (Service: Eks, Status Code: 400, ${REQUEST})`,
        'InvalidRequest',
      ),
    ],
    [
      'create',
      go(
        'EKS: CreateCluster',
        400,
        "UnsupportedAvailabilityZoneException: Cannot create cluster 'demo' because EKS does not support creating control plane instances in us-east-1e, the targeted availability zone.",
      ),
    ],
    [
      'printed',
      `Cannot create cluster 'scrumptious-sculpture-1537298458' because us-east-1a, the targeted availability zone, does not currently have sufficient capacity to support the cluster. Retry and choose from these availability zones: us-east-1b, us-east-1c, us-east-1d (Service: AmazonEKS; Status Code: 400; Error Code: UnsupportedAvailabilityZoneException; ${REQUEST})`,
    ],
  ],
  noCapacityForInstances: [
    [
      'created',
      'Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Server.SpotInstanceTermination: Spot instance termination',
    ],
    [
      'created',
      nodeGroup(
        'AsgInstanceLaunchFailures',
        'Could not launch On-Demand Instances. InsufficientInstanceCapacity - We currently do not have sufficient p4d.24xlarge capacity in the Availability Zone you requested (us-west-2a). Our system will be working on provisioning additional capacity. You can currently get p4d.24xlarge capacity by not specifying an Availability Zone in your request or choosing us-west-2b. Launching EC2 instance failed.',
      ),
    ],
    [
      'created',
      nodeGroup(
        'AsgInstanceLaunchFailures',
        'Could not launch Spot Instances. UnfulfillableCapacity - Unable to fulfill capacity due to your request configuration. Please adjust your request and try again. Launching EC2 instance failed.',
      ),
    ],
    [
      'create',
      'Launching a new EC2 instance. Status Reason: There is no Spot capacity available that matches your request. Launching EC2 instance failed.',
    ],
    [
      'create',
      'Launching a new EC2 instance. Status Reason: The requested reservation does not have sufficient compatible and available capacity for this request. Launching EC2 instance failed.',
    ],
    [
      'create',
      'An error occurred (InsufficientHostCapacity) when calling the RunInstances operation (reached max retries: 4): Insufficient capacity on your host.',
    ],
    [
      'create',
      'An error occurred (ReservationCapacityExceeded) when calling the RunInstances operation: The requested reservation does not have sufficient compatible and available capacity for this request.',
    ],
    [
      'create',
      go(
        'EC2: RunInstances',
        500,
        'api error InsufficientInstanceCapacity: We currently do not have sufficient m5.large capacity in the Availability Zone you requested (eu-west-1a).',
      ),
    ],
    [
      'created',
      `We currently do not have sufficient g5.48xlarge capacity in zones with support for 'gp3' volumes. Our system will be working on provisioning additional capacity. (Service: AmazonEC2; Status Code: 500; Error Code: Server.InsufficientInstanceCapacity; ${REQUEST}; Proxy: null)`,
    ],
  ],
  quotaUsedUp: [
    [
      'created',
      nodeGroup(
        'AsgInstanceLaunchFailures',
        "You've reached your quota for maximum Fleet Requests for this account. Launching EC2 instance failed.",
      ),
    ],
    [
      'created',
      nodeGroup(
        'AsgInstanceLaunchFailures',
        'Could not launch On-Demand Instances. VcpuLimitExceeded - You have requested more vCPU capacity than your current vCPU limit of 32 allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit. Launching EC2 instance failed.',
      ),
    ],
    [
      'created',
      nodeGroup(
        'AsgInstanceLaunchFailures',
        'Could not launch Spot Instances. MaxSpotInstanceCountExceeded - Max spot instance count exceeded. Launching EC2 instance failed.',
      ),
    ],
    [
      'created',
      `The maximum number of addresses has been reached. (Service: AmazonEC2; Status Code: 400; Error Code: AddressLimitExceeded; ${REQUEST})`,
    ],
    [
      'printed',
      `Performing this operation would exceed the limit of 5 NAT gateways (Service: AmazonEC2; Status Code: 400; Error Code: NatGatewayLimitExceeded; ${REQUEST})`,
    ],
    [
      'created',
      handler(
        `The maximum number of VPCs has been reached. (Service: Ec2, Status Code: 400, ${REQUEST})`,
        'ServiceLimitExceeded',
      ),
    ],
    [
      'created',
      handler(
        `The maximum number of internet gateways has been reached. (Service: Ec2, Status Code: 400, ${REQUEST})`,
        'ServiceLimitExceeded',
      ),
    ],
    [
      'created',
      handler(
        `The maximum number of rules per security group has been reached. (Service: Ec2, Status Code: 400, ${REQUEST})`,
        'GeneralServiceException',
      ),
    ],
    [
      'created',
      handler(
        `Cannot exceed quota for RolesPerAccount: 1000 (Service: Iam, Status Code: 409, ${REQUEST})`,
        'ServiceLimitExceeded',
      ),
    ],
    [
      'create',
      go(
        'IAM: CreateOpenIDConnectProvider',
        409,
        'LimitExceeded: Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100',
      ),
    ],
    [
      'create',
      go(
        'EKS: CreateCluster',
        400,
        'ResourceLimitExceededException: You have reached your limit of 100 clusters for this account.',
      ),
    ],
    [
      'create',
      go(
        'EKS: CreateFargateProfile',
        400,
        'ResourceLimitExceededException: Cannot have more than 10 Fargate profiles per cluster.',
      ),
    ],
    [
      'create',
      'Launching a new EC2 instance.  Status Reason: You have requested more instances (7) than your current instance limit of 6 allows for the specified instance type. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit. Launching EC2 instance failed.',
    ],
    [
      'created',
      'Your quota allows for 0 more running instance(s). You requested at least 1',
    ],
    [
      'created',
      nodeGroup(
        'IamLimitExceeded',
        'Cannot exceed quota for InstanceProfilesPerAccount: 1000',
      ),
    ],
    [
      'created',
      nodeGroup(
        'Ec2LaunchTemplateMaxLimitExceeded',
        'You have reached the limit on the number of launch templates in this Region.',
      ),
    ],
    [
      'created',
      nodeGroup(
        'InstanceLimitExceeded',
        "We couldn't launch the instances of this node group.",
      ),
    ],
    [
      'create',
      'An error occurred (VolumeLimitExceeded) when calling the RunInstances operation: You have exceeded your maximum gp3 storage limit of 50 TiB in this region. Please contact AWS Support to request an Elastic Block Store service limit increase.',
    ],
    [
      'create',
      go(
        'CloudFormation: CreateStack',
        400,
        'LimitExceededException: Limit for stack has been exceeded',
      ),
    ],
    [
      'create',
      go(
        'ELASTIC LOAD BALANCING V2: CreateLoadBalancer',
        400,
        'TooManyLoadBalancers: The maximum number of load balancers has been reached',
      ),
    ],
    ['create', 'ServiceQuotaExceededException: Quota exceeded'],
  ],
  accountNotReady: [
    [
      'printed',
      `You must use a valid fully-formed launch template. Your request for accessing resources in this region is being validated, and you will not be able to launch additional resources in this region until the validation is complete. We will notify you by email once your request has been validated. While normally resolved within minutes, please allow up to 4 hours for this process to complete. If the issue still persists, please let us know by writing to aws-verification@amazon.com for further assistance. (Service: AmazonAutoScaling; Status Code: 400; Error Code: ValidationError; ${REQUEST})`,
    ],
    [
      'create',
      'An error occurred (PendingVerification) when calling the RunInstances operation: Your request for accessing resources in this region is being validated, and you will not be able to launch additional resources in this region until the validation is complete.',
    ],
    [
      'created',
      nodeGroup(
        'AsgInstanceLaunchFailures',
        'Could not launch On-Demand Instances. PendingVerification - Your account is currently being verified. Verification normally takes less than 2 hours. Launching EC2 instance failed.',
      ),
    ],
    [
      'created',
      handler(
        `Your account is currently being verified. Verification normally takes less than 2 hours. Until your account is verified, you may not be able to launch additional instances or create additional volumes. (Service: Ec2, Status Code: 400, ${REQUEST})`,
        'GeneralServiceException',
      ),
    ],
  ],
  accountBlocked: [
    [
      'created',
      handler(
        'This account is not authorized to use this service. Contact AWS Support (Service: Eks, Status Code: 403)',
        'AccessDenied',
      ),
    ],
    [
      'create',
      'An error occurred (Blocked) when calling the RunInstances operation: This account is currently blocked and not recognized as a valid account. Please contact aws-verification@amazon.com if you have questions.',
    ],
    [
      'created',
      'This account is currently blocked and not recognized as a valid account. Please contact https://support.console.aws.amazon.com/support/home if you have questions.',
    ],
    [
      'create',
      go(
        'EC2: DescribeAvailabilityZones',
        403,
        'api error AccountSuspended: Your account is suspended.',
      ),
    ],
  ],
  notSubscribed: [
    [
      'create',
      'An error occurred (OptInRequired) when calling the CreateStack operation: The AWS Access Key Id needs a subscription for the service',
    ],
    [
      'create',
      go(
        'EC2: DescribeInstanceTypeOfferings',
        401,
        'api error OptInRequired: You are not subscribed to this service. Please go to http://aws.amazon.com to subscribe.',
      ),
    ],
    [
      'created',
      nodeGroup(
        'AsgInstanceLaunchFailures',
        'Could not launch On-Demand Instances. OptInRequired - In order to use this AWS Marketplace product you need to accept terms and subscribe. To do so please visit https://aws.amazon.com/marketplace/pp?sku=abc. Launching EC2 instance failed.',
      ),
    ],
    [
      'create',
      go(
        'STS: GetCallerIdentity',
        403,
        'RegionDisabledException: STS is not activated in this region for account:111111111111. Your account administrator can activate STS in this region using the IAM Console.',
      ),
    ],
    [
      'create',
      'addon "vendor_agent": {Code: AddonSubscriptionNeeded, Message: The account has no subscription to this add-on, ResourceIds: []}',
    ],
  ],
  credentialsRefused: [
    [
      'create',
      `checking AWS STS access – cannot get role ARN for current session: ${go(
        'STS: GetCallerIdentity',
        403,
        'api error ExpiredToken: The security token included in the request is expired',
      )}`,
    ],
    [
      'create',
      `checking AWS STS access – cannot get role ARN for current session: ${go(
        'STS: GetCallerIdentity',
        403,
        'api error InvalidClientTokenId: The security token included in the request is invalid.',
      )}`,
    ],
    [
      'create',
      'checking AWS STS access – cannot get role ARN for current session: operation error STS: GetCallerIdentity, get identity: get credentials: failed to refresh cached credentials, no EC2 IMDS role found, operation error ec2imds: GetMetadata, http response error StatusCode: 404, request to EC2 IMDS failed',
    ],
    [
      'create',
      go(
        'EC2: DescribeSubnets',
        401,
        'api error AuthFailure: AWS was not able to validate the provided access credentials',
      ),
    ],
    [
      'create',
      go(
        'EKS: DescribeCluster',
        403,
        'api error UnrecognizedClientException: The security token included in the request is invalid.',
      ),
    ],
    [
      'create',
      go(
        'CloudFormation: DescribeStacks',
        403,
        'api error SignatureDoesNotMatch: Signature expired: 20261130T024724Z is now earlier than 20261130T025224Z (20261130T025724Z - 5 min.)',
      ),
    ],
    ['create', 'ExpiredTokenException: The token is expired'],
    [
      'create',
      'CredentialsProviderError: Could not load credentials from any providers',
    ],
    [
      'create',
      'InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.eu-west-1.amazonaws.com/id/ABC',
    ],
  ],
  notPermitted: [
    [
      'created',
      handler(
        `You are not authorized to launch instances with this launch template. Encoded authorization failure message: X (Service: Eks, Status Code: 400, ${REQUEST})`,
        'InvalidRequest',
      ),
    ],
    ['created', 'API: ec2:RunInstances Not authorized for images: [ami-0abc]'],
    [
      'create',
      go(
        'CloudFormation: CreateStack',
        400,
        'api error ValidationError: Role arn:aws:iam::111122223333:role/cfn is invalid or cannot be assumed',
      ),
    ],
    ['created', 'The following hook(s) failed: [MyCompany::Tagging::Hook]'],
    [
      'created',
      handler(
        'Denied with an explicit deny in a resource control policy',
        'GeneralServiceException',
      ),
    ],
    [
      'created',
      nodeGroup(
        'AsgInstanceLaunchFailures',
        'Could not launch Spot Instances. AuthFailure.ServiceLinkedRoleCreationNotPermitted - The provided credentials do not have permission to create the service-linked role for EC2 Spot Instances. Launching EC2 instance failed.',
      ),
    ],
    [
      'create',
      'launching machine, creating cloud provider instance, with fleet error(s), AuthFailure.ServiceLinkedRoleCreationNotPermitted: The provided credentials do not have permission to create the service-linked role for EC2 Spot Instances.',
    ],
    [
      'printed',
      'API: ec2:DescribeVpcs You are not authorized to perform this operation.',
    ],
    [
      'created',
      'API: ec2:CreateInternetGateway You are not authorized to perform this operation. Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6XSnuUMCm-abc',
    ],
    [
      'created',
      'API: iam:CreateRole User: arn:aws:sts::111111111111:assumed-role/portal/session is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::111111111111:role/eksctl-demo-cluster-ServiceRole-1ABC because no identity-based policy allows the iam:CreateRole action',
    ],
    [
      'created',
      handler(
        `User: arn:aws:sts::111111111111:assumed-role/portal/s is not authorized to perform: eks:CreateCluster on resource: arn:aws:eks:eu-west-1:111111111111:cluster/demo (Service: Eks, Status Code: 403, ${REQUEST})`,
        'AccessDenied',
      ),
    ],
    [
      'created',
      handler(
        'Encountered a permissions error performing a tagging operation, please add required tag permissions. See https://repost.aws/knowledge-center/cloudformation-tagging-permission-error for how to resolve. Resource handler returned message: "null"',
        'UnauthorizedTaggingOperation',
      ),
    ],
    [
      'create',
      go(
        'CloudFormation: CreateStack',
        403,
        'api error AccessDenied: User: arn:aws:iam::111111111111:user/ci is not authorized to perform: cloudformation:CreateStack on resource: arn:aws:cloudformation:eu-west-1:111111111111:stack/eksctl-demo-cluster/* with an explicit deny in a service control policy',
      ),
    ],
    [
      'create',
      go(
        'STS: AssumeRole',
        403,
        'api error AccessDenied: User: arn:aws:sts::111111111111:assumed-role/backstage/i-0abc is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/eks-portal',
      ),
    ],
    [
      'create',
      go(
        'EC2: RunInstances',
        403,
        'api error UnauthorizedOperation: You are not authorized to perform this operation. User: arn:aws:iam::111111111111:user/ci is not authorized to perform: ec2:RunInstances',
      ),
    ],
    [
      'create',
      "couldn't create cluster provider from options: checking AWS STS access – cannot get role ARN for current session: AccessDenied: Roles may not be assumed by root accounts.\n\tstatus code: 403, request id: abc",
    ],
    [
      'created',
      nodeGroup(
        'AsgInstanceLaunchFailures',
        'You are not authorized to use launch template: lt-0abc. Launching EC2 instance failed.',
      ),
    ],
    [
      'create',
      go(
        'EC2: RunInstances',
        403,
        'api error AuthFailure: Not authorized for images: [ami-0abcdef1234567890]',
      ),
    ],
    [
      'create',
      go(
        'EKS: CreateNodegroup',
        400,
        'InvalidRequestException: Amazon EKS or one of your roles does not have permission to perform this action',
      ),
    ],
    [
      'created',
      'User: arn:aws:iam::111111111111:user/ci is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111111111111:role/eksctl-demo-nodegroup-NodeInstanceRole (Service: AmazonEKS; Status Code: 403; Error Code: AccessDeniedException; Request ID: x; Proxy: null)',
    ],
    [
      'deleted',
      handler(
        `User: arn:aws:iam::111111111111:user/ci is not authorized to perform: iam:DeleteRole on resource: role eksctl-demo (Service: Iam, Status Code: 403, ${REQUEST})`,
        'AccessDenied',
      ),
    ],
    [
      'create',
      'addon "aws-ebs-csi-driver": {Code: AddonPermissionFailure, Message: The add-on lacks permissions, ResourceIds: []}',
    ],
    ['create', `${go('EKS: ListClusters', 403, 'api error')}`],
    [
      'dryRun',
      `unable to list offerings for instance types ${go(
        'EC2: DescribeInstanceTypeOfferings',
        403,
        'api error UnauthorizedOperation: You are not authorized to perform this operation.',
      )}`,
    ],
  ],
  keyNotUsable: [
    [
      'created',
      nodeGroup(
        'AsgInstanceLaunchFailures',
        'Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.InternalError: Client error on launch',
      ),
    ],
    [
      'create',
      'Launching a new EC2 instance: i-0abc. Status Reason: Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.InvalidKMSKey.InvalidState: The KMS key provided is in an incorrect state',
    ],
    ['create', 'Client.InternalError: Client error on launch'],
    [
      'create',
      go(
        'EKS: CreateCluster',
        400,
        'InvalidRequestException: The KMS key arn:aws:kms:eu-west-1:111111111111:key/abc is disabled',
      ),
    ],
    [
      'create',
      go(
        'KMS: DescribeKey',
        400,
        "NotFoundException: Key 'arn:aws:kms:eu-west-1:111111111111:key/abc' does not exist",
      ),
    ],
    [
      'create',
      go(
        'KMS: CreateGrant',
        400,
        'api error AccessDeniedException: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.',
      ),
    ],
    ['created', issue('KmsKeyDisabled', 'The key is disabled')],
    ['created', issue('KmsKeyMarkedForDeletion', 'The key will be deleted')],
  ],
  notPermittedInKubernetes: [
    [
      'create',
      'pods "x" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false',
    ],
    [
      'delete',
      'services is forbidden: User "system:anonymous" cannot list resource "services" in API group "" at the cluster scope',
    ],
    [
      'create',
      'getting nodes: the server has asked for the client to provide credentials (get nodes)',
    ],
    ['delete', 'error: You must be logged in to the server (Unauthorized)'],
    ['delete', 'Unauthorized'],
    [
      'created',
      nodeGroup(
        'AccessDenied',
        'The aws-auth ConfigMap in your cluster is invalid. Nodes are not mapped in the aws-auth ConfigMap.',
      ),
    ],
  ],
  throttled: [
    [
      'create',
      go(
        'CloudFormation: DescribeStacks',
        400,
        'api error Throttling: Rate exceeded',
      ),
    ],
    [
      'create',
      'operation error CloudFormation: DescribeStackEvents, failed to get rate limit token, retry quota exceeded, 0 available, 5 requested',
    ],
    [
      'create',
      go(
        'EC2: DescribeSubnets',
        503,
        'api error RequestLimitExceeded: Request limit exceeded.',
      ),
    ],
    [
      'created',
      handler(
        `Rate exceeded (Service: Eks, Status Code: 429, ${REQUEST})`,
        'Throttling',
      ),
    ],
    ['create', 'TooManyRequestsException: Too Many Requests'],
    ['created', nodeGroup('IamThrottling', 'IAM throttled the request')],
    [
      'created',
      nodeGroup(
        'AutoScalingGroupRateLimitExceeded',
        'Auto Scaling throttled the request',
      ),
    ],
    [
      'created',
      'Rate exceeded (Service: AmazonIdentityManagement; Status Code: 400; Error Code: Throttling; Request ID: x; Proxy: null)',
    ],
    [
      'create',
      'ConcurrentResourcesLimitExceeded: Too many concurrent operations on resources of this type',
    ],
  ],
  unreachable: [
    [
      'create',
      'Get "https://X.gr7.eu-west-1.eks.amazonaws.com/api/v1/nodes": stream error: stream ID 5; INTERNAL_ERROR; received from peer',
    ],
    [
      'create',
      'Get "https://X.gr7.eu-west-1.eks.amazonaws.com/api/v1/nodes": http2: client connection force closed via ClientConn.Close',
    ],
    [
      'create',
      'the server was unable to return a response in the time allotted, but may still be processing the request',
    ],
    ['create', 'apiserver not ready'],
    [
      'created',
      'Unable to execute HTTP request: eks.eu-west-1.amazonaws.com failed to respond',
    ],
    [
      'create',
      'operation error EKS: DescribeCluster, https response error StatusCode: 0, RequestID: , request send failed, Get "https://eks.eu-west-1.amazonaws.com/clusters/demo": dial tcp: lookup eks.eu-west-1.amazonaws.com: no such host',
    ],
    [
      'create',
      'operation error STS: GetCallerIdentity, https response error StatusCode: 0, RequestID: , request send failed, Post "https://sts.eu-west-1.amazonaws.com/": dial tcp 10.0.0.1:443: i/o timeout',
    ],
    [
      'create',
      'Get "https://ABC.gr7.eu-west-1.eks.amazonaws.com/api/v1/nodes": net/http: TLS handshake timeout',
    ],
    [
      'create',
      'Get "https://ABC.gr7.eu-west-1.eks.amazonaws.com/version": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
    ],
    [
      'create',
      'read tcp 10.0.0.2:51234->1.2.3.4:443: read: connection reset by peer',
    ],
    ['create', 'http2: client connection lost'],
    ['create', 'etcdserver: request timed out'],
    [
      'create',
      go(
        'EKS: CreateCluster',
        500,
        'api error ServerException: An internal error occurred',
      ),
    ],
    [
      'create',
      go(
        'EC2: DescribeVpcs',
        500,
        'api error InternalError: An internal error has occurred',
      ),
    ],
    [
      'created',
      nodeGroup(
        'AsgInstanceLaunchFailures',
        'Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Server.InternalError: Internal error on launch',
      ),
    ],
    ['printed', 'Nodegroup workers failed to stabilize: Internal Failure'],
    ['created', handler('Internal Failure', 'InternalFailure')],
    [
      'created',
      `Service Unavailable (Service: AmazonEC2; Status Code: 503; Error Code: Unavailable; ${REQUEST})`,
    ],
    ['created', handler('null', 'ServiceInternalError')],
    ['created', handler('Unable to execute HTTP request', 'NetworkFailure')],
    ['create', go('IAM: GetRole', 503, 'api error')],
    ['create', 'the server is currently unable to handle the request'],
    [
      'created',
      nodeGroup(
        'ClusterUnreachable',
        'Amazon EKS is unable to communicate with the API server',
      ),
    ],
  ],
  busy: [
    [
      'create',
      'serviceaccounts "x" is forbidden: unable to create new content in namespace apps because it is being terminated',
    ],
    ['deleted', 'There is an ongoing operation on the cluster'],
    [
      'delete',
      go(
        'EKS: DeleteCluster',
        409,
        'ResourceInUseException: Cannot delete because cluster demo currently has an update in progress',
      ),
    ],
    [
      'create',
      'ResourceInUseException: Cannot EndpointAccessUpdate because cluster simple-cluster-8g270qljp064wjch4 currently has update 408c0738-828c-42b2-aaa5-38691b63f738 in progress',
    ],
    [
      'create',
      go(
        'EKS: CreateFargateProfile',
        409,
        'ResourceInUseException: Cannot create Fargate Profile fp-two because cluster demo currently has Fargate profile fp-default in status CREATING',
      ),
    ],
    [
      'delete',
      go(
        'EKS: DeleteFargateProfile',
        409,
        'ResourceInUseException: Cannot delete Fargate Profile fp-two because cluster demo currently has Fargate profile fp-default in status DELETING',
      ),
    ],
    [
      'deleted',
      handler(
        `Cannot delete because cluster demo currently has update 8f2b in progress (Service: Eks, Status Code: 409, ${REQUEST})`,
        'ResourceConflict',
      ),
    ],
    [
      'create',
      go(
        'EKS: UpdateNodegroupConfig',
        409,
        'ResourceInUseException: Nodegroup cannot be updated as it is currently not in Active State',
      ),
    ],
    [
      'create',
      'cannot perform Kubernetes API operations on cluster "demo" in "eu-west-1" region due to status "CREATING"',
    ],
    [
      'create',
      go(
        'CloudFormation: UpdateStack',
        400,
        'api error ValidationError: Stack:arn:aws:cloudformation:eu-west-1:111111111111:stack/eksctl-demo-cluster/abc is in UPDATE_IN_PROGRESS state and can not be updated.',
      ),
    ],
    [
      'delete',
      'Stack [eksctl-demo-cluster] is in CREATE_IN_PROGRESS state and cannot be deleted',
    ],
    [
      'create',
      go(
        'EKS: CreateAddon',
        400,
        'InvalidRequestException: Cluster demo is not in ACTIVE status',
      ),
    ],
    [
      'create',
      'ResourcePropagationDelayException: Required resources (such as service-linked roles) were created and are still propagating. Retry later.',
    ],
    [
      'deleted',
      'ConcurrentModification: Multiple requests to change this object were submitted simultaneously',
    ],
    [
      'created',
      issue(
        'AutoScalingGroupInstanceRefreshActive',
        'An instance refresh is active',
      ),
    ],
    [
      'delete',
      go(
        'Auto Scaling: DeleteAutoScalingGroup',
        400,
        'ScalingActivityInProgress: You cannot delete an AutoScalingGroup while there are scaling activities in progress for that group.',
      ),
    ],
    [
      'delete',
      'ResourceInUseException: Cluster demo is in status DELETING and cannot be modified',
    ],
  ],
  drainBlocked: [
    [
      'delete',
      "Cannot evict pod as it would violate the pod's disruption budget.",
    ],
    [
      'deleted',
      nodeGroup(
        'PodEvictionFailure',
        'Reached max retries while trying to evict pods from nodes in node group workers',
      ),
    ],
    [
      'delete',
      'pod eviction error ("error when evicting pods/\\"web-0\\" -n \\"shop\\": global timeout reached: 10m0s"): error when evicting pod',
    ],
  ],
  heldByLeftovers: [
    [
      'deleted',
      `You are not allowed to manage 'ela-attach' attachments. (Service: AmazonEC2; Status Code: 400; Error Code: OperationNotPermitted; ${REQUEST})`,
    ],
    [
      'delete',
      'deadline surpassed waiting for AWS load balancers to be deleted: a1b2c3, k8s-default-web-1234',
    ],
    [
      'deleted',
      `The vpc 'vpc-0abc' has dependencies and cannot be deleted. (Service: AmazonEC2; Status Code: 400; Error Code: DependencyViolation; ${REQUEST})`,
    ],
    [
      'deleted',
      handler(
        `The subnet 'subnet-0abc' has dependencies and cannot be deleted. (Service: Ec2, Status Code: 400, ${REQUEST})`,
        'GeneralServiceException',
      ),
    ],
    [
      'deleted',
      `Network vpc-02efbdd06a44f2995 has some mapped public address(es). Please unmap those public address(es) before detaching the gateway. (Service: AmazonEC2; Status Code: 400; Error Code: DependencyViolation; ${REQUEST})`,
    ],
    [
      'delete',
      'cannot delete orphan ELB Security Groups: cannot delete security group k8s-elb-abc: DependencyViolation: resource sg-0abc has a dependent object\n\tstatus code: 400',
    ],
    [
      'deleted',
      `Cannot delete entity, must detach all policies first. (Service: AmazonIdentityManagement; Status Code: 409; Error Code: DeleteConflict; ${REQUEST}; Proxy: null)`,
    ],
    [
      'deleted',
      handler(
        `Cannot delete entity, must detach all policies first. (Service: Iam, Status Code: 409, ${REQUEST})`,
        'InvalidRequest',
      ),
    ],
    [
      'delete',
      go(
        'IAM: DeleteRole',
        409,
        'DeleteConflict: Cannot delete entity, must remove roles from instance profile first.',
      ),
    ],
    [
      'delete',
      go(
        'EKS: DeleteCluster',
        409,
        'ResourceInUseException: Cluster has nodegroups attached',
      ),
    ],
    [
      'deleted',
      issue(
        'Ec2SecurityGroupDeletionFailure',
        'DependencyViolation - resource sg-0abc has a dependent object',
      ),
    ],
    [
      'deleted',
      handler(
        `Network interface eni-0abc is currently in use by an instance. (Service: Ec2, Status Code: 400, ${REQUEST})`,
        'GeneralServiceException',
      ),
    ],
    [
      'delete',
      go(
        'EC2: DeleteNetworkInterface',
        400,
        'api error InvalidNetworkInterface.InUse: Interface: [eni-0abc] in use.',
      ),
    ],
  ],
  heldByOtherStack: [
    [
      'deleted',
      'Cannot delete export eksctl-demo-cluster::SharedNodeSecurityGroup as it is in use by eksctl-demo-nodegroup-workers.',
    ],
    [
      'deleted',
      'Export eksctl-demo-cluster::VPC cannot be deleted as it is in use by eksctl-demo-nodegroup-a and eksctl-demo-nodegroup-b',
    ],
  ],
  protectedStack: [
    [
      'delete',
      'api error ValidationError: Stack [eksctl-demo-cluster] cannot be deleted while TerminationProtection is enabled',
    ],
    [
      'delete',
      go(
        'EKS: DeleteCluster',
        400,
        'InvalidRequestException: Cluster demo has deletion protection enabled',
      ),
    ],
    [
      'delete',
      "OperationNotPermitted: The instance 'i-0abc' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.",
    ],
  ],
  alreadyExists: [
    [
      'created',
      `resource igw-1 is already attached to network vpc-1 (Service: AmazonEC2; Status Code: 400; Error Code: Resource.AlreadyAssociated; ${REQUEST})`,
    ],
    [
      'created',
      'Export with name eksctl-x-cluster::VPC is already exported by stack eksctl-y-cluster. Rollback requested by user.',
    ],
    [
      'create',
      go(
        'CloudFormation: UpdateStack',
        400,
        'api error ValidationError: Stack:arn:aws:cloudformation:eu-west-1:1:stack/eksctl-x-cluster/1 is in ROLLBACK_COMPLETE state and can not be updated.',
      ),
    ],
    [
      'create',
      'creating CloudFormation stack "eksctl-demo-cluster": operation error CloudFormation: CreateStack, https response error StatusCode: 400, RequestID: x, AlreadyExistsException: Stack [eksctl-demo-cluster] already exists',
    ],
    [
      'created',
      handler(
        `Cluster already exists with name: demo (Service: Eks, Status Code: 409, ${REQUEST})`,
        'AlreadyExists',
      ),
    ],
    [
      'create',
      go(
        'EKS: CreateCluster',
        409,
        'ResourceInUseException: Cluster already exists with name: demo',
      ),
    ],
    [
      'created',
      `Role with name eks-nodes already exists. (Service: AmazonIdentityManagement; Status Code: 409; Error Code: EntityAlreadyExists; ${REQUEST})`,
    ],
    [
      'create',
      go(
        'EC2: CreateSecurityGroup',
        400,
        "api error InvalidGroup.Duplicate: The security group 'nodes' already exists for VPC 'vpc-0abc'",
      ),
    ],
    [
      'created',
      'eks-log-group already exists in stack arn:aws:cloudformation:eu-west-1:111111111111:stack/other/abc',
    ],
  ],
  notThere: [
    [
      'created',
      'No export named eksctl-x-cluster::SharedNodeSecurityGroup found. Rollback requested by user.',
    ],
    [
      'delete',
      go(
        'EKS: DescribeCluster',
        404,
        'ResourceNotFoundException: No cluster found for name: demo.',
      ),
    ],
    [
      'create',
      go(
        'EKS: DescribeNodegroup',
        404,
        'ResourceNotFoundException: No node group found for name: workers.',
      ),
    ],
    [
      'delete',
      'ValidationError: Stack with id eksctl-demo-cluster does not exist',
    ],
    ['delete', 'no eksctl-managed CloudFormation stacks found for "demo"'],
    [
      'deleted',
      `The vpc ID 'vpc-0abc' does not exist (Service: AmazonEC2; Status Code: 400; Error Code: InvalidVpcID.NotFound; ${REQUEST})`,
    ],
    [
      'delete',
      go(
        'EC2: DeleteSecurityGroup',
        400,
        "api error InvalidGroup.NotFound: The security group 'sg-0abc' does not exist",
      ),
    ],
    [
      'deleted',
      handler(
        `The role with name eksctl-demo cannot be found. (Service: Iam, Status Code: 404, ${REQUEST})`,
        'NotFound',
      ),
    ],
    [
      'created',
      issue('AutoScalingGroupNotFound', "We couldn't find the group"),
    ],
  ],
  inputNotFound: [
    ['created', "Placement group 'x' not found (Service: AutoScaling)"],
    [
      'create',
      go(
        'EC2: DescribeSubnets',
        400,
        "api error InvalidSubnetID.NotFound: The subnet ID 'subnet-0abc' does not exist",
      ),
    ],
    [
      'created',
      handler(
        `The image id '[ami-0abc]' does not exist (Service: Ec2, Status Code: 400, ${REQUEST})`,
        'GeneralServiceException',
      ),
    ],
    [
      'create',
      "Launching a new EC2 instance. Status Reason: The key pair 'portal' does not exist. Launching EC2 instance failed.",
    ],
    [
      'created',
      nodeGroup(
        'AsgInstanceLaunchFailures',
        "The security group 'sg-0abc' does not exist. Launching EC2 instance failed.",
      ),
    ],
    [
      'created',
      `Policy arn:aws:iam::111111111111:policy/Nodes does not exist or is not attachable. (Service: AmazonIdentityManagement; Status Code: 404; Error Code: NoSuchEntity; ${REQUEST})`,
    ],
    ['created', nodeGroup('Ec2LaunchTemplateNotFound', "We couldn't find it")],
    ['created', issue('IamNodeRoleNotFound', "We couldn't find the role")],
    ['created', issue('VpcIdNotFound', "We couldn't find the VPC")],
    [
      'create',
      go(
        'EC2: DescribeImages',
        400,
        'api error InvalidAMIID.Malformed: Invalid id: "ami-x"',
      ),
    ],
  ],
  addonNotHealthy: [
    ['create', 'addon status transitioned to "DEGRADED"'],
    [
      'create',
      'failed to create addon "coredns": {Code: InsufficientNumberOfReplicas, Message: The add-on is unhealthy because it doesn\'t have the desired number of replicas., ResourceIds: []}',
    ],
    ['create', 'timed out waiting for addon "vpc-cni" to become active'],
    [
      'create',
      '{Code: AdmissionRequestDenied, Message: admission webhook "validate.kyverno.svc" denied the request}',
    ],
  ],
  addonConflict: [
    [
      'create',
      '{Code: ConfigurationConflict, Message: Conflicts found when trying to apply. Will not continue due to resolve conflicts mode. Conflicts: DaemonSet.apps aws-node - .spec.template.spec.containers}',
    ],
  ],
  waitTimedOut: [
    ['create', 'exceeded max wait time for StackCreateComplete waiter'],
    [
      'create',
      'waiting for CloudFormation stack "eksctl-demo-cluster": RequestCanceled: waiter context canceled\ncaused by: context deadline exceeded',
    ],
    ['create', 'timed out waiting for control plane "demo" after 25m0s'],
    ['deleted', handler('Exceeded attempts to wait', 'NotStabilized')],
    [
      'created',
      "Resource of type 'AWS::EKS::Nodegroup' with identifier 'demo|workers' did not stabilize.",
    ],
    ['delete', 'timed out waiting for nodegroup deletion after 25m0s'],
    [
      'created',
      'Received 0 SUCCESS signal(s) out of 3.  Unable to satisfy 100% MinSuccessfulInstancesPercent requirement',
    ],
  ],
  nodesDidNotJoin: [
    [
      'printed',
      'Nodegroup jupiter-ng-1 failed to stabilize: [{Code: NodeCreationFailure,Message: Instances failed to join the kubernetes cluster,ResourceIds: [i-0abc]}]',
    ],
    [
      'created',
      nodeGroup(
        'NodeCreationFailure',
        'Unhealthy nodes in the kubernetes cluster',
      ),
    ],
    [
      'create',
      'timed out (after 25m0s) waiting for at least 3 nodes to join the cluster and become ready in "ng-1"',
    ],
  ],
  typeNotInZone: [
    [
      'created',
      nodeGroup(
        'AsgInstanceLaunchFailures',
        'Your requested instance type (m5.large) is not supported in your requested Availability Zone (us-east-1e). Please retry your request by not specifying an Availability Zone or choosing us-east-1a, us-east-1b. Launching EC2 instance failed.',
      ),
    ],
    [
      'printed',
      `You must use a valid fully-formed launch template. The requested configuration is currently not supported. Please check the documentation for supported configurations. (Service: AmazonAutoScaling; Status Code: 400; Error Code: ValidationError; ${REQUEST})`,
    ],
    ['created', nodeGroup('Ec2InstanceTypeDoesNotExist', 'They do not exist')],
    [
      'dryRun',
      'none of the provided AZs "eu-west-1a,eu-west-1b" support instance type m99.large in nodegroup workers',
    ],
  ],
  noFreeAddresses: [
    [
      'created',
      nodeGroup(
        'AsgInstanceLaunchFailures',
        'Could not launch On-Demand Instances. InsufficientFreeAddressesInSubnet - There are not enough free addresses in subnet subnet-0abc to satisfy the requested number of instances. Launching EC2 instance failed.',
      ),
    ],
    [
      'created',
      nodeGroup(
        'InsufficientFreeAddresses',
        'One or more of the subnets does not have enough available IP addresses for new nodes.',
      ),
    ],
    ['created', issue('IpNotAvailable', 'The subnet has no free IP')],
  ],
  invalidNetwork: [
    [
      'created',
      handler(
        'NatGateway nat-1 is in state failed and hence failed to stabilize. Detailed failure message: Network vpc-1 has no Internet gateway attached',
        'NotStabilized',
      ),
    ],
    [
      'create',
      'loading VPC spec for cluster: subnet subnet-1 is not in the VPC vpc-2',
    ],
    [
      'created',
      nodeGroup(
        'Ec2SubnetInvalidConfiguration',
        'One or more Amazon EC2 Subnets of [subnet-0abc, subnet-0def] for node group workers does not automatically assign public IP addresses to instances launched into it.',
      ),
    ],
    [
      'create',
      go(
        'EKS: CreateCluster',
        400,
        'InvalidParameterException: Subnets specified must be in at least two different AZs',
      ),
    ],
    [
      'created',
      `The CIDR '10.0.0.0/19' conflicts with another subnet (Service: AmazonEC2; Status Code: 400; Error Code: InvalidSubnet.Conflict; ${REQUEST})`,
    ],
    [
      'create',
      go(
        'EKS: CreateNodegroup',
        400,
        'InvalidParameterException: Subnets are not in the same VPC as the cluster',
      ),
    ],
  ],
  invalidConfig: [
    [
      'created',
      'Template format error: Unrecognized resource types: [AWS::EKS::PodIdentityAssociation]',
    ],
    [
      'create',
      'unable to determine AMI to use: no images found matching filters; AmazonLinux2/1.34',
    ],
    [
      'create',
      'unable to load public SSH key: reading SSH public key file "/root/.ssh/id_rsa.pub": open /root/.ssh/id_rsa.pub: no such file or directory',
    ],
    [
      'printed',
      handler(
        `unsupported Kubernetes version (Service: Eks, Status Code: 400, ${REQUEST})`,
        'InvalidRequest',
      ),
    ],
    [
      'created',
      handler(
        `The Launch Configuration creation operation is not available in your account. Use launch templates to create configuration templates for your Auto Scaling groups. (Service: AutoScaling, Status Code: 400, ${REQUEST})`,
        'GeneralServiceException',
      ),
    ],
    [
      'create',
      go(
        'EKS: CreateAddon',
        400,
        'InvalidParameterException: Addon version specified is not supported',
      ),
    ],
    [
      'create',
      go(
        'EKS: CreateAddon',
        400,
        'InvalidParameterException: ConfigurationValue provided in request is not supported: Json schema validation failed with error: [$.nodeGroup: is not defined in the schema]',
      ),
    ],
    [
      'create',
      go(
        'EKS: CreateNodegroup',
        400,
        'InvalidParameterException: The following supplied instance types do not exist: [m99.large]',
      ),
    ],
    [
      'created',
      handler(
        'Model validation failed (#/ScalingConfig/MinSize: 5 is not less or equal to 3)',
        'InvalidRequest',
      ),
    ],
    [
      'create',
      'Launching a new EC2 instance. Status Reason: Your Spot request price of 0.015 is lower than the minimum required Spot request fulfillment price of 0.0735. Launching EC2 instance failed.',
    ],
    ['dryRun', 'cannot specify both localZones and availabilityZones'],
    ['dryRun', 'managedNodeGroups[1].name "workers" is not unique'],
    [
      'dryRun',
      'loading config file "-": error unmarshaling JSON: while decoding JSON: json: unknown field "desiredCapcity"',
    ],
    [
      'dryRun',
      'invalid version, 1.9 is no longer supported, supported values: 1.31, 1.32',
    ],
    [
      'dryRun',
      'nodeGroups[0].volumeIOPS is only supported for io1, io2 and gp3 volume types',
    ],
    [
      'dryRun',
      'iam.withOIDC must be enabled explicitly for iam.serviceAccounts to be created',
    ],
    [
      'dryRun',
      'Set one of: addonsConfig.autoApplyPodIdentityAssociations, useDefaultPodIdentityAssociations on the vpc-cni addon',
    ],
    ['dryRun', 'SSM agent is now built into EKS AMIs and cannot be disabled'],
    ['dryRun', 'a sentence of eksctl that no rule knows'],
    [
      'created',
      issue('KubernetesLabelInvalid', 'A label of the node group is wrong'),
    ],
    [
      'create',
      go(
        'CloudFormation: CreateStack',
        400,
        'InsufficientCapabilitiesException: Requires capabilities : [CAPABILITY_NAMED_IAM]',
      ),
    ],
  ],
};

/** Keywords inside user-chosen names. The kind is that of the surrounding sentence. */
export const innocentTexts: [Context, string, Kind][] = [
  [
    'create',
    'Stack [eksctl-access-denied-lab-cluster] already exists',
    'alreadyExists',
  ],
  [
    'create',
    go(
      'EKS: CreateCluster',
      409,
      'ResourceInUseException: Cluster already exists with name: Throttling',
    ),
    'alreadyExists',
  ],
  [
    'delete',
    go(
      'EKS: DescribeCluster',
      404,
      'ResourceNotFoundException: No cluster found for name: throttling-test.',
    ),
    'notThere',
  ],
  [
    'delete',
    go(
      'EKS: DescribeNodegroup',
      404,
      'ResourceNotFoundException: No node group found for name: AccessDenied',
    ),
    'notThere',
  ],
  ['create', 'unexpected error while making nodegroup "quota"', 'unknown'],
  [
    'create',
    'could not make cluster "AccessDenied" in region eu-west-1',
    'unknown',
  ],
  [
    'create',
    'failed for arn:aws:iam::111111111111:role/connection-refused-timeout/AccessDenied: something new',
    'unknown',
  ],
  [
    'create',
    'failed for arn:aws:eks:eu-west-1:111111111111:cluster/ExpiredToken',
    'unknown',
  ],
  ['create', 'something new with throttling-test', 'unknown'],
  // These start like system call errors
  ['create', 'failed to read EKS cluster config of "demo"', 'unknown'],
  ['create', 'could not write ECR policy', 'unknown'],
  ['create', 'failed to connect ENI to the subnet', 'unknown'],
  [
    'create',
    'something new with nodegroup InsufficientInstanceCapacity-1',
    'unknown',
  ],
  ['create', 'something new with cluster internal-error-lab', 'unknown'],
  ['create', 'something new in us-east-1 for the group timeout', 'unknown'],
  ['create', 'something new for the group conflict-in-use', 'unknown'],
  ['create', 'something new of the cluster DependencyViolation', 'unknown'],
  ['create', 'something new: cluster pending-verification', 'unknown'],
  ['create', 'waiting for nodegroup "Throttling": something new', 'unknown'],
  [
    'create',
    "couldn't tag group VcpuLimitExceeded with MyAccessDeniedThing",
    'unknown',
  ],
  [
    'created',
    nodeGroup('AsgInstanceLaunchFailures', 'something new'),
    'unknown',
  ],
];
