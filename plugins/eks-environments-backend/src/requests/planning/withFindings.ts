import {
  type Finding,
  isRefusal,
} from 'backstage-plugin-eks-environments-common';
import type { PlannedEnvironment } from './types';

/** Adds the findings of a later check to a plan. An error among them refuses it. */
export function withFindings(
  planned: PlannedEnvironment,
  findings: Finding[],
): PlannedEnvironment {
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
