import { causesOf, rootEventOf } from './rootCause';
import { StackEventSummary } from './types';

const policies =
  'Resource handler returned message: "Cannot delete entity, must detach all policies first. (Service: Iam, Status Code: 409, Request ID: 9e0c)" (RequestToken: 1, HandlerErrorCode: GeneralServiceException)';
const dependency =
  'Resource handler returned message: "The vpc \'vpc-1\' has dependencies and cannot be deleted. (Service: Ec2, Status Code: 400, Request ID: 1)" (RequestToken: 1, HandlerErrorCode: InvalidRequest)';
const exported =
  'Delete canceled. Cannot delete export eksctl-demo-cluster::VPC as it is in use by eksctl-demo-nodegroup-main.';
const exportedAsItWasOnce =
  'Export eksctl-demo-cluster::VPC cannot be deleted as it is in use by eksctl-demo-nodegroup-main';
const summary =
  'The following resource(s) failed to delete: [NodeInstanceRole]. ';

/** @param reasons - of failures, the oldest first */
function rootOf(...reasons: Array<string | undefined>) {
  const events = reasons.map(
    (reason, index): StackEventSummary => ({
      logicalId: `Resource${index}`,
      resourceType: 'AWS::Some::Type',
      status: 'DELETE_FAILED',
      reason,
    }),
  );
  return rootEventOf(events.reverse())?.logicalId;
}

describe('the event that made stacks fail', () => {
  it.each([
    ['the first failure', [policies, 'another reason']],
    [
      'not a summary, nor what has no reason',
      [policies, summary, undefined, exported],
    ],
  ])('is %s', (_, reasons) => {
    expect(rootOf(...reasons)).toBe('Resource0');
  });

  it.each([
    ['an export in use', [exported, policies]],
    ['an export in use, in older words', [exportedAsItWasOnce, policies]],
    ['dependencies', [dependency, policies]],
    [
      'an export in use, where something has dependencies',
      [exported, dependency],
    ],
    ['a summary', [summary, policies]],
  ])('is not %s, whatever came first', (_, reasons) => {
    expect(rootOf(...reasons)).toBe('Resource1');
  });

  it('is a consequence where nothing else is known', () => {
    expect(rootOf(exported)).toBe('Resource0');
    expect(rootOf(dependency, dependency)).toBe('Resource0');
  });

  it('is none where nothing failed', () => {
    expect(rootOf()).toBeUndefined();
    expect(rootOf(summary)).toBeUndefined();
  });
});

describe('what eksctl printed', () => {
  /** @param reasons - of events, the newest first, as eksctl prints them */
  function firstCauseOf(...reasons: string[]) {
    const lines = reasons.map(reason => ({
      level: 'critical' as const,
      stream: 'stdout' as const,
      text: `AWS::Some::Type/Resource: DELETE_FAILED –\u00a0"${reason.replaceAll(
        '"',
        String.raw`\"`,
      )}"`,
    }));
    const [first] = causesOf({ exit: { kind: 'failed', exitCode: 1 }, lines });
    return first.text;
  }

  it.each([
    ['the first failure', ['another reason', policies], policies],
    ['no export in use, whatever came first', [policies, exported], policies],
    ['no dependencies', [policies, dependency], policies],
    [
      'no deletion that was given up',
      ['Resource deletion cancelled', policies],
      policies,
    ],
  ])('has as its cause %s', (_, reasons, cause) => {
    expect(firstCauseOf(...reasons)).toBe(cause);
  });
});
