import {
  linesOf,
  readTranscript,
  readTranscripts,
} from '../__fixtures__/transcripts';
import { classifyFailure } from './classifyFailure';
import { failureKinds } from './failureKinds';
import { failureRules } from './failureRules';
import { rootCauseOfEvents } from './rootCause';
import { FailureClass, StackEventSummary } from './types';

function classify(name: string, stackEvents?: StackEventSummary[]) {
  const transcript = readTranscript(name);
  const { exit } = transcript;
  return classifyFailure({ exit, lines: linesOf(transcript), stackEvents });
}

/** Class and root cause of every recorded run that failed. */
const expected: Record<string, [FailureClass, string]> = {
  '03-create-cluster-capacity': [
    'capacity',
    "Cannot create cluster 'demo' because eu-west-1a",
  ],
  '03b-create-again-over-rollback-complete': [
    'conflict',
    'Stack [eksctl-demo-cluster] already exists',
  ],
  '03c-delete-after-rollback': ['missing', 'No cluster found for name: demo'],
  '03d-delete-after-rollback-force': [
    'panic',
    'panic: runtime error: invalid memory address',
  ],
  '04-create-nodegroup-capacity': [
    'unknown',
    'waiter state transitioned to Failure',
  ],
  '05-create-stack-exists': [
    'conflict',
    'Stack [eksctl-demo-cluster] already exists',
  ],
  '06-expired-token-at-start': ['credentials', 'api error ExpiredToken'],
  '06b-get-cluster-expired': ['credentials', 'api error ExpiredToken'],
  '07-expired-token-while-waiting-cluster': [
    'credentials',
    'api error ExpiredToken',
  ],
  '07b-expired-token-while-waiting-nodegroup': [
    'credentials',
    'api error ExpiredToken',
  ],
  '08-access-denied-createstack': [
    'permission',
    'is not authorized to perform: cloudformation:CreateStack',
  ],
  '09b-throttling-forever': [
    'transient',
    'api error Throttling: Rate exceeded',
  ],
  '10-quota-vpcs': ['quota', 'The maximum number of VPCs has been reached'],
  '11-sigterm-mid-create': ['unknown', 'eksctl was ended by SIGTERM'],
  '12-create-again-stack-complete': [
    'conflict',
    'Stack [eksctl-demo-cluster] already exists',
  ],
  '13-delete-nodegroup-delete-failed': [
    'unknown',
    'waiter state transitioned to Failure',
  ],
  '13b-delete-again-after-nodegroup-delete-failed': [
    'unknown',
    'waiter state transitioned to Failure',
  ],
  '13c-delete-third-time': ['unknown', 'waiter state transitioned to Failure'],
  '14-delete-cluster-delete-failed': [
    'unknown',
    'waiter state transitioned to Failure',
  ],
  '14b-delete-again-eks-gone': ['missing', 'No cluster found for name: demo'],
  '14c-delete-force-eks-gone': [
    'panic',
    'panic: runtime error: invalid memory address',
  ],
  '16-delete-force-eks-gone': [
    'panic',
    'panic: runtime error: invalid memory address',
  ],
  '16a-delete-eks-gone-no-force': [
    'missing',
    'No cluster found for name: demo',
  ],
  '17d-scale-bad': ['user', 'maximum number of nodes must be greater'],
  '17e-scale-unknown': ['missing', 'No node group found for name: nosuch'],
  '21-create-dup': ['user', 'managedNodeGroups[1].name "mng-1" is not unique'],
  '21-dryrun-dup': ['user', 'managedNodeGroups[1].name "mng-1" is not unique'],
  '21-dryrun-field': ['user', 'unknown field "desiredCapcity"'],
  '21-dryrun-instance': ['user', 'support instance type m99.large'],
  '21-dryrun-name': ['user', 'name must satisfy regular expression'],
  '21-dryrun-onezone': ['user', 'only 1 zone(s) specified'],
  '21-dryrun-version': ['user', 'invalid version, supported values'],
  '21-dryrun-with-write-kubeconfig': ['user', 'cannot use --write-kubeconfig'],
  '21-dryrun-yaml': ['user', 'error converting YAML to JSON'],
  '23-delete-not-existing': ['missing', 'No cluster found for name: nosuch'],
  '23c-get-cluster-notfound': ['missing', 'No cluster found for name: nosuch'],
  '24-delete-k8s-forbidden': ['permission', 'services is forbidden: User'],
  '25-sigterm-mid-delete': ['unknown', 'eksctl was ended by SIGTERM'],
  '26b-addon-degraded-waited': [
    'partial',
    'addon status transitioned to "DEGRADED"',
  ],
  '29-timeout-cluster-stack': ['unknown', 'context deadline exceeded'],
  '30-timeout-nodegroup-stack': [
    'unknown',
    'exceeded max wait time for StackCreateComplete waiter',
  ],
  '31-timeout-control-plane': [
    'unknown',
    'timed out waiting for control plane "demo"',
  ],
  '32-access-denied-createaddon': [
    'permission',
    'is not authorized to perform: eks:CreateAddon',
  ],
  '33-endpoint-down': ['transient', 'connect: connection refused'],
};

