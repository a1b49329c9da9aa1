import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import type {
  CostEstimate,
  Finding,
  PlanChange,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { ApprovalRequester } from '../approvals';
import type {
  OperationEnvironment,
  OperationEvent,
  OperationQueue,
} from '../operations';

/**
 * What a plan of a request is made for.
 *
 * @public
 */
export interface RequestPlanContext {
  /** The environment as it is now. */
  readonly environment: OperationEnvironment;
  readonly requester: ApprovalRequester;
  /** Now, ISO 8601 in UTC. */
  readonly at: string;
}

/**
 * What a request would do.
 *
 * @public
 */
export interface RequestProposal<D extends object = JsonObject> {
  /** What people have to know. An error refuses the request; its `field` names the field of the input, such as `input.duration`. */
  findings: Finding[];
  /** What changes, in the order in which it is shown. */
  changes: PlanChange[];
  /** How long the whole lease would be, as an ISO 8601 duration, for approval rules. Omitted: as long as it is. */
  lease?: string;
  /** What the change costs. Omitted: nothing. */
  cost?: CostEstimate;
  /**
   * Why a person has to approve it, in one sentence. The approvers are those of the blueprint, or the platform engineers. Omitted: only the
   * approval rules decide.
   */
  personDecides?: string;
  /** What {@link RequestType.approve} needs; stored with the request as JSON. */
  details: D;
}

/**
 * The transaction that approves a request. Only SQL may be awaited in it, and a hook that takes longer than 10 seconds fails.
 *
 * @public
 */
export interface RequestTransaction {
  readonly knex: Knex.Transaction;
  /** When the request was approved, ISO 8601 in UTC. */
  readonly at: string;
  /** Queues what the request leads to. */
  readonly operations: OperationQueue;
  /** Writes an entry into the environment's timeline. */
  record(event: OperationEvent): Promise<void>;
}

/**
 * An approved request.
 *
 * @public
 */
export interface ApprovedChange<
  I extends object = JsonObject,
  D extends object = JsonObject,
> {
  /** Id of the request. */
  readonly id: string;
  /** The environment as it is now; its row is locked. */
  readonly environment: OperationEnvironment;
  /** Entity reference. */
  readonly requester: string;
  readonly input: I;
  readonly details: D;
  /** Of the requester. */
  readonly reason?: string;
  /** Entity reference of who approved it last; undefined if policy did. */
  readonly approvedBy?: string;
}

/**
 * A kind of change of an environment that people request and others approve.
 *
 * @remarks
 *
 * Plans, approval steps, decisions, expiry, withdrawal and pages treat all types alike. Everything specific to a type is defined here. One
 * request about an environment waits for a decision at a time, and a deletion of the environment withdraws it.
 *
 * @public
 */
export interface RequestType<
  I extends object = JsonObject,
  D extends object = JsonObject,
> {
  /** Stored with requests; it must never change. At most 32 lower-case letters, digits and hyphens, such as `extend`. */
  readonly type: string;
  /** Shown on pages; a noun such as `Extension`. */
  readonly title: string;
  /**
   * Validates the `input` of a request, and again what was stored, so `parse` must accept its own result. A Zod schema, for example.
   */
  readonly input: { parse(value: unknown): I };
  /** What the requester needs on the environment. */
  readonly permission: ResourcePermission;
  /** Whether a request needs a reason, of at most 1000 characters. Omitted: `optional`. */
  readonly reason?: 'required' | 'optional';
  /** The codes of findings about a conflict with the present state, not about wrong input: a request with only those is answered with 409. */
  readonly conflicts?: readonly string[];

  /**
   * Computes what the request would do, without doing it, within 10 seconds. It is also called for the plan beside a form, so it must not
   * write anything. If it fails, the plan is refused.
   *
   * @throws nothing that is about the input or the present state: that is a finding
   */
  plan(input: I, context: RequestPlanContext): Promise<RequestProposal<D>>;

  /**
   * Does what was requested, in the transaction of the approval. It must check again that it is possible, since time has passed.
   *
   * @throws ConflictError when it is no longer possible; the request then stays undecided
   */
  approve(
    transaction: RequestTransaction,
    request: ApprovedChange<I, D>,
  ): Promise<void>;
}

/**
 * A request type with any input and details.
 *
 * @public
 */
// The type parameters are both read and written, so no other type accepts every request type.
export type AnyRequestType = RequestType<any, any>;
