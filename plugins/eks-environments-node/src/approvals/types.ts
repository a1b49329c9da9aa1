import type { UnpricedPart } from 'backstage-plugin-eks-environments-common';
import type { ResourceShape } from '../quotas';

/**
 * People who have to approve.
 *
 * @public
 */
export interface ApprovalStep {
  /** Entity references of users and groups; empty: platform engineers. */
  approvers: string[];
  /** How many of them have to approve. 1 when left out. */
  quorum?: number;
}

/**
 * What a blueprint says about the approval of its requests.
 *
 * @public
 */
export type BlueprintApproval =
  | { mode: 'automatic' }
  | {
      mode: 'person';
      /** Decided one after the other. */
      steps: ApprovalStep[];
      /** Up to this cost no person is needed: millionths of a dollar per hour. */
      automaticUpTo?: number;
    };

/**
 * What approval rules know of a request.
 *
 * @public
 */
export interface ApprovalPlan {
  blueprint: { name: string; version: number; approval: BlueprintApproval };
  /** Entity reference of who will own the environment. */
  owner: string;
  account?: string;
  region?: string;
  /** ISO 8601 duration. */
  lease: string;
  values: Record<string, unknown>;
  /** What the environment takes; undefined where the plan is refused before that is known. */
  shape?: ResourceShape;
  /** What the quotas that have a limit cannot count. */
  uncounted: UnpricedPart[];
}

/**
 * Who asks.
 *
 * @public
 */
export interface ApprovalRequester {
  /** Entity reference of the user. */
  entityRef: string;
  /** Entity references of the user, their groups and the groups above those. */
  claims: string[];
}

/**
 * What a rule demands of one request.
 *
 * @remarks
 *
 * `none`: the rule needs no person; the reason is shown where no other rule needs one. `steps`: people decide, one step after the other; the
 * reason says why, in one sentence that does not name them.
 *
 * @public
 */
export type ApprovalDemand =
  | { kind: 'none'; reason?: string }
  | { kind: 'steps'; reason: string; steps: ApprovalStep[] };

/**
 * A rule that says which people have to approve a request.
 *
 * @remarks
 *
 * All registered rules apply to each request, in the order of their registration. The request has the steps of all of them. Where there is
 * none, policy approves the request at once.
 *
 * @public
 */
export interface ApprovalRule {
  /** Stored with the steps; it must never change. */
  readonly id: string;

  /** It must give the same result for the same request: the plan beside the form is computed by it, too. */
  apply(plan: ApprovalPlan, requester: ApprovalRequester): ApprovalDemand;
}
