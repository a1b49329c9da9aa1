import { FailureEvidence, StackEventSummary } from './types';

/** Texts that say that something failed, but not what. */
const GENERIC = [
  /^failed to (create|delete) cluster/,
  /^failed to create addons$/,
  /^waiter state transitioned to Failure/,
  /^ResourceNotReady: failed waiting/,
  /^unexpected status "/,
  /Resource creation cancelled/i,
  /^The following resource\(s\) failed to/,
];

/** How eksctl prints an event of a stack: `AWS::EC2::VPC/VPC: CREATE_FAILED – "reason"`, the reason quoted as Go does it, after a no-break space. */
const EVENT_LINE =
  /^AWS::[\w:]+\/\w+: (?:CREATE|UPDATE|DELETE)_FAILED –\s"(.*)"$/s;

/**
 * What may be the root cause, the best first: events of the stack, events that eksctl printed, its critical messages, its last words.
 */
export function causesOf({ lines, stackEvents }: FailureEvidence): string[] {
  const criticals = lines
    .filter(line => line.level === 'critical')
    .map(line => line.text);
  const printed = criticals.flatMap(text => {
    const reason = EVENT_LINE.exec(text)?.[1];
    return reason === undefined ? [] : [reason.replace(/\\(["\\])/g, '$1')];
  });
  const messages = criticals.filter(text => !EVENT_LINE.test(text));
  const errors = lines
    .filter(line => line.stream === 'stderr' && line.text.startsWith('Error: '))
    .map(line => line.text.slice('Error: '.length));
  const fromEvents = rootCauseOfEvents(stackEvents ?? []);
  return [
    ...(fromEvents === undefined ? [] : [fromEvents]),
    ...printed.filter(isSpecific).reverse(),
    ...messages.filter(isSpecific).reverse(),
    ...errors.filter(isSpecific),
    // a generic text is better than none
    ...messages.slice(-1),
    ...errors.slice(-1),
  ];
}

/**
 * The reason of the first failure: events come newest first, and all that follows a failure is a consequence of it.
 *
 * @public
 */
export function rootCauseOfEvents(
  newestFirst: StackEventSummary[],
): string | undefined {
  const oldest = newestFirst.findLast(
    ({ status, reason }) =>
      status.endsWith('_FAILED') && reason !== undefined && isSpecific(reason),
  );
  return oldest?.reason;
}

function isSpecific(text: string): boolean {
  return !GENERIC.some(pattern => pattern.test(text));
}
