import {
  type Finding,
  isRefusal,
} from 'backstage-plugin-eks-environments-common';
import type { PlannedRequest } from '../RequestPlanner';

/** Adds the findings of a later check to a plan. An error among them refuses it. */
export function withFindings(
  planned: PlannedRequest,
  findings: Finding[],
): PlannedRequest {
  const { plan } = planned;
  return {
    ...planned,
    plan: {
      ...plan,
      outcome: findings.some(isRefusal) ? 'refused' : plan.outcome,
      findings: [...plan.findings, ...findings],
    },
  };
}
