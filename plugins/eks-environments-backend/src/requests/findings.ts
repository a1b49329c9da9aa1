import { InputError } from '@backstage/errors';
import type { Finding } from 'backstage-plugin-eks-environments-common';

/** The code of the findings that make a refusal a conflict instead of wrong input. */
export const QUOTA_EXCEEDED = 'quota-exceeded';

/** The code of the finding that a provisioner refuses a plan without an error that says why. */
export const PLAN_REFUSED = 'plan-refused';

/** The code of the finding that no replica can create environments with the provisioner: neither the input nor the present state refuses the request. */
export const NO_EXECUTOR = 'no-executor';

/** The code of the finding that an approval rule failed, so that nobody knows who has to approve: a defect of the portal, not of the input. */
export const APPROVAL_RULE_FAILED = 'approval-rule-failed';

/** The code of the finding that the plan of a request type failed: a defect of its module. */
export const PLAN_FAILED = 'plan-failed';

/** The codes of refusals that only platform engineers can correct. */
const OF_PORTAL: readonly string[] = [
  NO_EXECUTOR,
  APPROVAL_RULE_FAILED,
  PLAN_FAILED,
];

/** Whether neither the input nor the present state refuses the request. */
export function isOfPortal({ code }: Finding): boolean {
  return OF_PORTAL.includes(code);
}

/**
 * An error that refuses the request.
 *
 * @param code - stable: clients translate the message by it
 * @param params - those of the message
 */
export function refusal(
  code: string,
  field: string,
  message: string,
  params?: Record<string, string | number>,
): Finding & { field: string } {
  return { severity: 'error', code, params, field, message };
}

/** Joins all errors, one sentence each; every sentence names its field. */
export function toInputError(findings: Finding[]): InputError {
  return new InputError(findings.map(sentence).join('; '));
}

function sentence({ field, message }: Finding): string {
  return field === undefined || message.startsWith(field)
    ? message
    : `${field}: ${message}`;
}
