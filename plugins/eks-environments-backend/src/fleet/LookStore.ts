import type { Knex } from 'knex';
import { databaseNow, type FleetLookRow, newId } from '../database';
import type { Place } from './types';

/** Longer than any reconciliation takes; a replica that dies during one holds the place for as long. */
const CLAIM_SECONDS = 600;

/** A reconciliation whose result only this replica may write. */
export interface ClaimedLook extends Place {
  fencing_token: string;
}

/** When each place is reconciled, and by which replica. Like those of operations, claims use the database's clock. */
export class LookStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(
    places: Place[],
  ): Promise<Array<FleetLookRow & { looking: boolean }>> {
    const knex = this.#knex;
    const rows: Array<FleetLookRow & { now: string }> = await knex(
      'fleet_looks',
    )
      .select('fleet_looks.*', { now: databaseNow(knex) })
      .orderBy(['account', 'region']);
    return rows
      .filter(row =>
        places.some(
          ({ account, region }) =>
            row.account === account && row.region === region,
        ),
      )
      .map(row => ({
        ...row,
        looking:
          row.due_at <= row.now ||
          (row.claimed_until !== null && row.claimed_until > row.now),
      }));
  }

  /** Adds places, each due at once. */
  async add(places: Place[]): Promise<void> {
    const knex = this.#knex;
    if (places.length > 0) {
      await knex('fleet_looks')
        .insert(places.map(place => ({ ...place, due_at: databaseNow(knex) })))
        .onConflict(['account', 'region'])
        .ignore();
    }
  }

  /** Makes all places due now. */
  async hasten(): Promise<void> {
    await this.#knex('fleet_looks').update({ due_at: databaseNow(this.#knex) });
  }

  /** @returns undefined when it is not due, or another replica has it in progress */
  async claim(
    place: Place,
    startedAt: string,
  ): Promise<ClaimedLook | undefined> {
    const knex = this.#knex;
    const fencingToken = newId();
    const claimed = await knex('fleet_looks')
      .where({ ...place })
      .where('due_at', '<=', databaseNow(knex))
      .where(free =>
        free
          .whereNull('claimed_until')
          .orWhere('claimed_until', '<', databaseNow(knex)),
      )
      .update({
        fencing_token: fencingToken,
        claimed_until: databaseNow(knex, CLAIM_SECONDS),
        started_at: startedAt,
      });
    return claimed === 1
      ? { ...place, fencing_token: fencingToken }
      : undefined;
  }

  /** Ends a reconciliation and schedules the next one. @returns 'lost' when another replica has taken over */
  async end(
    knex: Knex,
    { account, region, fencing_token }: ClaimedLook,
    changes: Partial<FleetLookRow> & { nextInSeconds: number },
  ): Promise<'done' | 'lost'> {
    const { nextInSeconds, ...columns } = changes;
    const ended = await knex('fleet_looks')
      .where({ account, region, fencing_token })
      .update({
        ...columns,
        fencing_token: null,
        claimed_until: null,
        due_at: databaseNow(knex, nextInSeconds),
      });
    return ended === 1 ? 'done' : 'lost';
  }
}
