import type { Operation } from 'backstage-plugin-eks-environments-common';
import type { Translate } from '../translation';

/** The number of the attempt that runs, ran last, or comes next: it counts once it begins. */
export function attemptNumber({ attempt, state }: Operation): number {
  return state === 'Pending' ? attempt + 1 : attempt;
}

/** Formats the number of the attempt, as in `Attempt 2 of 3`. */
export function formatAttempt(operation: Operation, t: Translate): string {
  const attempt = String(attemptNumber(operation));
  const { maximumAttempts } = operation;
  return maximumAttempts === undefined
    ? t('environment.attempt', { attempt })
    : t('environment.attemptOf', {
        attempt,
        maximum: String(maximumAttempts),
      });
}
