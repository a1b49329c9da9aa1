import type { Knex } from 'knex';
import {
  databaseNow,
  type EventRow,
  newId,
  type OutboxMessageRow,
} from '../database';
import { asSentence } from '../events/format';
import { composeMessage } from './composeMessage';
import { dropSuperseded } from './supersede';
import type { EventRecorder, NewEvent } from '../events/types';

/**
 * Writes an event and, if people must be notified of it, one outbox message with a delivery for each channel.
 *
 * @remarks
 *
 * Both are written in the transaction of the change, so no change lacks its notification and no message is about a change that was rolled
 * back.
 */
export class DatabaseEventRecorder implements EventRecorder {
  readonly #options: {
    /** Ids of the channels that messages go to. */
    channels: readonly string[];
    /** Entity references of those who are notified of everything that goes wrong. */
    operators: readonly string[];
  };

  constructor(options: {
    channels: readonly string[];
    operators: readonly string[];
  }) {
    this.#options = options;
  }

  async record(transaction: Knex.Transaction, event: NewEvent): Promise<void> {
    const id = newId();
    await transaction<EventRow>('events').insert({
      id,
      type: event.type,
      environment_id: event.environmentId ?? null,
      request_id: event.requestId ?? null,
      actor: event.actor ?? null,
      message: event.message,
      code: event.code ?? null,
      params: event.params ? JSON.stringify(event.params) : null,
      data: event.data ? JSON.stringify(event.data) : null,
      at: event.at,
    });
    await dropSuperseded(transaction, event);
    await this.#tell(transaction, id, event);
  }

  async #tell(
    transaction: Knex.Transaction,
    eventId: string,
    event: NewEvent,
  ): Promise<void> {
    const message = await composeMessage(
      transaction,
      event,
      this.#options.operators,
    );
    if (!message || message.recipients.length === 0) {
      return;
    }
    const { title, facts = [], advice, path, recipients, severity } = message;
    const id = newId();
    await transaction<OutboxMessageRow>('outbox_messages').insert({
      id,
      event_id: eventId,
      topic: event.type,
      title,
      text: [asSentence(event.message), facts.join('\n'), advice]
        .filter(Boolean)
        .join('\n\n'),
      path,
      recipients: JSON.stringify(recipients),
      severity,
      created_at: event.at,
    });
    await this.#addDeliveries(transaction, id);
  }

  async #addDeliveries(
    transaction: Knex.Transaction,
    messageId: string,
  ): Promise<void> {
    const deliveries = this.#options.channels.map(channel => ({
      message_id: messageId,
      channel,
      state: 'Pending',
      attempts: 0,
      due_at: databaseNow(transaction),
    }));
    if (deliveries.length > 0) {
      await transaction('outbox_deliveries').insert(deliveries);
    }
  }
}
