import type { Knex } from 'knex';
import {
  databaseNow,
  type EnvironmentRow,
  newId,
  type OperationRow,
  skipLocked,
} from '../database';
import type { ClaimedOperation } from './types';

/** What the holder of a claim is told when it renews it. */
export type Renewal = 'kept' | 'cancelRequested' | 'lost';

/** Claims on operations. They go by the database's clock, so replicas with other clocks do not steal from each other. */
export class OperationStore {
  readonly #knex: Knex;
  readonly #replica: string;
  readonly #claimSeconds: number;

  constructor(options: {
    knex: Knex;
    /** Shown to operators. */
    replica: string;
    /** How long a claim holds without being renewed. */
    claimSeconds: number;
  }) {
    this.#knex = options.knex;
    this.#replica = options.replica;
    this.#claimSeconds = options.claimSeconds;
  }

  /**
   * Claims the operation that is due longest: one that waits, or one whose worker went silent. An attempt counts when it begins, not when
   * somebody takes it over.
   */
  async claim(): Promise<ClaimedOperation | undefined> {
    const knex = this.#knex;
    const now = databaseNow(knex);
    const next = knex('operations')
      .select('id')
      .where(waiting =>
        waiting.where('state', 'Pending').where('due_at', '<=', now),
      )
      .orWhere(silent =>
        silent.where('state', 'Running').where('claimed_until', '<=', now),
      )
      .orderBy('due_at')
      .orderBy('id')
      .limit(1)
      .modify(skipLocked);
    const [claimed] = await knex('operations')
      .with('next', next)
      .whereIn('id', knex('next').select('id'))
      .update({
        attempt: knex.raw(
          `attempt + case state when 'Pending' then 1 else 0 end`,
        ),
        state: 'Running',
        ticket: newId(),
        claimed_by: this.#replica,
        claimed_until: databaseNow(knex, this.#claimSeconds),
      })
      .returning('*');
    return claimed;
  }

  /** Holds a claim for another while. */
  async renew({ id, ticket }: ClaimedOperation): Promise<Renewal> {
    const [row] = await this.#knex('operations')
      .where({ id, ticket, state: 'Running' })
      .update({ claimed_until: databaseNow(this.#knex, this.#claimSeconds) })
      .returning(['cancel_requested']);
    if (!row) {
      return 'lost';
    }
    return row.cancel_requested ? 'cancelRequested' : 'kept';
  }

  /** Lets go of an operation, so that another replica takes it over at once. */
  async release({ id, ticket }: ClaimedOperation): Promise<void> {
    await this.#knex('operations')
      .where({ id, ticket, state: 'Running' })
      .update({ ticket: null, claimed_until: databaseNow(this.#knex) });
  }

  async environmentOf({
    environment_id: id,
  }: OperationRow): Promise<EnvironmentRow> {
    const row = await this.#knex<EnvironmentRow>('environments')
      .where({ id })
      .first();
    if (!row) {
      throw new Error(`There is no environment ${id}`);
    }
    return row;
  }
}
