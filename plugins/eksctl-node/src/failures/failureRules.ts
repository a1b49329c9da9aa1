import { failureKinds } from './failureKinds';

/** What a text means. The first rule whose pattern is found wins, so special ones stand before general ones. */
export type FailureRule = {
  kind: keyof typeof failureKinds;
  pattern: RegExp;
};

export const failureRules: FailureRule[] = [
  {
    kind: 'noCapacityInZone',
    pattern: /sufficient capacity|UnsupportedAvailabilityZoneException/,
  },
  // Before the capacity of instances: Auto Scaling wraps both into AsgInstanceLaunchFailures.
  {
    kind: 'quotaUsedUp',
    pattern:
      /maximum number of [\w ]+ has been reached|(?<!Request)LimitExceeded|MaxSpotInstanceCountExceeded|QuotaExceeded|Cannot exceed quota/,
  },
  {
    kind: 'noCapacityForInstances',
    pattern:
      /Insufficient(?:Instance|Host|ReservedInstance|Spot\w*)Capacity|SpotCapacityNotAvailable|UnfulfillableCapacity/,
  },
  {
    kind: 'typeNotInZone',
    pattern:
      /requested instance type \([\w.-]+\) is not supported in your requested Availability Zone|requested configuration is currently not supported/,
  },
  {
    kind: 'noFreeAddresses',
    pattern: /InsufficientFreeAddresses/,
  },
  {
    kind: 'credentialsRefused',
    pattern:
      /ExpiredToken|InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|SignatureDoesNotMatch|AuthFailure|RequestExpired/,
  },
  {
    kind: 'notPermittedInKubernetes',
    pattern:
      /is forbidden: User|the server has asked for the client to provide credentials/,
  },
  {
    kind: 'notPermitted',
    pattern:
      /AccessDenied|is not authorized to perform|UnauthorizedOperation|OptInRequired/,
  },
  {
    kind: 'throttled',
    pattern:
      /Throttling|Rate exceeded|TooManyRequestsException|RequestLimitExceeded/,
  },
  {
    kind: 'busy',
    pattern:
      /has an update in progress|is in \w+_IN_PROGRESS state and can ?not be/,
  },
  {
    kind: 'unreachable',
    pattern:
      /ServerException|ServiceUnavailable|InternalFailure|InternalError|i\/o timeout|TLS handshake timeout|connection re(?:fused|set)|no such host|request send failed|unexpected EOF|the watcher channel for the nodes was closed/,
  },
  { kind: 'signInFailed', pattern: /checking AWS STS access/ },
  {
    kind: 'drainBlocked',
    pattern: /violate the pod's disruption budget|error when evicting pod/i,
  },
  {
    kind: 'protectedStack',
    pattern: /while TerminationProtection is enabled/,
  },
  {
    kind: 'heldByLeftovers',
    pattern:
      /DependencyViolation|has dependencies and cannot be deleted|has a dependent object|SecurityGroupDeletionFailure|Cluster has nodegroups attached|found the following undeleted stacks|failed to delete all resources/,
  },
  {
    kind: 'notThere',
    pattern:
      /ResourceNotFoundException: No (?:cluster|node ?group|addon)|Stack (?:with id |\[)\S+ does not exist/,
  },
  {
    kind: 'alreadyExists',
    pattern: /AlreadyExistsException|ResourceInUseException|already exists/,
  },
  {
    kind: 'addonNotHealthy',
    pattern: /addon status transitioned to|timed out waiting for addon/,
  },
  {
    kind: 'waitedInVain',
    pattern:
      /exceeded max wait time for|timed out (?:while )?waiting for|context deadline exceeded|unexpected status "(?:CREATE|DELETE|UPDATE)_IN_PROGRESS"/,
  },
  {
    kind: 'nodesDidNotJoin',
    pattern: /NodeCreationFailure|failed to join the kubernetes cluster/,
  },
  {
    kind: 'invalidConfig',
    pattern:
      /none of the provided AZs|invalid version|unknown field|must be set|is not unique|must satisfy regular expression|zone\(s\) specified|only \d+ zones discovered|error converting YAML|error unmarshaling|cannot use --|must be greater than or equal|InvalidParameterException|ValidationError/,
  },
];
