import type {
  ChangeHint,
  EventType,
  FindingKind,
} from 'backstage-plugin-eks-environments-common';
import type { CodedText } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';

/** An event that is not recorded yet. Its text is one sentence for the timeline. */
export interface NewEvent extends CodedText {
  type: EventType;
  /** Of an event of a module: whether and how people are notified. */
  severity?: 'normal' | 'high';
  environmentId?: string;
  requestId?: string;
  /** The finding of reconciliation that the event is about. */
  finding?: { kind: FindingKind; clusterName: string };
  /** Entity reference; omitted when the system did it. */
  actor?: string;
  data?: Record<string, unknown>;
  /** When it happened, as in the tables. */
  at: string;
}

/** Records events, and with them the messages they cause, in the transaction of the change itself. */
export interface EventRecorder {
  /** Awaits nothing but SQL in the transaction. */
  record(transaction: Knex.Transaction, event: NewEvent): Promise<void>;
}

/** Notifies pages and the catalog of a change after its commit, so that they read again. Never throws and never waits. */
export interface ChangePublisher {
  publish(hint: ChangeHint): void;
}
