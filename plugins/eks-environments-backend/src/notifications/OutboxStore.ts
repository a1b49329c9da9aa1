import type {
  DeliveryOutcome,
  OutboxMessage,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import {
  databaseNow,
  type EventRow,
  newId,
  type OutboxDeliveryRow,
  type OutboxMessageRow,
  skipLocked,
} from '../database';

/** A message that only this replica may deliver through a channel, until its claim ends. */
export interface ClaimedDelivery {
  messageId: string;
  channel: string;
  /** The number of this attempt, from 1. */
  attempt: number;
  fencing_token: string;
}

/** The deliveries in the database. Claims use the database's clock. */
export class OutboxStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /**
   * Claims the oldest delivery that is due for a channel, for some seconds. The attempt is counted now, because the process may die during
   * it.
   *
   * @remarks
   *
   * One at a time: if a replica that is killed held several, all of them would wait for the claims to end.
   */
  async claim(
    channel: string,
    seconds: number,
  ): Promise<ClaimedDelivery | undefined> {
    const knex = this.#knex;
    const fencingToken = newId();
    const due = knex('outbox_deliveries')
      .select('message_id')
      .where({ channel, state: 'Pending' })
      .where('due_at', '<=', databaseNow(knex))
      .where(free =>
        free
          .whereNull('claimed_until')
          .orWhere('claimed_until', '<=', databaseNow(knex)),
      )
      .orderBy('message_id')
      .limit(1)
      .modify(skipLocked);
    const [row] = await knex('outbox_deliveries')
      .with('due', due)
      .where({ channel })
      .whereIn('message_id', knex('due').select('message_id'))
      .update({
        fencing_token: fencingToken,
        claimed_until: databaseNow(knex, seconds),
        attempts: knex.raw('attempts + 1'),
      })
      .returning(['message_id', 'attempts']);
    return (
      row && {
        messageId: row.message_id,
        channel,
        attempt: row.attempts,
        fencing_token: fencingToken,
      }
    );
  }

  /** The message itself; its link is built with the present base URL of the portal. */
  async read(
    messageId: string,
    appBaseUrl: string,
  ): Promise<OutboxMessage | undefined> {
    const row = await this.#knex<OutboxMessageRow>('outbox_messages')
      .where('id', messageId)
      .first();
    const event =
      row &&
      (await this.#knex<EventRow>('events').where('id', row.event_id).first());
    return (
      event && {
        id: row.id,
        topic: row.topic,
        title: row.title,
        text: row.text,
        link: `${appBaseUrl}${row.path}`,
        recipients: JSON.parse(row.recipients),
        severity: row.severity,
        environmentId: event.environment_id ?? undefined,
        requestId: event.request_id ?? undefined,
        occurredAt: event.at,
      }
    );
  }

  /**
   * Stores the outcome of an attempt.
   *
   * @returns 'lost' when another replica claimed the delivery since: it delivers the message again
   */
  async settle(
    delivery: ClaimedDelivery,
    outcome: DeliveryOutcome,
    options: { at: string; retryAfterSeconds: number },
  ): Promise<'settled' | 'lost'> {
    const settled = await this.#knex<OutboxDeliveryRow>('outbox_deliveries')
      .where({
        message_id: delivery.messageId,
        channel: delivery.channel,
        fencing_token: delivery.fencing_token,
      })
      .update({
        fencing_token: null,
        claimed_until: null,
        ...this.#changesFor(outcome, options),
      });
    return settled === 1 ? 'settled' : 'lost';
  }

  #changesFor(
    outcome: DeliveryOutcome,
    { at, retryAfterSeconds }: { at: string; retryAfterSeconds: number },
  ) {
    switch (outcome.kind) {
      case 'delivered':
        return {
          state: 'Delivered',
          settled_at: at,
          last_error: null,
        } as const;
      case 'rejected':
        return {
          state: 'Rejected',
          settled_at: at,
          last_error: outcome.reason,
        } as const;
      default:
        return {
          last_error: outcome.reason,
          due_at: databaseNow(this.#knex, retryAfterSeconds),
        };
    }
  }
}
