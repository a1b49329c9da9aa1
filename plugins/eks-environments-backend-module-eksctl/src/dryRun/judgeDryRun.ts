import {
  type EksctlExit,
  type EksctlLine,
  findConfigPath,
} from 'backstage-plugin-eksctl-node';
import { redact } from 'backstage-plugin-safe-text-node';
import { plainSentence } from './plainSentence';
import { type Trouble, troubleIn } from './troubleIn';
import type { DryRunVerdict } from './types';

/** eksctl exits with code 0, 1 or, after a panic, 2; any other code is from a shell that could not run it or found it killed. */
const FAILED = 1;

const reasons: Record<Trouble, string> = {
  credentials: 'The credentials of the account do not work',
  permission: 'The portal may not ask AWS what the check needs',
  throttling: 'AWS takes no more calls at the moment',
  network: 'AWS was not reached',
  aws: 'AWS failed to answer',
  installation: 'eksctl is not set up for it',
};

/**
 * Derives the verdict on a config from a dry run.
 *
 * @remarks
 *
 * A dry run that fails refuses the config, whatever it prints, unless the output proves another cause. A panic refuses it, too: eksctl
 * reads a config the same way each time, so the creation would also panic.
 */
export function judgeDryRun(
  exit: EksctlExit,
  lines: EksctlLine[],
): DryRunVerdict {
  switch (exit.kind) {
    case 'success':
      return { kind: 'accepted' };
    case 'notStarted':
      return { kind: 'unchecked', reason: 'eksctl could not be started' };
    case 'signalled':
      return {
        kind: 'unchecked',
        reason: `eksctl was ended by ${exit.signal}`,
      };
    case 'panicked':
      return judgePanic(lines);
    default:
      return exit.exitCode === FAILED
        ? judgeText(errorOf(lines))
        : {
            kind: 'unchecked',
            reason: `eksctl ended with exit code ${exit.exitCode}`,
          };
  }
}

/** The Go runtime also exits when it gets no memory or threads, and prints `fatal error: …`. */
function judgePanic(lines: EksctlLine[]): DryRunVerdict {
  const panic = lines.find(({ text }) => text.startsWith('panic: '))?.text;
  return panic === undefined
    ? { kind: 'unchecked', reason: 'eksctl crashed' }
    : {
        kind: 'refused',
        sentence: `eksctl crashed while it read this config (${redact(panic)})`,
      };
}

function judgeText(text: string): DryRunVerdict {
  const sentence = plainSentence(redact(text));
  const trouble = troubleIn(text);
  if (trouble) {
    return { kind: 'unchecked', reason: `${reasons[trouble]}: ${sentence}` };
  }
  const path = findConfigPath(sentence);
  return {
    kind: 'refused',
    sentence,
    ...(path === undefined ? {} : { path }),
  };
}

/** Everything after `Error: `, possibly several lines. */
function errorOf(lines: EksctlLine[]): string {
  const said = lines.filter(({ stream }) => stream === 'stderr');
  const first = said.findIndex(({ text }) => text.startsWith('Error: '));
  const words = said
    .slice(Math.max(first, 0))
    .map(({ text }) => text)
    .join('\n')
    .replace(/^Error: /, '')
    .trim();
  return words || 'eksctl gave no reason';
}