describe('classifyFailure', () => {
  it('has an expectation for every recorded run that failed', () => {
    const failed = readTranscripts()
      .filter(({ exit }) => exit.kind !== 'success')
      .map(({ name }) => name);
    expect(Object.keys(expected).sort()).toEqual(failed.sort());
  });

  it.each(Object.entries(expected))(
    'knows what %s is and why',
    (name, [failureClass, cause]) => {
      const failure = classify(name);
      expect(failure.class).toBe(failureClass);
      expect(failure.cause).toContain(cause);
    },
  );

  it('reads the zones that have capacity', () => {
    expect(classify('03-create-cluster-capacity')).toMatchObject({
      retry: 'once',
      zones: ['eu-west-1b', 'eu-west-1c', 'eu-west-1d'],
      remedy: expect.stringContaining('eu-west-1b, eu-west-1c, eu-west-1d'),
      cause: expect.stringMatching(
        /^Resource handler returned message: "Cannot/,
      ),
    });
  });

  it('takes the root cause of a node group from its events', () => {
    const failure = classify('04-create-nodegroup-capacity', [
      event('ROLLBACK_IN_PROGRESS', 'The following resource(s) failed'),
      event('CREATE_FAILED', 'Resource creation cancelled'),
      event(
        'CREATE_FAILED',
        '[Issue(Code=AsgInstanceLaunchFailures, Message=InsufficientInstanceCapacity)]',
      ),
      event('CREATE_IN_PROGRESS'),
    ]);
    expect(failure).toMatchObject({ class: 'capacity', retry: 'once' });
  });

  it('tells a timeout, which may still succeed, from a failure', () => {
    for (const name of [
      '29-timeout-cluster-stack',
      '30-timeout-nodegroup-stack',
      '31-timeout-control-plane',
      '11-sigterm-mid-create',
    ]) {
      expect(classify(name).retry).toBe('backoff');
    }
  });

  it.each<[string, FailureClass]>([
    ['api error RequestLimitExceeded: Request limit exceeded.', 'transient'],
    ['VcpuLimitExceeded: You have requested more vCPU capacity', 'quota'],
    [
      '[Issue(Code=AsgInstanceLaunchFailures, Message=Could not launch On-Demand Instances. VcpuLimitExceeded - You have requested more vCPU capacity than your current vCPU limit)]',
      'quota',
    ],
    [
      '[Issue(Code=AsgInstanceLaunchFailures, Message=Could not launch On-Demand Instances. Unsupported - Your requested instance type (t3.micro) is not supported in your requested Availability Zone (us-east-1e). Please retry your request by not specifying an Availability Zone or choosing us-east-1a, us-east-1b.)]',
      'user',
    ],
    [
      '[Issue(Code=AsgInstanceLaunchFailures, Message=something new)]',
      'unknown',
    ],
    ['Max spot: MaxSpotInstanceCountExceeded', 'quota'],
    ['LimitExceeded: Cannot exceed quota for RolesPerAccount', 'quota'],
    [
      'ServiceLimitExceeded: The maximum number of internet gateways has been reached',
      'quota',
    ],
    ['Subnet: InsufficientFreeAddresses', 'user'],
    [
      'ValidationError: Stack with id eksctl-x-cluster does not exist',
      'missing',
    ],
    [
      'Cannot delete because cluster x currently has an update in progress',
      'transient',
    ],
    ['net/http: TLS handshake timeout', 'transient'],
    ['the watcher channel for the nodes was closed', 'transient'],
    [
      "Cannot evict pod as it would violate the pod's disruption budget.",
      'conflict',
    ],
    [
      'Stack [eksctl-x-cluster] cannot be deleted while TerminationProtection is enabled',
      'conflict',
    ],
    ['Ec2SecurityGroupDeletionFailure: DependencyViolation', 'conflict'],
    ['The maximum number of addresses has been reached.', 'quota'],
    ['resource sg-1 has a dependent object (DependencyViolation)', 'conflict'],
    [
      'NodeCreationFailure: Instances failed to join the kubernetes cluster',
      'user',
    ],
    [
      'getting availability zones: only 0 zones discovered [], at least 2 are required',
      'user',
    ],
    ['something that nobody has seen before', 'unknown'],
  ])('calls %j %s', (reason, failureClass) => {
    const failure = classifyFailure({
      exit: { kind: 'failed', exitCode: 1 },
      lines: [],
      stackEvents: [event('CREATE_FAILED', reason)],
    });
    expect(failure).toMatchObject({ class: failureClass, cause: reason });
  });

  it('shows no secret in the cause', () => {
    const { cause } = classifyFailure({
      exit: { kind: 'failed', exitCode: 1 },
      lines: [
        {
          level: 'raw',
          stream: 'stderr',
          text: 'Error: denied for AKIAIOSFODNN7EXAMPLE',
        },
      ],
    });
    expect(cause).toBe('denied for [REDACTED]');
  });

  it('says that eksctl could not be started', () => {
    expect(
      classifyFailure({
        exit: { kind: 'notStarted', reason: 'ENOENT: no such file' },
        lines: [],
      }),
    ).toMatchObject({
      class: 'unknown',
      retry: 'never',
      cause: 'ENOENT: no such file',
    });
  });
});

