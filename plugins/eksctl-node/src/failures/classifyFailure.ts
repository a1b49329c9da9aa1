import { redact } from '../output/redact';
import { EksctlExit } from '../run/types';
import { failureRules } from './failureRules';
import { causesOf } from './rootCause';
import { Failure, FailureEvidence } from './types';

type FailureText = Omit<Failure, 'cause' | 'zones'>;

const panic: FailureText = {
  class: 'panic',
  developerMessage: 'The tool that builds clusters crashed.',
  operatorMessage: 'eksctl panicked; its stack trace is in the log.',
  remedy: 'The portal goes on without it, through CloudFormation.',
  retry: 'never',
};

const notStarted: FailureText = {
  class: 'unknown',
  developerMessage: 'The tool that builds clusters could not be started.',
  operatorMessage:
    'eksctl could not be started: check its path in the configuration and its permissions.',
  remedy: 'The platform team must correct the installation.',
  retry: 'never',
};

const interrupted: FailureText = {
  class: 'unknown',
  developerMessage: 'The work was interrupted.',
  operatorMessage: 'eksctl was ended by a signal; its stacks go on in AWS.',
  remedy: 'The portal looks at AWS and goes on from there.',
  retry: 'backoff',
};

const unknown: FailureText = {
  class: 'unknown',
  developerMessage:
    'The work failed for a reason that the portal does not know.',
  operatorMessage: 'No rule knows this text; the log and the stack events do.',
  remedy: 'The platform team must look at it; then try again.',
  retry: 'never',
};

/**
 * What a run that did not succeed means and what to do about it. A text that no rule knows is of class `unknown`.
 *
 * Pass the events of the failed stack for node groups and deletions: eksctl does not print their reason.
 *
 * @public
 */
export function classifyFailure(evidence: FailureEvidence): Failure {
  const crash = evidence.lines.find(line => line.text.startsWith('panic: '));
  if (crash || evidence.exit.kind === 'panicked') {
    return { ...panic, cause: crash?.text ?? 'eksctl panicked' };
  }
  const causes = causesOf(evidence).map(redact);
  for (const cause of causes) {
    const rule = failureRules.find(({ pattern }) => pattern.test(cause));
    if (rule) {
      const { pattern: _, ...text } = rule;
      return { ...text, cause, ...zonesIn(cause) };
    }
  }
  const [cause = describeExit(evidence.exit)] = causes;
  return { ...textOfExit(evidence.exit), cause };
}

function textOfExit(exit: EksctlExit): FailureText {
  if (exit.kind === 'notStarted') {
    return notStarted;
  }
  return exit.kind === 'signalled' ? interrupted : unknown;
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

/** AWS names the zones that have room: `choose from these availability zones: eu-west-1b, eu-west-1c`. */
function zonesIn(cause: string): Pick<Failure, 'zones'> {
  const list =
    /choose from these availability zones: ([\w-]+(?:, [\w-]+)*)/.exec(cause);
  return list ? { zones: list[1].split(', ') } : {};
}
