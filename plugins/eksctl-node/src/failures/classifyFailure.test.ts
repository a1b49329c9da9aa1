import {
  linesOf,
  readTranscript,
  readTranscripts,
} from '../__fixtures__/transcripts';
import { classifyFailure } from './classifyFailure';
import { rootCauseOfEvents } from './rootCause';
import { FailureClass, StackEventSummary } from './types';

function classify(name: string, stackEvents?: StackEventSummary[]) {
  const transcript = readTranscript(name);
  const { exit } = transcript;
  return classifyFailure({ exit, lines: linesOf(transcript), stackEvents });
}

const expected: Record<string, FailureClass> = {
  '03-create-cluster-capacity': 'capacity',
  '03b-create-again-over-rollback-complete': 'conflict',
  '03c-delete-after-rollback': 'unknown',
  '03d-delete-after-rollback-force': 'panic',
  '04-create-nodegroup-capacity': 'unknown',
  '05-create-stack-exists': 'conflict',
  '06-expired-token-at-start': 'credentials',
  '06b-get-cluster-expired': 'credentials',
  '07-expired-token-while-waiting-cluster': 'credentials',
  '07b-expired-token-while-waiting-nodegroup': 'credentials',
  '08-access-denied-createstack': 'permission',
  '09b-throttling-forever': 'transient',
  '10-quota-vpcs': 'quota',
  '11-sigterm-mid-create': 'unknown',
  '12-create-again-stack-complete': 'conflict',
  '13-delete-nodegroup-delete-failed': 'unknown',
  '13b-delete-again-after-nodegroup-delete-failed': 'unknown',
  '13c-delete-third-time': 'unknown',
  '14-delete-cluster-delete-failed': 'unknown',
  '14b-delete-again-eks-gone': 'unknown',
  '14c-delete-force-eks-gone': 'panic',
  '16-delete-force-eks-gone': 'panic',
  '16a-delete-eks-gone-no-force': 'unknown',
  '17d-scale-bad': 'user',
  '17e-scale-unknown': 'unknown',
  '21-create-dup': 'user',
  '21-dryrun-dup': 'user',
  '21-dryrun-field': 'user',
  '21-dryrun-instance': 'user',
  '21-dryrun-name': 'user',
  '21-dryrun-onezone': 'user',
  '21-dryrun-version': 'user',
  '21-dryrun-with-write-kubeconfig': 'user',
  '21-dryrun-yaml': 'user',
  '23-delete-not-existing': 'unknown',
  '23c-get-cluster-notfound': 'unknown',
  '24-delete-k8s-forbidden': 'permission',
  '25-sigterm-mid-delete': 'unknown',
  '26b-addon-degraded-waited': 'partial',
  '29-timeout-cluster-stack': 'unknown',
  '30-timeout-nodegroup-stack': 'unknown',
  '31-timeout-control-plane': 'unknown',
  '32-access-denied-createaddon': 'permission',
  '33-endpoint-down': 'transient',
};

describe('classifyFailure', () => {
  it('has an expectation for every recorded run that failed', () => {
    const failed = readTranscripts()
      .filter(({ exit }) => exit.kind !== 'success')
      .map(({ name }) => name);
    expect(Object.keys(expected).sort()).toEqual(failed.sort());
  });

  it.each(Object.entries(expected))('calls %s %s', (name, failureClass) => {
    const failure = classify(name);
    expect(failure.class).toBe(failureClass);
    expect(failure.cause).not.toBe('');
    expect(failure.developerMessage).toMatch(/\.$/);
    expect(failure.remedy).toMatch(/\.$/);
  });

  it('reads the zones that have capacity', () => {
    expect(classify('03-create-cluster-capacity')).toMatchObject({
      retry: 'once',
      zones: ['eu-west-1b', 'eu-west-1c', 'eu-west-1d'],
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
    ['The maximum number of addresses has been reached.', 'quota'],
    ['resource sg-1 has a dependent object (DependencyViolation)', 'conflict'],
    [
      'NodeCreationFailure: Instances failed to join the kubernetes cluster',
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
