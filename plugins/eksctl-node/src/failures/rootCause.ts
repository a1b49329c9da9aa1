import { FailedWork, FailureEvidence, StackEventSummary } from './types';

/** Texts that say that something failed, but not what. */
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
 * Texts that say that something is in the way which may itself have failed to be deleted. What has dependencies is nearer to the root than a
 * stack whose exports another stack uses.
 */
const CONSEQUENCES = [
  /has dependencies and cannot be deleted|has a dependent object|DependencyViolation|has some mapped public address|Cluster has (?:nodegroups|Fargate profiles)/i,
  /Cannot delete export|Export \S+ cannot be deleted/i,
];

/** How eksctl prints an event of a stack: `AWS::EC2::VPC/VPC: CREATE_FAILED – "reason"`, the reason quoted as Go does it, after a no-break space. */
const EVENT_LINE =
  /^AWS::[\w:]+\/\w+: (CREATE|UPDATE|DELETE)_FAILED –\s"(.*)"$/s;

/** A text that may be the root cause, and what failed by it, where that is known. */
export type Cause = { text: string; during?: FailedWork };

/**
 * What may be the root cause, the best first: events of the stack, events that eksctl printed, its critical messages, its last words.
 */
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

/** Consequences behind what may be their cause, and otherwise in the order given. */
function nearestFirst(causes: Cause[]): Cause[] {
  return causes.sort(
    (one, other) => distanceFromRoot(one.text) - distanceFromRoot(other.text),
  );
}

/** A stack that rolls back deletes, too, but what failed first was its creation. */
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
 * The event of the resource that made a stack fail: the first failure that is no consequence of another one. Where every failure may be a
 * consequence, the nearest to the root.
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
