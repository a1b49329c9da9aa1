import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { type Clock, databaseNow, fromColumn } from './clock';

/** Far more than the difference of synchronized clocks, and short compared with any lease. Seconds. */
const LIMIT_SECONDS = 60;

/** Whether this replica's clock is reliable. */
export type ClockState =
  | { kind: 'inStep' }
  /** Positive if ahead of the database. */
  | { kind: 'apart'; offsetSeconds: number };

/** Checked before something is ended because its time has come. */
export interface ClockGuard {
  check(): Promise<ClockState>;
}

/**
 * Compares the clock of this replica with the database's, which all replicas share.
 *
 * @remarks
 *
 * Leases end by the clock of the replica that runs the reaper. One that is hours ahead would end and delete early, without any error.
 */
export class DatabaseClockGuard implements ClockGuard {
  readonly #options: { knex: Knex; clock: Clock; logger: LoggerService };

  constructor(options: { knex: Knex; clock: Clock; logger: LoggerService }) {
    this.#options = options;
  }

  async check(): Promise<ClockState> {
    const { logger } = this.#options;
    const offsetSeconds = await this.#offsetSeconds();
    if (Math.abs(offsetSeconds) <= LIMIT_SECONDS) {
      return { kind: 'inStep' };
    }
    logger.error(
      `The clock of this replica ${describeOffset(
        offsetSeconds,
      )}; this replica ends no leases. Synchronize the clocks`,
    );
    return { kind: 'apart', offsetSeconds };
  }

  /** How far this replica is ahead of the database, corrected for the time that the query took. */
  async #offsetSeconds(): Promise<number> {
    const { knex, clock } = this.#options;
    const before = clock.now();
    const row = await knex.select({ now: databaseNow(knex) }).first();
    const after = clock.now();
    const database = fromColumn(row.now).toMillis();
    if (database < before.toMillis()) {
      return (before.toMillis() - database) / 1000;
    }
    return database > after.toMillis()
      ? (after.toMillis() - database) / 1000
      : 0;
  }
}

/** Formats a difference of clocks. */
export function describeOffset(seconds: number): string {
  const amount = Math.round(Math.abs(seconds));
  return `is ${amount} seconds ${
    seconds > 0 ? 'ahead of' : 'behind'
  } the database's`;
}
