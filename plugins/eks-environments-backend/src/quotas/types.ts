import type { ResourceShape } from 'backstage-plugin-eks-environments-node';
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

/** The quota ledger. The sums are maintained by compare-and-set and never recomputed. */
export interface QuotaLedger {
  /**
   * Takes the amounts, or throws and takes nothing (the transaction is rolled back).
   *
   * @throws ConflictError naming the limit, who uses it and when room becomes available
   */
  reserve(
    transaction: Knex.Transaction,
    options: { holder: ReservationHolder; amounts: QuotaAmount[]; at: string },
  ): Promise<void>;

  /**
   * Takes what the holder needs beyond what another holder has and keeps, so that there is room for either of the two.
   *
   * @param options - `beside` is the other holder
   * @throws ConflictError as {@link QuotaLedger.reserve} does; the other holder keeps its reservation
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

  /** Moves the reservation of one holder to another that has none. No balance changes. */
  move(
    transaction: Knex.Transaction,
    options: { from: ReservationHolder; to: ReservationHolder },
  ): Promise<void>;

  /**
   * Gives a holder the amounts, in place of its own reservation and that of another holder. Never refused: {@link
   * QuotaLedger.reserveBeyond} took what it needs.
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

  /** Lowers the reservation of a holder to what something of this shape takes. What it has already less of stays as it is. */
  shrink(
    transaction: Knex.Transaction,
    options: { holder: ReservationHolder; shape: ResourceShape; at: string },
  ): Promise<void>;

  /** Releases the reservation of a holder. A second call changes nothing. */
  release(
    transaction: Knex.Transaction,
    options: { holder: ReservationHolder; at: string },
  ): Promise<void>;
}
