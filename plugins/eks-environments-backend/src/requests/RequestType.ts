import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type {
  EnvironmentRequest,
  RequestInput,
} from 'backstage-plugin-eks-environments-common';
import type { CodedText } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import type { RequestRow } from '../database';
import type { QuotaAmount, ReservationHolder } from '../quotas';
import type { PlannedRequest } from './PlannedRequest';
import type { PlanContext } from './planning';

/** What a request is about, for its authorization. */
export type RequestSubject =
  | { kind: 'newEnvironment'; blueprint: string; version?: number }
  | {
      kind: 'environment';
      id: string;
      /** What the requester needs on the environment. */
      permission: ResourcePermission;
      /** Of a request that creates it anew. Without a name: from the blueprint of the environment. */
      creates?: { blueprint?: string; version?: number };
    };

/** What people can request. Code that treats all types alike asks the type of a request. */
export interface RequestType {
  /** Such as `create`: the `type` of the input, and of the stored request. */
  readonly type: string;
  /** The type for people. */
  readonly title: string;
  /** The codes of findings about a present conflict, not about wrong input. */
  readonly conflicts: readonly string[];

  /** @throws InputError when the input has a field that the type does not have, so that none is ignored */
  subject(input: RequestInput): RequestSubject;

  /**
   * Computes what the request would do, without doing it.
   *
   * @throws InputError, NotFoundError when there is nothing to plan against; everything else is a finding of the plan
   */
  plan(input: RequestInput, context: PlanContext): Promise<PlannedRequest>;

  /**
   * Checks again and locks what the plan is based on, in the transaction that stores the request and before it is written.
   *
   * @throws ConflictError when something changed since the plan
   */
  hold(transaction: Knex.Transaction, row: RequestRow): Promise<void>;

  /**
   * Takes the reservation, in the same transaction.
   *
   * @throws ConflictError when a quota has no room
   */
  reserve(
    transaction: Knex.Transaction,
    row: RequestRow,
    reservation: {
      holder: ReservationHolder;
      amounts: QuotaAmount[];
      at: string;
    },
  ): Promise<void>;

  /**
   * Does what was requested, in the transaction of the approval.
   *
   * @param decision - `actor` is absent when policy approved
   * @throws ConflictError when it is no longer possible
   */
  approve(
    transaction: Knex.Transaction,
    row: RequestRow,
    decision: { actor?: string; at: string },
  ): Promise<void>;

  /** What pages show of a stored input. */
  shownInput(row: RequestRow): Pick<EnvironmentRequest, 'lease' | 'values'>;

  /** The timeline message of the new request. */
  requestedText(row: RequestRow): CodedText;

  /** The refusal when a unique index finds a conflict while the request is stored. */
  conflictMessage(row: RequestRow): string;

  /** The refusal when a unique index finds a conflict while the request is approved. */
  lateConflictMessage(row: RequestRow): string;
}
