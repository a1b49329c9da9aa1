import type { UnpricedPart } from 'backstage-plugin-eks-environments-common';
import type { ResourceShape } from '../quotas';

/**
 * The people who have to approve.
 *
 * @public
 */
export interface ApprovalStep {
  /** Entity references of users and groups; the default kind is group. Empty: platform engineers. */
  approvers: string[];
  /** How many of them have to approve. Omitted: 1. */
  quorum?: number;
}

/**
 * The approval rule of a blueprint.
 *
 * @public
 */
export type BlueprintApproval =
  | { mode: 'automatic' }
  | {
      mode: 'person';
      /** Decided one after the other. */
      steps: ApprovalStep[];
      /** Up to this cost no person has to approve: millionths of a dollar per hour. */
      automaticUpTo?: number;
    };

/**
 * What approval rules know about a request.
 *
 * @public
 */
export interface ApprovalPlan {
  request: {
    /** Id of its type, such as `create`. */
    type: string;
    /** Why a person has to approve it, whatever the blueprint leaves to policy; given by the type. */
    personDecides?: string;
  };
  blueprint: { name: string; version: number; approval: BlueprintApproval };
  /** Entity reference of the owner of the environment. */
  owner: string;
  account?: string;
  region?: string;
  /** How long the whole lease would be, as an ISO 8601 duration. */
  lease: string;
  values: Record<string, unknown>;
  /** The resources of the environment; undefined if the plan is refused before they are known, and for a request that changes none. */
  shape?: ResourceShape;
  /** The parts that quotas with a limit cannot count. */
  uncounted: UnpricedPart[];
}

/**
 * The requester.
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
 * What a rule demands for one request.
 *
 * @remarks
 *
 * `none`: the rule needs no person; the reason is shown if no other rule needs one. `steps`: people decide, one step after the other; the
 * reason says why, in one sentence that does not name them.
 *
 * @public
 */
export type ApprovalDemand =
  | { kind: 'none'; reason?: string }
  | { kind: 'steps'; reason: string; steps: ApprovalStep[] };

/**
 * A rule that decides which people have to approve a request.
 *
 * @remarks
 *
 * All registered rules apply to each request, in the order of their registration. The request has the steps of all of them. If there are
 * none, policy approves the request at once.
 *
 * @public
 */
export interface ApprovalRule {
  /** Stored with the steps; it must never change. */
  readonly id: string;

  /**
   * Must return the same result for the same request, because it also computes the plan beside the form. If it throws, or returns what is
   * invalid, the plan is refused.
   */
  apply(plan: ApprovalPlan, requester: ApprovalRequester): ApprovalDemand;
}
