import type { Knex } from 'knex';
import type { RequestRow } from '../database';

/** What the approval of a request leads to; the type of the request defines it. */
export interface ApprovalEffects {
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

  /** The refusal when a unique index finds a conflict during {@link ApprovalEffects.approve}. */
  conflictMessage(row: RequestRow): string;
}
