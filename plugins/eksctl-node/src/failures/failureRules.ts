import { FailureClass, RetryAdvice } from './types';

/** What a text means. The first rule whose pattern is found wins, so special ones stand before general ones. */
export type FailureRule = {
  pattern: RegExp;
  class: FailureClass;
  developerMessage: string;
  operatorMessage: string;
  remedy: string;
  retry: RetryAdvice;
};

const asOperator =
  'Nothing to do for you: the platform team has been given the details.';

export const failureRules: FailureRule[] = [
  {
    pattern:
      /sufficient capacity|UnsupportedAvailabilityZoneException|InsufficientInstanceCapacity|AsgInstanceLaunchFailures|MaxSpotInstanceCountExceeded/,
    class: 'capacity',
    developerMessage:
      'AWS has no capacity for this cluster in these zones now.',
    operatorMessage: 'AWS reported insufficient capacity.',
    remedy:
      'Try again, with other zones or instance types if there is a choice.',
    retry: 'once',
  },
  {
    pattern:
      /maximum number of [\w ]+ has been reached|(?<!Request)LimitExceeded|QuotaExceeded/,
    class: 'quota',
    developerMessage: 'A limit of the AWS account is used up.',
    operatorMessage:
      'A service quota of the account is exhausted in this region.',
    remedy:
      'The platform team must raise the quota in AWS or remove what is not needed; then try again.',
    retry: 'never',
  },
  {
    pattern: /ExpiredToken|InvalidClientTokenId|UnrecognizedClientException/,
    class: 'credentials',
    developerMessage: 'The credentials of the portal ran out during the work.',
    operatorMessage: 'AWS refused the credentials as expired or unknown.',
    remedy: 'The portal goes on with fresh credentials.',
    retry: 'refresh-credentials',
  },
  {
    pattern:
      /AccessDenied|is not authorized to perform|UnauthorizedOperation|is forbidden: User/,
    class: 'permission',
    developerMessage: 'The portal is not allowed to do this in AWS.',
    operatorMessage:
      'The IAM role of the portal, or its access in Kubernetes, lacks a permission.',
    remedy: asOperator,
    retry: 'never',
  },
  {
    pattern:
      /Throttling|Rate exceeded|TooManyRequestsException|RequestLimitExceeded/,
    class: 'transient',
    developerMessage: 'AWS asked us to slow down.',
    operatorMessage: 'API calls were throttled until eksctl gave up.',
    remedy: 'The portal tries again by itself.',
    retry: 'backoff',
  },
  {
    pattern:
      /ServerException|ServiceUnavailable|InternalFailure|i\/o timeout|connection re(?:fused|set)|no such host|request send failed|the watcher channel for the nodes was closed|has an update in progress/,
    class: 'transient',
    developerMessage: 'AWS could not be reached for a moment.',
    operatorMessage: 'A network error or a fault of AWS interrupted the run.',
    remedy: 'The portal tries again by itself.',
    retry: 'backoff',
  },
  {
    pattern: /checking AWS STS access/,
    class: 'credentials',
    developerMessage: 'The portal could not sign in to AWS.',
    operatorMessage: 'STS did not answer for the credentials of the account.',
    remedy: 'The portal goes on with fresh credentials.',
    retry: 'refresh-credentials',
  },
  {
    pattern: /DependencyViolation|has dependencies and cannot be deleted/,
    class: 'conflict',
    developerMessage:
      'Something that the cluster made in AWS keeps its network from being deleted.',
    operatorMessage:
      'Leftovers (load balancers, interfaces, security groups) hold the VPC.',
    remedy:
      'The portal removes what is provably the cluster’s and tries again.',
    retry: 'backoff',
  },
  {
    pattern: /AlreadyExistsException|ResourceInUseException|already exists/,
    class: 'conflict',
    developerMessage: 'Something of this name exists in AWS already.',
    operatorMessage:
      'A stack or cluster of this name exists. If it has the tag of this environment, the portal adopts it.',
    remedy: 'If it is not yours, choose another name.',
    retry: 'never',
  },
  {
    pattern: /addon status transitioned to|timed out waiting for addon/,
    class: 'partial',
    developerMessage: 'The cluster can be used, but an add-on is not healthy.',
    operatorMessage: 'An add-on did not become active.',
    remedy: 'The portal creates the add-on again.',
    retry: 'once',
  },
  {
    pattern:
      /exceeded max wait time for|timed out waiting for|context deadline exceeded|unexpected status "(?:CREATE|DELETE|UPDATE)_IN_PROGRESS"/,
    class: 'unknown',
    developerMessage: 'AWS took longer than we waited; it may still succeed.',
    operatorMessage:
      'A wait of eksctl ran out while the stack was in progress.',
    remedy: 'The portal looks at AWS and goes on from there.',
    retry: 'backoff',
  },
  {
    pattern: /NodeCreationFailure|failed to join the kubernetes cluster/,
    class: 'user',
    developerMessage: 'The nodes started, but could not join the cluster.',
    operatorMessage:
      'Instances failed to join: usually network (NAT, private networking) or IAM.',
    remedy: 'Check the network settings of the blueprint; then try again.',
    retry: 'once',
  },
  {
    pattern:
      /none of the provided AZs|invalid version|unknown field|must be set|is not unique|must satisfy regular expression|zone\(s\) specified|error converting YAML|error unmarshaling|cannot use --|must be greater than or equal|InvalidParameterException|ValidationError/,
    class: 'user',
    developerMessage: 'The configuration of the cluster is not valid.',
    operatorMessage: 'eksctl or AWS refused the configuration.',
    remedy: 'Change the values and ask again.',
    retry: 'never',
  },
];
