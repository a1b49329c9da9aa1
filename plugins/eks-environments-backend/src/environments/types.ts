import type {
  EndReason,
  LeaseRules,
} from 'backstage-plugin-eks-environments-common';
import type { CodedText } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import type { QuotaAmount } from '../quotas';

/** An approved request, about to become an environment. */
export interface ApprovedRequest {
  requestId: string;
  /** The environment's id; the cluster's name was derived from it when the config was rendered. */
  environmentId: string;
  clusterName: string;
  /** Id of the provisioner. */
  provisioner: string;
  name: string;
  owner: string;
  requester: string;
  blueprint: { name: string; version: number };
  account: string;
  region: string;
  /** ISO 8601 duration. */
  lease: string;
  leaseRules: LeaseRules;
  values: Record<string, unknown>;
  /** The spec for the provisioner. */
  spec: string;
  /** Millionths of a dollar, with the desired nodes. */
  hourlyCost: number;
  /** JSON of CostItem[]. */
  costItems: string;
  /** JSON of UnpricedPart[]. */
  unpriced: string;
  actor?: string;
  at: string;
}

/** An approved revision of an environment whose creation failed. */
export type ApprovedRevision = ApprovedRequest & {
  /** Everything that it takes of the quotas. */
  amounts: QuotaAmount[];
};

/**
 * SQL that commits or rolls back with a command: it is awaited first in the command's transaction, and an error rolls everything back. The
 * service stores idempotency keys with it.
 */
export type Alongside = (transaction: Knex.Transaction) => Promise<void>;

/**
 * What can be done to environments. Nothing here authorizes: the service does, before it calls.
 *
 * @remarks
 *
 * Every command is one transaction with a compare-and-set, so that of two callers, or a caller and the engine, only one wins. The engine
 * picks up what a command wrote to the tables.
 */
export interface EnvironmentCommands {
  /** Writes environment (Queued), lease, create operation and event, in the transaction that approves. */
  queue(transaction: Knex.Transaction, request: ApprovedRequest): Promise<void>;

  /**
   * Gives a failed environment the values of a revision, in the transaction that approves it. What exists is deleted before the environment
   * is recreated.
   *
   * @throws ConflictError when the environment is no longer a failed one
   */
  revise(
    transaction: Knex.Transaction,
    request: ApprovedRevision,
  ): Promise<void>;

  /** @throws ConflictError, InputError that name the limit and what is possible */
  extend(options: {
    environmentId: string;
    /** ISO 8601 duration. Either this or `until` is given. */
    duration?: string;
    /** ISO 8601 time with its zone. */
    until?: string;
    reason: string;
    actor: string;
    alongside?: Alongside;
  }): Promise<void>;

  /**
   * Cancels what is queued, stops what is being created, deletes what exists. A second call changes nothing.
   *
   * @throws ConflictError when the environment cannot be deleted now, or only its creation was to be cancelled and is over
   */
  delete(options: {
    environmentId: string;
    endReason: EndReason;
    /** Of the person who requested it. */
    reason?: string;
    /** The timeline entry. Omitted: that it was requested. */
    text?: CodedText;
    actor?: string;
    /** Whether only an unfinished create may be cancelled; then an environment that exists is not deleted. */
    onlyUnfinished?: boolean;
    alongside?: Alongside;
  }): Promise<void>;

  /**
   * Retries a failed create or deletion.
   *
   * @throws ConflictError when nothing failed, when a create was retried as often as allowed, and while a revision waits for a decision
   */
  retry(options: {
    environmentId: string;
    actor: string;
    alongside?: Alongside;
  }): Promise<void>;
}
