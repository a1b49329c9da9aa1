import type { Finding } from 'backstage-plugin-eks-environments-common';
import { textProblem } from '../util/text';
import { refusal } from './findings';

const MAXIMUM_REASON = 2000; // characters

/** What is wrong with the reason of a request. */
export function checkReason(reason: string | undefined): Finding[] {
  const problem = textProblem('reason', reason, MAXIMUM_REASON);
  return problem === undefined ? [] : [refusal('reason', 'reason', problem)];
}
