import type { Knex } from 'knex';
import type { SharedLimits } from '../config';
import {
  databaseNow,
  type EnvironmentRow,
  limitSilence,
  newId,
  type OperationRow,
  skipLocked,
} from '../database';
import type {
  OperationTypes,
  RunnableOperations,
  RunnableType,
} from '../operations';
import {
  claimableOf,
  claimCandidates,
  type ClaimOptions,
  hasLimits,
} from './claimable';
import type { ClaimedOperation } from './types';

/** A claim takes milliseconds. */
const SILENCE_SECONDS = 5;
/** How many candidates a replica reads before it takes the admission lock. As many claims of other replicas may come before its own. */
const CANDIDATES = 32;
/** How often a replica reads new candidates when others claimed its own meanwhile. After that, the next poll reads them. */
const ROUNDS = 3;

/** The result of a heartbeat. */
export type Renewal = 'kept' | 'cancelRequested' | 'lost';

/** Claims on operations. They use the database's clock, so replicas with other clocks do not take over each other's claims. */
export class OperationStore {
  readonly #knex: Knex;
  readonly #types: OperationTypes;
  readonly #runnable: RunnableOperations;
  readonly #replica: string;
  readonly #claimSeconds: number;
  readonly #limits: SharedLimits;
  readonly #silenceSeconds: number;

  constructor(options: {
    knex: Knex;
    types: OperationTypes;
    runnable: RunnableOperations;
    /** Shown to operators. */
    replica: string;
    /** How long a claim lasts without a heartbeat, in seconds. */
    claimSeconds: number;
    /** Omitted: no limits. */
    limits?: SharedLimits;
    /** How long a replica that holds the admission lock may be silent. */
    silenceSeconds?: number;
  }) {
    this.#knex = options.knex;
    this.#types = options.types;
    this.#runnable = options.runnable;
    this.#replica = options.replica;
    this.#claimSeconds = options.claimSeconds;
    this.#limits = options.limits ?? { perRegionOf: {} };
    this.#silenceSeconds = options.silenceSeconds ?? SILENCE_SECONDS;
  }

  /**
   * Claims the next operation of those that this replica can run, or takes over one whose worker stopped its heartbeats. An attempt counts
   * when it begins, not when it is taken over.
   *
   * @remarks
   *
   * The queue is read before the admission lock, so replicas read it at the same time. A replica takes the lock only if there is something
   * to claim: a row that it writes first and holds to the end of its transaction. Under the lock it reads only the running operations and
   * the candidates. The next replica counts what runs after that, so two replicas never take the last place of a limit together. A replica
   * that dies with the lock does not hold it for long. Without limits there is no last place and no lock: each replica skips the rows that
   * another one is claiming.
   */
  async claim(
    own: readonly RunnableType[],
  ): Promise<ClaimedOperation | undefined> {
    const options: ClaimOptions = {
      own,
      runnable: await this.#runnable.read(),
      registered: this.#types.all.map(({ type }) => type),
      breakerTypes: this.#types.countedForBreakers(),
      limits: this.#limits,
    };
    for (let round = 0; round < ROUNDS; round++) {
      const candidates: string[] = await claimCandidates(this.#knex, options)
        .limit(CANDIDATES)
        .pluck('operations.id');
      if (candidates.length === 0) {
        return undefined;
      }
      const claimed = await this.#knex.transaction(async transaction => {
        await limitSilence(transaction, this.#silenceSeconds);
        if (hasLimits(this.#limits)) {
          await transaction('admission_lock').increment('claims', 1);
        }
        return this.#claimOneOf(
          transaction,
          claimableOf(transaction, candidates, options),
        );
      });
      if (claimed) {
        return claimed;
      }
    }
    return undefined;
  }

  async #claimOneOf(
    transaction: Knex.Transaction,
    candidates: Knex.QueryBuilder,
  ): Promise<ClaimedOperation | undefined> {
    const next = candidates.limit(1).modify(skipLocked, 'operations');
    const [claimed] = await transaction('operations')
      .with('next', next)
      .whereIn('id', transaction('next').select('id'))
      .update({
        attempt: transaction.raw(
          `attempt + case state when 'Pending' then 1 else 0 end`,
        ),
        // A worker that handed over cleared its token. One that left its token is presumed dead.
        takeovers: transaction.raw(
          `case when state = 'Pending' then 0 when fencing_token is null then takeovers else takeovers + 1 end`,
        ),
        state: 'Running',
        fencing_token: newId(),
        claimed_by: this.#replica,
        claimed_until: databaseNow(transaction, this.#claimSeconds),
      })
      .returning('*');
    return claimed;
  }

  async renew({ id, fencing_token }: ClaimedOperation): Promise<Renewal> {
    const [row] = await this.#knex('operations')
      .where({ id, fencing_token, state: 'Running' })
      .update({ claimed_until: databaseNow(this.#knex, this.#claimSeconds) })
      .returning(['cancel_requested']);
    if (!row) {
      return 'lost';
    }
    return row.cancel_requested ? 'cancelRequested' : 'kept';
  }

  /** Releases an operation, so that another replica takes it over at once. */
  async release({ id, fencing_token }: ClaimedOperation): Promise<void> {
    await this.#knex('operations')
      .where({ id, fencing_token, state: 'Running' })
      .update({ fencing_token: null, claimed_until: databaseNow(this.#knex) });
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
