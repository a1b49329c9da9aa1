import type { EventType } from 'backstage-plugin-eks-environments-common';

/**
 * Something that people must be told. It stays in the outbox, once per channel, until that channel took it.
 *
 * @public
 */
export interface OutboxMessage {
  /** Sortable and unique. A message that is delivered again has the same id: the key for idempotent delivery. */
  id: string;
  topic: EventType;
  /** One line without markup. */
  title: string;
  /** A few sentences without markup; paragraphs are separated by an empty line. */
  text: string;
  /** Absolute URL of the page where one can act on it. */
  link: string;
  /** Entity references of users and groups. */
  recipients: string[];
  severity: 'normal' | 'high';
  environmentId?: string;
  requestId?: string;
  /** When it happened, ISO 8601 in UTC. */
  occurredAt: string;
}

/**
 * What became of one attempt to deliver a message.
 *
 * @remarks
 *
 * `retry`: try again later with a growing pause, such as when a service is down. `rejected`: it will never be taken, such as
 * when nobody of the recipients has an address. The reason is stored and shown to operators, so it must hold no secrets.
 *
 * @public
 */
export type DeliveryOutcome =
  | { kind: 'delivered' }
  | { kind: 'retry'; reason: string }
  | { kind: 'rejected'; reason: string };

/**
 * A way to tell people something.
 *
 * @public
 */
export interface NotificationChannel {
  /** Kept in the outbox: it must never change. */
  readonly id: string;

  /**
   * Delivers a message to all its recipients, or to none.
   *
   * @remarks
   *
   * A delivery may be repeated when the process died before its outcome was stored. An error thrown counts as `retry`.
   */
  deliver(message: OutboxMessage): Promise<DeliveryOutcome>;
}
