import type {
  ChangeHint,
  EventType,
  FindingKind,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';

/** Something that happened, about to be recorded. */
export interface NewEvent {
  type: EventType;
  environmentId?: string;
  requestId?: string;
  /** What the comparison of AWS with the records found. */
  finding?: { kind: FindingKind; clusterName: string };
  /** Entity reference; left out when the system did it. */
  actor?: string;
  /** One sentence for the timeline. */
  message: string;
  data?: Record<string, unknown>;
  /** When it happened, as in the tables. */
  at: string;
}

/** Records events, and with them the messages they cause, in the transaction of the change itself. */
export interface EventRecorder {
  /** Only SQL through the transaction is awaited. */
  record(transaction: Knex.Transaction, event: NewEvent): Promise<void>;
}

/** Tells pages and the catalog, after a commit, that they should read again. Never throws, never waits. */
export interface ChangePublisher {
  publish(hint: ChangeHint): void;
}
