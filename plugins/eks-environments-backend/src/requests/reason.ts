import type { Finding } from 'backstage-plugin-eks-environments-common';
import { textProblem } from '../util/text';
import { refusal } from './findings';

const MAXIMUM_REASON = 2000; // characters

/** As that of an extension without a request. */
const MAXIMUM_REQUIRED = 1000; // characters

/** What is wrong with the reason of a request. */
export function checkReason(reason: string | undefined): Finding[] {
  const problem = textProblem('reason', reason, MAXIMUM_REASON);
  return problem === undefined ? [] : [refusal('reason', 'reason', problem)];
}

/** What is wrong with the reason of a request that needs one. */
export function checkRequiredReason(reason: string | undefined): Finding[] {
  const problem =
    reason === undefined || reason.trim() === ''
      ? 'reason must say why'
      : textProblem('reason', reason, MAXIMUM_REQUIRED);
  return problem === undefined ? [] : [refusal('reason', 'reason', problem)];
}
