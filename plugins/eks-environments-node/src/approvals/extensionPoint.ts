import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { ApprovalRule } from './types';

/**
 * Where modules add rules for the approval of requests.
 *
 * @public
 */
export interface EksEnvironmentsApprovalsExtensionPoint {
  /**
   * Adds a rule. From then on it applies to each new request, besides the other rules.
   *
   * @throws ConflictError when there is a rule with that id already
   */
  addRule(rule: ApprovalRule): void;
}

/** @public */
export const eksEnvironmentsApprovalsExtensionPoint =
  createExtensionPoint<EksEnvironmentsApprovalsExtensionPoint>({
    id: 'eks-environments.approvals',
  });