describe('failureKinds', () => {
  it.each(Object.entries(failureKinds))(
    'say of %s one sentence to each',
    (_name, { developerMessage, operatorMessage, remedy, whileRetrying }) => {
      for (const text of [
        developerMessage,
        operatorMessage,
        remedy,
        whileRetrying,
      ]) {
        expect(text).toMatch(/^[A-Ze].*\.$/);
      }
    },
  );

  it.each(Object.entries(failureKinds))(
    'promise with %s no retry where none is scheduled',
    (_name, { remedy }) => {
      expect(remedy).not.toMatch(
        /automatically|retries|portal (?:removes|deletes)/,
      );
    },
  );

  it('are all reached by a rule, by the way eksctl ended, or before it began', () => {
    const byExit = ['panicked', 'notStarted', 'interrupted', 'unknown'];
    const byPreflight = ['noRoom', 'notOffered'];
    const reached = new Set([
      ...failureRules.map(({ kind }) => kind),
      ...byExit,
      ...byPreflight,
    ]);
    expect([...reached].sort()).toEqual(Object.keys(failureKinds).sort());
  });
});

describe('rootCauseOfEvents', () => {
  it('is the oldest failure that is none of its own consequences', () => {
    expect(
      rootCauseOfEvents([
        event('DELETE_FAILED', 'later'),
        event('CREATE_FAILED', 'first'),
        event('CREATE_FAILED', 'Resource creation cancelled'),
      ]),
    ).toBe('first');
    expect(rootCauseOfEvents([event('CREATE_COMPLETE')])).toBeUndefined();
  });
});

function event(status: string, reason?: string): StackEventSummary {
  return {
    logicalId: 'ManagedNodeGroup',
    resourceType: 'AWS::EKS::Nodegroup',
    status,
    reason,
  };
}
