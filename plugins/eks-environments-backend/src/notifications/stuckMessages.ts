import type { StuckMessages } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { OutboxDeliveryRow, OutboxMessageRow } from '../database';

/**
 * The channels with messages that they did not take, and the error of the oldest one. A message that waits for its first attempt is not
 * stuck.
 */
export async function readStuckMessages(knex: Knex): Promise<StuckMessages[]> {
  const stuck: Array<{ channel: string; messages: number; oldest: string }> =
    await knex<OutboxDeliveryRow>('outbox_deliveries')
      .where('state', 'Pending')
      .whereNotNull('last_error')
      .groupBy('channel')
      .orderBy('channel')
      .select('channel')
      .count({ messages: '*' })
      .min({ oldest: 'message_id' });
  return Promise.all(
    stuck.map(async ({ channel, messages, oldest }) => {
      const row: Pick<OutboxMessageRow, 'created_at'> &
        Pick<OutboxDeliveryRow, 'last_error'> = await knex('outbox_deliveries')
        .join('outbox_messages', 'outbox_messages.id', 'message_id')
        .where({ channel, message_id: oldest })
        .first('created_at', 'last_error');
      return {
        channel,
        messages: Number(messages),
        since: row.created_at,
        reason: row.last_error ?? '',
      };
    }),
  );
}
