import { FailureClass } from '../types';
import { Context } from './failureTexts';

/** More public failure texts, with only their class. */
export const classifiedTexts: [Context, string, FailureClass][] = [
  [
    'create',
    'operation error EKS: CreateCluster, https response error StatusCode: 403, RequestID: 1, api error AccessDeniedException: User: arn:aws:iam::1:user/x is not authorized to perform: eks:CreateCluster on resource: arn:aws:eks:us-east-1:1:cluster/throttling',
    'permission',
  ],
  [
    'created',
    "Resource handler returned message: \"Resource of type 'AWS::EKS::Addon' with identifier 'demo|vpc-cni' did not stabilize.\" (RequestToken: x, HandlerErrorCode: NotStabilized)",
    'unknown',
  ],
  [
    'created',
    'Resource handler returned message: "Nodegroup already exists with name workers and cluster name demo (Service: Eks, Status Code: 409, Request ID: x)" (RequestToken: x, HandlerErrorCode: AlreadyExists)',
    'conflict',
  ],
  [
    'created',
    'The following resource(s) failed to create: [ManagedNodeGroup]. Rollback requested by user.',
    'unknown',
  ],
  [
    'created',
    'Network vpc-1 has some mapped public address(es). (Service: Ec2, Status Code: 400, Request ID: x)',
    'conflict',
  ],
  [
    'created',
    '[Issue(Code=NodeCreationFailure, Message=Instances failed to join the kubernetes cluster, ResourceIds=[i-1]), Issue(Code=AsgInstanceLaunchFailures, Message=Could not launch On-Demand Instances. VcpuLimitExceeded - You have requested more vCPU capacity than your current vCPU limit of 16 allows, ResourceIds=[eks-x])]',
    'quota',
  ],
  [
    'create',
    'getting list of availability zones: error getting availability zones for region us-west-2: operation error EC2: DescribeAvailabilityZones, https response error StatusCode: 403, RequestID: x, api error UnauthorizedOperation: You are not authorized to perform this operation.',
    'permission',
  ],
  [
    'create',
    'creating OIDC provider: operation error IAM: CreateOpenIDConnectProvider, https response error StatusCode: 409, RequestID: x, EntityAlreadyExists: Provider with url https://oidc.eks.us-west-2.amazonaws.com/id/X already exists.',
    'conflict',
  ],
  [
    'create',
    'Launching a new EC2 instance. Status Reason: The requested Availability Zone is no longer supported. Please retry your request by not specifying an Availability Zone or choosing us-east-1a. Launching EC2 instance failed.',
    'user',
  ],
  [
    'create',
    "Launching a new EC2 instance. Status Reason: Placement groups may not be used with instances of type 't2.micro'. Launching EC2 instance failed.",
    'user',
  ],
  [
    'create',
    'Launching a new EC2 instance. Status Reason: AMI ami-123 is pending, and cannot be run. Launching EC2 instance failed.',
    'user',
  ],
  [
    'create',
    'Launching a new EC2 instance. Status Reason: Invalid device name /dev/xvdzz. Launching EC2 instance failed.',
    'user',
  ],
  [
    'create',
    'Launching a new EC2 instance: i-1. Status Reason: Client.VolumeLimitExceeded: Volume limit exceeded',
    'quota',
  ],
  [
    'create',
    'Launching a new EC2 instance: i-1. Status Reason: Client.InvalidSnapshot.NotFound: The snapshot does not exist',
    'user',
  ],
  [
    'create',
    'Launching a new EC2 instance: i-1. Status Reason: Server.InsufficientInstanceCapacity: Insufficient capacity',
    'capacity',
  ],
  [
    'created',
    'Security group sg-1 is referenced by sg-2 and cannot be deleted (Service: Ec2, Status Code: 400, Request ID: x)',
    'conflict',
  ],
  [
    'deleted',
    'resource sg-0123 has a dependent object (Service: AmazonEC2; Status Code: 400; Error Code: DependencyViolation; Request ID: x; Proxy: null)',
    'conflict',
  ],
  [
    'deleted',
    'Resource handler returned message: "Cannot delete a role with attached policies" (RequestToken: x, HandlerErrorCode: InvalidRequest)',
    'conflict',
  ],
  [
    'deleted',
    'Resource handler returned message: "The internetGateway \'igw-1\' is attached (Service: Ec2, Status Code: 400)" (RequestToken: x, HandlerErrorCode: GeneralServiceException)',
    'conflict',
  ],
  [
    'delete',
    'operation error EKS: DeleteNodegroup, https response error StatusCode: 409, RequestID: x, ResourceInUseException: Nodegroup is in status DELETING and cannot be deleted',
    'transient',
  ],
  [
    'delete',
    'operation error EKS: DeleteCluster, https response error StatusCode: 409, RequestID: x, ResourceInUseException: Cannot delete because cluster demo currently has Fargate profile fp-default in status DELETING',
    'transient',
  ],
  [
    'create',
    'operation error EKS: CreateAddon, https response error StatusCode: 409, RequestID: x, ResourceInUseException: Addon already exists.',
    'conflict',
  ],
  [
    'create',
    'operation error EKS: UpdateClusterVersion, https response error StatusCode: 409, RequestID: x, ResourceInUseException: Cannot VersionUpdate because cluster demo currently has update abc in progress',
    'transient',
  ],
  [
    'create',
    'operation error EKS: TagResource, https response error StatusCode: 400, RequestID: x, BadRequestException: Tag key must not start with aws:',
    'user',
  ],
  [
    'create',
    'operation error EC2: CreateVpc, https response error StatusCode: 400, RequestID: x, api error VpcLimitExceeded: The maximum number of VPCs has been reached.',
    'quota',
  ],
  [
    'create',
    'operation error CloudFormation: CreateStack, exceeded maximum number of attempts, 20, https response error StatusCode: 400, RequestID: x, api error Throttling: Rate exceeded',
    'transient',
  ],
  [
    'create',
    'operation error EKS: DescribeCluster, https response error StatusCode: 0, RequestID: , canceled, context deadline exceeded',
    'unknown',
  ],
  [
    'create',
    'Post "https://x.eks.amazonaws.com/api/v1/namespaces": dial tcp 1.2.3.4:443: connect: connection timed out',
    'transient',
  ],
  [
    'create',
    'unable to connect to the server: x509: certificate signed by unknown authority',
    'unknown',
  ],
  [
    'created',
    'Resource handler returned message: "Invalid principal in policy: "AWS":"arn" (Service: Iam, Status Code: 400, Request ID: x)" (RequestToken: x, HandlerErrorCode: InvalidRequest)',
    'user',
  ],
  [
    'created',
    'Value (us-east-1e) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: us-east-1a, us-east-1b. (Service: AmazonEC2; Status Code: 400; Error Code: InvalidParameterValue; Request ID: x)',
    'user',
  ],
  [
    'created',
    'Resource handler returned message: "Your Lambda function concurrent executions exceeded" (RequestToken: x, HandlerErrorCode: Throttling)',
    'transient',
  ],
  [
    'created',
    'Resource handler returned message: "Role with arn: arn:aws:iam::1:role/x, could not be assumed because it does not exist or the trusted entity is not correct (Service: Eks, Status Code: 400, Request ID: x)" (RequestToken: x, HandlerErrorCode: InvalidRequest)',
    'permission',
  ],
  [
    'created',
    'Resource handler returned message: "Cluster service role does not have the required permissions" (RequestToken: x, HandlerErrorCode: InvalidRequest)',
    'permission',
  ],
  [
    'create',
    'either account is not authorized to use Fargate or region us-west-1 is not supported: operation error EKS: CreateFargateProfile, AccessDeniedException: x',
    'permission',
  ],
  [
    'create',
    "api error InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist",
    'user',
  ],
  [
    'create',
    'operation error SSM: GetParameter, https response error StatusCode: 400, RequestID: x, ParameterNotFound: ',
    'user',
  ],
  [
    'create',
    'unable to determine AMI to use: error getting AMI from SSM Parameter Store: operation error SSM: GetParameter, https response error StatusCode: 400, RequestID: , ParameterNotFound: . please verify that AMI Family is supported',
    'user',
  ],
  [
    'delete',
    'failed to delete nodegroup: Unable to drain node "ip-1": error when evicting pods/"x" -n "y": global timeout reached: 1m0s',
    'conflict',
  ],
  ['delete', '1 pods are unevictable from node ip-1', 'conflict'],
  ['created', 'Resource creation cancelled', 'unknown'],
  [
    'create',
    'You have reached the limit of rules per security group: RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached.',
    'quota',
  ],
  ['create', 'UnauthorizedAccess: This account is suspended', 'account'],
  ['create', 'Blocked: This account is currently blocked', 'account'],
  ['create', 'This AWS account is pending activation', 'account'],
  ['create', 'Your account is not yet activated for this service', 'account'],
  [
    'created',
    '[{Code: Ec2SubnetMissingIpv6Assignment,Message: One or more subnets do not auto-assign IPv6,ResourceIds: [subnet-1]}]',
    'user',
  ],
  [
    'created',
    '[{Code: PodEvictionFailure,Message: x,ResourceIds: []}]',
    'conflict',
  ],
  [
    'created',
    '[{Code: StsRegionalEndpointDisabled,Message: STS endpoint is disabled,ResourceIds: []}]',
    'account',
  ],
  ['created', '[{Code: LimitExceeded,Message: x,ResourceIds: []}]', 'quota'],
  [
    'create',
    'cluster compatibility check failed: shared node security group missing',
    'unknown',
  ],
  [
    'dryRun',
    'nodeGroups[0].overrideBootstrapCommand can only be set when a custom AMI (nodeGroups[0].ami) is specified',
    'user',
  ],
  [
    'create',
    'MaxIOPSLimitExceeded: You have exceeded your maximum IOPS',
    'quota',
  ],
  ['create', 'ServiceUnavailableException: x', 'transient'],
  ['create', 'InternalServerException: x', 'transient'],
  ['create', 'InvalidSignatureException: Signature expired', 'credentials'],
  [
    'create',
    'Client.RequestLimitExceeded: Request limit exceeded',
    'transient',
  ],
  ['create', 'Client.UnauthorizedOperation: x', 'permission'],
  ['create', 'Client.InsufficientFreeAddressesInSubnet: x', 'user'],
  ['create', 'InsufficientAddressCapacity: x', 'capacity'],
  [
    'create',
    'InsufficientVolumeCapacity: There is not enough capacity to fulfill your EBS volume provision request',
    'capacity',
  ],
  ['create', 'KMSAccessDeniedException: x', 'permission'],
  [
    'create',
    'KMSInvalidStateException: arn:aws:kms:x is pending deletion',
    'permission',
  ],
  [
    'create',
    'DisabledException: arn:aws:kms:eu-west-1:1:key/a is disabled.',
    'permission',
  ],
  [
    'create',
    'EndpointConnectionError: Could not connect to the endpoint URL: "https://eks.mars-1.amazonaws.com/"',
    'transient',
  ],
  [
    'create',
    'ValidationError: Template format error: unsupported structure',
    'user',
  ],
  ['create', 'ThrottlingException: Rate exceeded', 'transient'],
  [
    'create',
    'The stack named eksctl-demo-cluster failed to deploy: UPDATE_ROLLBACK_COMPLETE',
    'unknown',
  ],
  [
    'create',
    'operation error EKS: CreateAddon, https response error StatusCode: 400, RequestID: x, ResourceInUseException: Addon vpc-cni is in CREATING state',
    'transient',
  ],
  [
    'created',
    "The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. (Service: Ec2, Status Code: 400, Request ID: x)",
    'user',
  ],
  [
    'created',
    'Resource handler returned message: "[ARM_64] is not a valid AMI type for instance type(s) [m5.large] (Service: Eks, Status Code: 400, Request ID: x)" (RequestToken: x, HandlerErrorCode: InvalidRequest)',
    'user',
  ],
  [
    'created',
    "Limit exceeded for resource of type 'AWS::EC2::EIP'. Reason: x",
    'quota',
  ],
  [
    'created',
    'Resource handler returned message: "Exceeded the maximum number of clusters" (RequestToken: x, HandlerErrorCode: ServiceLimitExceeded)',
    'quota',
  ],
  [
    'created',
    "Internal error reported from downstream service during operation 'AWS::EC2::NatGateway'",
    'transient',
  ],
  ['deleted', 'Security group sg-1 cannot be deleted', 'conflict'],
  [
    'deleted',
    'Resource handler returned message: "Cluster has nodegroups attached (Service: Eks, Status Code: 409, Request ID: x)" (RequestToken: x, HandlerErrorCode: ResourceConflict)',
    'conflict',
  ],
  [
    'deleted',
    'Resource handler returned message: "The specified log group does not exist. (Service: CloudWatchLogs, Status Code: 400)" (RequestToken: x, HandlerErrorCode: NotFound)',
    'missing',
  ],
  [
    'create',
    'The SSO session associated with this profile has expired or is otherwise invalid.',
    'credentials',
  ],
  ['create', 'failed to get shared config profile, prod', 'credentials'],
  [
    'create',
    'operation error EC2: DescribeVpcs, https response error StatusCode: 400, RequestID: x, api error RequestExpired: Request has expired.',
    'credentials',
  ],
  [
    'create',
    'ResourceInUseException: Fargate Profile already exists with this name fp-default',
    'conflict',
  ],
  [
    'create',
    'InvalidParameterException: Subnet subnet-1 provided in Fargate Profile is not a private subnet',
    'user',
  ],
  [
    'create',
    'operation error Auto Scaling: CreateAutoScalingGroup, https response error StatusCode: 400, RequestID: x, api error AlreadyExists: AutoScalingGroup by this name already exists',
    'conflict',
  ],
  ['created', "Access denied for operation 'AWS::EKS::Cluster'.", 'permission'],
  ['created', 'Access denied to KMS key', 'permission'],
  [
    'created',
    'You are not authorized to perform this operation. (Service: AmazonEC2; Status Code: 403; Error Code: UnauthorizedOperation; Request ID: x; Proxy: null)',
    'permission',
  ],
  [
    'created',
    'Resource handler returned message: "User: arn:aws:iam::1:user/x is not authorized to perform: iam:CreateServiceLinkedRole on resource: x (Service: Eks, Status Code: 400)" (RequestToken: x, HandlerErrorCode: InvalidRequest)',
    'permission',
  ],
  [
    'created',
    'Could not launch On-Demand Instances. InvalidParameterValue - Invalid IamInstanceProfile: arn:aws:iam::1:instance-profile/x. Launching EC2 instance failed.',
    'user',
  ],
  [
    'created',
    "Could not launch On-Demand Instances. InvalidKeyPair.NotFound - The key pair 'x' does not exist. Launching EC2 instance failed.",
    'user',
  ],
  [
    'created',
    'Could not launch On-Demand Instances. Unsupported - The requested configuration is currently not supported. Please check the documentation for supported configurations. Launching EC2 instance failed.',
    'user',
  ],
  [
    'created',
    'Could not launch Spot Instances. SpotMaxPriceTooLow - Your Spot request price of 0.0058 is lower than the minimum required Spot request fulfillment price of 0.0083. Launching EC2 instance failed.',
    'user',
  ],
  [
    'created',
    'Could not launch Spot Instances. InvalidFleetConfiguration - Your requested instance type (t2.micro) is not supported in your requested Availability Zone (us-east-1e). Launching EC2 instance failed.',
    'user',
  ],
  [
    'created',
    "Could not launch On-Demand Instances. InvalidBlockDeviceMapping - Volume of size 8GB is smaller than snapshot 'snap-1', expect size >= 20GB. Launching EC2 instance failed.",
    'user',
  ],
  [
    'created',
    'Could not launch On-Demand Instances. RequestLimitExceeded - Request limit exceeded. Launching EC2 instance failed.',
    'transient',
  ],
  [
    'created',
    'Could not launch On-Demand Instances. InternalError - An internal error has occurred. Launching EC2 instance failed.',
    'transient',
  ],
  [
    'created',
    'Could not launch On-Demand Instances. UnauthorizedOperation - You are not authorized to perform this operation. Encoded authorization failure message: x. Launching EC2 instance failed.',
    'permission',
  ],
  [
    'created',
    'Could not launch On-Demand Instances. Blocked - This account is currently blocked and not recognized as a valid account. Launching EC2 instance failed.',
    'account',
  ],
  [
    'create',
    'Error: cluster "timeout" in region eu-west-1: something',
    'unknown',
  ],
  ['create', 'could not build group rate-exceeded', 'unknown'],
  ['create', 'could not build group LimitExceeded, which is new', 'unknown'],
  ['create', 'Cluster quota-exceeded failed: something', 'unknown'],
  [
    'create',
    'Node group "in-use" of cluster "already-exists": nothing known',
    'unknown',
  ],
  ['create', 'nodegroup i-o-timeout was odd', 'unknown'],
];
