import type { ResourcePermission } from '@backstage/plugin-permission-common';
import type { RequestInput } from 'backstage-plugin-eks-environments-common';
import type { CodedText } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import type { Person } from '../access/callers';
import type { RequestRow } from '../database';
import type { QuotaAmount, ReservationHolder } from '../quotas';
import type { PlannedRequest } from './RequestPlanner';

/** What a request is about, for its authorization. */
export interface RequestSubject {
  /** The blueprint that the input names. */
  blueprint?: string;
  version?: number;
  /** The environment that it is about, with the permission that it requires there. */
  environment?: { id: string; permission: ResourcePermission };
}

/** What people can request. Code that treats all types alike asks the type of a request. */
export interface RequestType<I extends RequestInput = RequestInput> {
  /** Such as `create`: the `type` of the input, and of the stored request. */
  type: I['type'];
  /** The type for people. */
  title: string;
  /** The fields of the input; others are refused, so that none is ignored. */
  fields: readonly string[];
  /** The codes of findings about a present conflict, not about wrong input. */
  conflicts: readonly string[];

  subject(input: I): RequestSubject;

  /**
   * Computes what the request would do, without doing it.
   *
   * @throws InputError, NotFoundError when there is nothing to plan against; everything else is a finding of the plan
   */
  plan(input: I, requester: Person): Promise<PlannedRequest>;

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

  /** The timeline message of the new request. */
  requestedText(row: RequestRow): CodedText;

  /** The refusal when a unique index finds a conflict while the request is stored. */
  conflictMessage(row: RequestRow): string;

  /** The refusal when a unique index finds a conflict while the request is approved. */
  lateConflictMessage(row: RequestRow): string;
}
