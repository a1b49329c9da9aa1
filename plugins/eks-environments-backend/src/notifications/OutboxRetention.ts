import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Duration } from 'luxon';
import type { Knex } from 'knex';
import {
  type Clock,
  type ClockGuard,
  type OutboxDeliveryRow,
  type OutboxMessageRow,
  toColumn,
} from '../database';

/** Limits a statement, which holds its locks, and SQLite's one connection, to some milliseconds. */
const MESSAGES_AT_ONCE = 500;

/** Removes messages that no channel still has to deliver, a time after they were written. Their events stay. */
export class OutboxRetention {
  readonly #options: {
    knex: Knex;
    clock: Clock;
    clockGuard: ClockGuard;
    logger: Pick<LoggerService, 'info'>;
    retention: Duration;
  };

  constructor(options: {
    knex: Knex;
    clock: Clock;
    /** Checked first: nothing is removed by a wrong clock. */
    clockGuard: ClockGuard;
    logger: Pick<LoggerService, 'info'>;
    /** How long a message is kept. */
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
    let batch: number;
    do {
      if (signal.aborted) {
        return;
      }
      batch = await this.#removeBatch(before);
      removed += batch;
    } while (batch === MESSAGES_AT_ONCE);
    if (removed > 0) {
      logger.info(`${removed} messages were removed from the outbox`);
    }
  }

  async #removeBatch(before: string): Promise<number> {
    const { knex } = this.#options;
    const ids = await knex<OutboxMessageRow>('outbox_messages')
      .where('created_at', '<', before)
      .whereNotExists(
        knex('outbox_deliveries')
          .select(knex.raw('1'))
          .whereRaw('outbox_deliveries.message_id = outbox_messages.id')
          .where('outbox_deliveries.state', 'Pending'),
      )
      .orderBy('created_at')
      .limit(MESSAGES_AT_ONCE)
      .pluck('id');
    await knex.transaction(async transaction => {
      await transaction<OutboxDeliveryRow>('outbox_deliveries')
        .whereIn('message_id', ids)
        .delete();
      await transaction<OutboxMessageRow>('outbox_messages')
        .whereIn('id', ids)
        .delete();
    });
    return ids.length;
  }
}
