import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Duration } from 'luxon';
import type { Knex } from 'knex';
import {
  type Clock,
  type ClockGuard,
  type OperationLogRow,
  type OperationRow,
  toColumn,
} from '../../database';

const OPERATIONS_AT_ONCE = 100;
/** Limits a statement, which holds its locks, and SQLite's one connection, to some milliseconds. */
const LINES_AT_ONCE = 1_000;

/**
 * Removes the logs of operations that ended before the retention period.
 *
 * @remarks
 *
 * The operation itself stays, with its phases, its failure and the day on which its log was removed. After a crash, the next run continues
 * where it was: an operation is marked only after its last line is deleted.
 */
export class LogRetention {
  readonly #options: {
    knex: Knex;
    clock: Clock;
    clockGuard: ClockGuard;
    logger: LoggerService;
    retention: Duration;
  };

  constructor(options: {
    knex: Knex;
    clock: Clock;
    /** Checked first: nothing is removed by a wrong clock. */
    clockGuard: ClockGuard;
    logger: LoggerService;
    /** How long the log of an operation is kept after its end. */
    retention: Duration;
  }) {
    this.#options = options;
  }

  /** Removes all that is due; for a schedule. Ends early, after a whole batch, when the signal aborts. */
  async removeOld(signal: AbortSignal): Promise<void> {
    const { clock, clockGuard, retention, logger } = this.#options;
    if ((await clockGuard.check()).kind === 'apart') {
      return;
    }
    const before = toColumn(clock.now().minus(retention));
    let removed = 0;
    for (;;) {
      const ids = await this.#due(before);
      for (const id of ids) {
        if (signal.aborted || (await this.#remove(id, signal)) === 'aborted') {
          return;
        }
        removed += 1;
      }
      if (ids.length < OPERATIONS_AT_ONCE) {
        break;
      }
    }
    if (removed > 0) {
      logger.info(`The logs of ${removed} operations were removed`);
    }
  }

  async #due(before: string): Promise<string[]> {
    return this.#options
      .knex<OperationRow>('operations')
      .whereNull('log_removed_at')
      .where('finished_at', '<', before)
      .orderBy('finished_at')
      .limit(OPERATIONS_AT_ONCE)
      .pluck('id');
  }

  async #remove(id: string, signal: AbortSignal): Promise<'done' | 'aborted'> {
    const { knex, clock } = this.#options;
    let removed: number;
    do {
      if (signal.aborted) {
        return 'aborted';
      }
      const lines = knex<OperationLogRow>('operation_log')
        .select('sequence')
        .where('operation_id', id)
        .orderBy('sequence')
        .limit(LINES_AT_ONCE);
      removed = await knex<OperationLogRow>('operation_log')
        .where('operation_id', id)
        .whereIn('sequence', lines)
        .delete();
    } while (removed === LINES_AT_ONCE);
    await knex<OperationRow>('operations')
      .where({ id })
      .update({ log_removed_at: toColumn(clock.now()) });
    return 'done';
  }
}
