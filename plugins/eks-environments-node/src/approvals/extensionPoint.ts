import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { ApprovalRule } from './types';

/**
 * Where modules add approval rules.
 *
 * @public
 */
export interface EksEnvironmentsApprovalsExtensionPoint {
  /**
   * Adds a rule. From then on it applies to each new request, in addition to the other rules.
   *
   * @throws ConflictError when a rule with that id exists already
   */
  addRule(rule: ApprovalRule): void;
}

/** @public */
export const eksEnvironmentsApprovalsExtensionPoint =
  createExtensionPoint<EksEnvironmentsApprovalsExtensionPoint>({
    id: 'eks-environments.approvals',
  });
