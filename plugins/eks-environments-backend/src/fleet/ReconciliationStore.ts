import type { Knex } from 'knex';
import { databaseNow, type FleetReconciliationRow, newId } from '../database';
import { columnsOf } from './scopes';
import type { ReconciliationScope } from './types';

/** A replica that dies during a reconciliation holds the scope for as long. */
const CLAIM_SECONDS = 90;

/** How often the claim is renewed while a reconciliation runs; two renewals may fail. */
export const RENEW_EVERY_SECONDS = CLAIM_SECONDS / 3;

/** What is shown of a reconciliation whose replica stopped, or was too slow to renew its claim. */
const TAKEN_OVER =
  'The replica that ran it exited or lost its claim, so it did not end; another replica runs it again';

/** A reconciliation whose result only this replica may write. */
export interface ClaimedReconciliation extends ReconciliationScope {
  fencing_token: string;
}

/** A reconciliation, and whether it is due or running. */
export type ListedReconciliation = FleetReconciliationRow & {
  isInProgress: boolean;
};

/** When each scope is reconciled, and by which replica. Like those of operations, claims use the database's clock. */
export class ReconciliationStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(scopes: ReconciliationScope[]): Promise<ListedReconciliation[]> {
    const knex = this.#knex;
    const rows: Array<FleetReconciliationRow & { now: string }> = await knex(
      'fleet_reconciliations',
    )
      .select('fleet_reconciliations.*', { now: databaseNow(knex) })
      .orderBy(['account', 'region', 'provisioner']);
    return rows
      .filter(row =>
        scopes.some(
          ({ account, region, provisioner }) =>
            row.account === account &&
            row.region === region &&
            row.provisioner === provisioner,
        ),
      )
      .map(row => ({
        ...row,
        isInProgress:
          row.due_at <= row.now ||
          (row.claimed_until !== null && row.claimed_until > row.now),
      }));
  }

  /** Adds scopes, each due at once. */
  async add(scopes: ReconciliationScope[]): Promise<void> {
    const knex = this.#knex;
    if (scopes.length > 0) {
      await knex('fleet_reconciliations')
        .insert(scopes.map(scope => ({ ...scope, due_at: databaseNow(knex) })))
        .onConflict(['account', 'region', 'provisioner'])
        .ignore();
    }
  }

  /** Makes all scopes due now. */
  async hasten(): Promise<void> {
    await this.#knex('fleet_reconciliations').update({
      due_at: databaseNow(this.#knex),
    });
  }

  /** @returns undefined when it is not due, or another replica has it in progress */
  async claim(
    scope: ReconciliationScope,
    startedAt: string,
  ): Promise<ClaimedReconciliation | undefined> {
    const knex = this.#knex;
    const fencingToken = newId();
    const claimed = await knex('fleet_reconciliations')
      .where(columnsOf(scope))
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
        // In SQL, the claim is still the earlier one here.
        error: knex.raw(
          'case when claimed_until is null then error else ? end',
          [TAKEN_OVER],
        ),
        finished_at: knex.raw(
          'case when claimed_until is null then finished_at else claimed_until end',
        ),
        failures: knex.raw(
          'case when claimed_until is null then failures else failures + 1 end',
        ),
      });
    return claimed === 1
      ? { ...scope, fencing_token: fencingToken }
      : undefined;
  }

  /** @returns 'lost' when another replica has taken over */
  async renew(claimed: ClaimedReconciliation): Promise<'renewed' | 'lost'> {
    const knex = this.#knex;
    const renewed = await knex('fleet_reconciliations')
      .where({ ...columnsOf(claimed), fencing_token: claimed.fencing_token })
      .update({ claimed_until: databaseNow(knex, CLAIM_SECONDS) });
    return renewed === 1 ? 'renewed' : 'lost';
  }

  /**
   * Ends a reconciliation and schedules the next one.
   *
   * @returns how many failed in a row, with this one; 'lost' when another replica has taken over
   */
  async end(
    knex: Knex,
    claimed: ClaimedReconciliation,
    changes: Omit<Partial<FleetReconciliationRow>, 'failures'> & {
      error: string | null;
      nextInSeconds: number;
    },
  ): Promise<{ failures: number } | 'lost'> {
    const { nextInSeconds, ...columns } = changes;
    const [ended] = await knex('fleet_reconciliations')
      .where({ ...columnsOf(claimed), fencing_token: claimed.fencing_token })
      .update({
        ...columns,
        failures: columns.error === null ? 0 : knex.raw('failures + 1'),
        fencing_token: null,
        claimed_until: null,
        due_at: databaseNow(knex, nextInSeconds),
      })
      .returning('failures');
    return ended ? { failures: ended.failures } : 'lost';
  }
}
