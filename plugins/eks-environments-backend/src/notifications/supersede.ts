import type { EventType } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { databaseNow } from '../database';
import type { NewEvent } from '../events/types';

const ALL = 'all';

/** Which earlier messages about the same environment an event makes pointless. */
const superseded = new Map<string, readonly EventType[] | typeof ALL>([
  ['EnvironmentDeprovisioned', ALL],
  [
    'DeletionRequested',
    [
      'EnvironmentReady',
      'EnvironmentUnhealthy',
      'LeaseWarned',
      'LeaseExpired',
      'ProvisioningFailed',
    ],
  ],
  ['LeaseExtended', ['LeaseWarned', 'LeaseExpired']],
  ['LeaseExpired', ['LeaseWarned']],
  ['EnvironmentHealthy', ['EnvironmentUnhealthy']],
  ['EnvironmentReady', ['ProvisioningFailed']],
  ['EnvironmentHibernated', ['HibernationFailed']],
  ['EnvironmentResumed', ['ResumptionFailed']],
]);

/** Requests for an approval that an end of the request makes pointless. */
const decisions: readonly string[] = [
  'RequestApproved',
  'RequestDenied',
  'RequestExpired',
  'RequestCancelled',
];

/**
 * Drops the messages that an event makes pointless and that no channel took yet: what is sent late must still be true. A delivery that a
 * replica works on is left to it.
 */
export async function dropSuperseded(
  transaction: Knex.Transaction,
  { type, environmentId, requestId, at }: NewEvent,
): Promise<void> {
  const topics = superseded.get(type);
  if (environmentId && topics) {
    await drop(transaction, at, events =>
      events.where('events.environment_id', environmentId).modify(query => {
        if (topics !== ALL) {
          query.whereIn('outbox_messages.topic', topics);
        }
      }),
    );
  }
  if (requestId && decisions.includes(type)) {
    await drop(transaction, at, events =>
      events
        .where('events.request_id', requestId)
        .whereIn('outbox_messages.topic', [
          'RequestCreated',
          'ApprovalStepPassed',
        ]),
    );
  }
}

async function drop(
  transaction: Knex.Transaction,
  at: string,
  about: (messages: Knex.QueryBuilder) => Knex.QueryBuilder,
): Promise<void> {
  const messages = about(
    transaction('outbox_messages').join(
      'events',
      'events.id',
      'outbox_messages.event_id',
    ),
  ).select('outbox_messages.id');
  await transaction('outbox_deliveries')
    .where('state', 'Pending')
    .where(free =>
      free
        .whereNull('claimed_until')
        .orWhere('claimed_until', '<=', databaseNow(transaction)),
    )
    .whereIn('message_id', messages)
    .update({ state: 'Superseded', settled_at: at });
}
