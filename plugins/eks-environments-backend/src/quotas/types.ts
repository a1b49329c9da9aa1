import type { QuotaDimension } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';

/** What one environment takes of one scope. Cost in millionths of a dollar per hour. */
export interface QuotaAmount {
  scope: string;
  dimension: QuotaDimension;
  amount: number;
}

/** The quota ledger. The sums are kept by compare-and-set and never recounted. */
export interface QuotaLedger {
  /**
   * Takes the amounts, or throws and takes nothing (the transaction is rolled back).
   *
   * @throws ConflictError naming the limit, who uses it and when a place comes free
   */
  reserve(
    transaction: Knex.Transaction,
    options: { requestId: string; amounts: QuotaAmount[]; at: string },
  ): Promise<void>;

  /** Gives back what a request holds. A second call changes nothing. */
  release(
    transaction: Knex.Transaction,
    options: { requestId: string; at: string },
  ): Promise<void>;
}
