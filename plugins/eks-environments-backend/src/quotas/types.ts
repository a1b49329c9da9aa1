import type { Knex } from 'knex';

/** What one environment takes of one scope and dimension, in the unit of the ledger. */
export interface QuotaAmount {
  scope: string;
  dimension: string;
  amount: number;
}

/** What a request takes that is to come in the place of another one, or does. */
export interface ReplacingAmounts {
  requestId: string;
  /** The request that holds what is replaced. */
  heldBy: string;
  amounts: QuotaAmount[];
  at: string;
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

  /**
   * Takes what a request asks for beyond what another one holds, which goes on to hold it: whichever of the two comes to stand in the
   * end, there is room for it.
   *
   * @throws ConflictError as {@link QuotaLedger.reserve} does; the other request keeps what it holds
   */
  reserveBeyond(
    transaction: Knex.Transaction,
    options: ReplacingAmounts,
  ): Promise<void>;

  /** Makes a request hold its amounts in place of another one. Never refused: {@link QuotaLedger.reserveBeyond} took what it takes. */
  replace(
    transaction: Knex.Transaction,
    options: ReplacingAmounts,
  ): Promise<void>;

  /** Gives back what a request holds. A second call changes nothing. */
  release(
    transaction: Knex.Transaction,
    options: { requestId: string; at: string },
  ): Promise<void>;
}
