import type { EventType } from 'backstage-plugin-eks-environments-common';

/**
 * A message for people. It stays in the outbox, once per channel, until that channel took it.
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
 * The outcome of one attempt to deliver a message.
 *
 * @remarks
 *
 * `retry`: try again later with backoff, such as when a service is down. `rejected`: it will never be taken, such as when no recipient has
 * an address. The reason is stored and shown to operators, so it must not contain secrets.
 *
 * @public
 */
export type DeliveryOutcome =
  | { kind: 'delivered' }
  | { kind: 'retry'; reason: string }
  | { kind: 'rejected'; reason: string };

/**
 * A way to deliver messages to people.
 *
 * @public
 */
export interface NotificationChannel {
  /** Stored in the outbox; it must never change. */
  readonly id: string;

  /**
   * Delivers a message to all its recipients, or to none.
   *
   * @remarks
   *
   * A delivery may be repeated if the process died before its outcome was stored. A thrown error counts as `retry`.
   */
  deliver(message: OutboxMessage): Promise<DeliveryOutcome>;
}
