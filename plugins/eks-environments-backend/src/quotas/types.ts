import type { Knex } from 'knex';

/** What one environment takes of one scope and dimension, in the unit of the ledger. */
export interface QuotaAmount {
  scope: string;
  dimension: string;
  amount: number;
}

/** Who holds a reservation: a request until it is approved, the environment from then on. */
export interface ReservationHolder {
  kind: 'request' | 'environment';
  id: string;
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
    options: { holder: ReservationHolder; amounts: QuotaAmount[]; at: string },
  ): Promise<void>;

  /**
   * Takes what the holder needs beyond what another one holds and keeps: whichever of the two is built in the end, there is room for it.
   *
   * @param options - `beside` is the other holder
   * @throws ConflictError as {@link QuotaLedger.reserve} does; the other holder keeps what it holds
   */
  reserveBeyond(
    transaction: Knex.Transaction,
    options: {
      holder: ReservationHolder;
      beside: ReservationHolder;
      amounts: QuotaAmount[];
      at: string;
    },
  ): Promise<void>;

  /** Makes a holder that holds nothing yet hold what another one holds. No balance changes. */
  move(
    transaction: Knex.Transaction,
    options: { from: ReservationHolder; to: ReservationHolder },
  ): Promise<void>;

  /**
   * Makes a holder hold the amounts, in place of what it and another holder hold. Never refused: {@link QuotaLedger.reserveBeyond} took what
   * it takes.
   */
  replace(
    transaction: Knex.Transaction,
    options: {
      from: ReservationHolder;
      to: ReservationHolder;
      amounts: QuotaAmount[];
      at: string;
    },
  ): Promise<void>;

  /** Releases what a holder holds. A second call changes nothing. */
  release(
    transaction: Knex.Transaction,
    options: { holder: ReservationHolder; at: string },
  ): Promise<void>;
}
