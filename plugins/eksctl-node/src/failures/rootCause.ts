import { FailedWork, FailureEvidence, StackEventSummary } from './types';

/** Texts that report a failure without its cause. */
const GENERIC = [
  /^failed to (create|delete) cluster/,
  /^failed to create addons$/,
  /^waiter state transitioned to Failure/,
  /^ResourceNotReady: failed waiting/,
  /^unexpected status "/,
  /Resource (?:creation|update|deletion) cancell?ed/i,
  /^The following resource\(s\) failed to/,
];

/**
 * Texts that report a dependency which may itself have failed to be deleted. A resource with dependencies is nearer to the root cause
 * than a stack whose exports are in use.
 */
const CONSEQUENCES = [
  /has dependencies and cannot be deleted|has a dependent object|DependencyViolation|has some mapped public address|Cluster has (?:nodegroups|Fargate profiles)/i,
  /Cannot delete export|Export \S+ cannot be deleted/i,
];

/**
 * How eksctl prints a stack event: `AWS::EC2::VPC/VPC: CREATE_FAILED – "reason"`, with the reason quoted by Go's rules, after a no-break
 * space.
 */
const EVENT_LINE =
  /^AWS::[\w:]+\/\w+: (CREATE|UPDATE|DELETE)_FAILED –\s"(.*)"$/s;

/** A possible root cause, and the work that failed with it, if known. */
export type Cause = { text: string; during?: FailedWork };

/** Possible root causes, most likely first: stack events, stack events that eksctl printed, its critical messages, its last lines. */
export function causesOf({
  lines,
  stackEvents,
  during,
}: FailureEvidence): Cause[] {
  const criticals = lines
    .filter(line => line.level === 'critical')
    .map(line => line.text);
  const printed = criticals.flatMap(text => {
    const [, action, reason] = EVENT_LINE.exec(text) ?? [];
    return reason === undefined
      ? []
      : [{ text: reason.replace(/\\(["\\])/g, '$1'), during: workOf(action) }];
  });
  const said = (text: string) => ({ text, during });
  const messages = criticals.filter(text => !EVENT_LINE.test(text)).map(said);
  const errors = lines
    .filter(line => line.stream === 'stderr' && line.text.startsWith('Error: '))
    .map(line => said(line.text.slice('Error: '.length)));
  const first = rootEventOf(stackEvents ?? []);
  return [
    ...(first?.reason === undefined
      ? []
      : [{ text: first.reason, during: workOf(first.status) }]),
    ...nearestFirst(printed.filter(({ text }) => isSpecific(text)).reverse()),
    ...nearestFirst(messages.filter(({ text }) => isSpecific(text)).reverse()),
    ...errors.filter(({ text }) => isSpecific(text)),
    // a generic text is better than none
    ...messages.slice(-1),
    ...errors.slice(-1),
  ];
}

/** Sorts consequences after their possible causes; otherwise the order is kept. */
function nearestFirst(causes: Cause[]): Cause[] {
  return causes.sort(
    (one, other) => distanceFromRoot(one.text) - distanceFromRoot(other.text),
  );
}

/** A rollback also deletes, but the failure began with the creation. */
function workOf(status: string): FailedWork {
  return status.startsWith('DELETE') ? 'delete' : 'create';
}

/**
 * The reason of {@link rootEventOf}.
 *
 * @public
 */
export function rootCauseOfEvents(
  newestFirst: StackEventSummary[],
): string | undefined {
  return rootEventOf(newestFirst)?.reason;
}

/**
 * The event of the resource that made a stack fail: the first failure that is not a consequence of another one. If every failure may be a
 * consequence, the one nearest to the root cause.
 *
 * @param newestFirst - of one stack or of several
 * @public
 */
export function rootEventOf(
  newestFirst: StackEventSummary[],
): StackEventSummary | undefined {
  const [first, ...others] = newestFirst
    .filter(
      ({ status, reason }) =>
        status.endsWith('_FAILED') &&
        reason !== undefined &&
        isSpecific(reason),
    )
    .reverse();
  return others.reduce(
    (root, event) =>
      distanceFromRoot(event.reason) < distanceFromRoot(root.reason)
        ? event
        : root,
    first,
  );
}

function distanceFromRoot(text = ''): number {
  return 1 + CONSEQUENCES.findIndex(pattern => pattern.test(text));
}

function isSpecific(text: string): boolean {
  return !GENERIC.some(pattern => pattern.test(text));
}
