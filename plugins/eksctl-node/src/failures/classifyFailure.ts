import { redact } from 'backstage-plugin-safe-text-node';
import { EksctlExit } from '../run/types';
import { type CodedKind, codedKind } from './failureKinds';
import { ruleFor } from './failureRules';
import { parseFailureText } from './parseFailureText';
import { causesOf } from './rootCause';
import { FailedWork, Failure, FailureEvidence } from './types';

/**
 * Classifies a failed run and says what to do about it. A text that no rule matches has the class `unknown`.
 *
 * Pass the events of the failed stack for node groups and deletions: eksctl does not print their reason.
 *
 * @public
 */
export function classifyFailure(evidence: FailureEvidence): Failure {
  const crash = evidence.lines.find(line => line.text.startsWith('panic: '));
  if (crash || evidence.exit.kind === 'panicked') {
    return {
      ...codedKind('panicked'),
      cause: redact(crash?.text ?? 'eksctl panicked'),
    };
  }
  const causes = causesOf(evidence).map(({ text, during }) => ({
    text: redact(text),
    during,
  }));
  for (const { text, during } of causes) {
    const kind = kindOfText(text, during);
    if (kind) {
      return withZones({ ...kind, cause: text });
    }
  }
  const [first] = causes;
  return {
    ...kindOfExit(evidence.exit),
    cause: first?.text ?? describeExit(evidence.exit),
  };
}

/** A text that names an API call determines by itself what was done. */
function kindOfText(
  text: string,
  during: FailedWork | undefined,
): CodedKind | undefined {
  const parsed = parseFailureText(text);
  const rule = ruleFor(
    parsed,
    parsed.operation?.startsWith('Delete') ? 'delete' : during,
  );
  return rule && codedKind(rule.kind);
}

function kindOfExit(exit: EksctlExit): CodedKind {
  if (exit.kind === 'notStarted') {
    return codedKind('notStarted');
  }
  return exit.kind === 'signalled'
    ? codedKind('interrupted')
    : codedKind('unknown');
}

function describeExit(exit: EksctlExit): string {
  switch (exit.kind) {
    case 'failed':
      return `eksctl ended with exit code ${exit.exitCode}`;
    case 'panicked':
      return 'eksctl panicked';
    case 'signalled':
      return `eksctl was ended by ${exit.signal}`;
    case 'notStarted':
      return exit.reason;
    default:
      return 'eksctl ended with exit code 0';
  }
}

/**
 * AWS names the zones with capacity: EKS says `choose from these availability zones: eu-west-1b, eu-west-1c`, and EC2 `by not specifying
 * an Availability Zone or choosing eu-west-1b, eu-west-1c`.
 */
const ZONES =
  /(?:choose from these availability zones:|Availability Zone or choosing) ([a-z]{2}[\w-]+(?:, [a-z]{2}[\w-]+)*)/;

function withZones(failure: Failure): Failure {
  const zones = ZONES.exec(failure.cause)?.[1].split(', ');
  if (!zones) {
    return failure;
  }
  const offered = `AWS offers it in ${zones.join(', ')}.`;
  return {
    ...failure,
    zones,
    remedy: `${failure.remedy} ${offered}`,
    whileRetrying: `${failure.whileRetrying} ${offered}`,
  };
}
