import type {
  EndReason,
  LeaseRules,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { QuotaAmount } from '../quotas';

/** An approved request, about to become an environment. */
export interface ApprovedRequest {
  requestId: string;
  /** The environment's id; the cluster's name was made from it when the config was rendered. */
  environmentId: string;
  clusterName: string;
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
  /** YAML, as eksctl gets it. */
  config: string;
  /** Millionths of a dollar, with the desired nodes. */
  hourlyCost: number;
  /** JSON of CostItem[]. */
  costItems: string;
  /** JSON of UnpricedPart[]. */
  unpriced: string;
  actor?: string;
  at: string;
}

/** An approved request for other values of an environment that failed. */
export type ReplannedRequest = ApprovedRequest & {
  /** All that it takes of the quotas. */
  amounts: QuotaAmount[];
};

/**
 * SQL that stands and falls with a command: it is awaited first in the command's transaction, and what it throws rolls everything
 * back. The service remembers idempotency keys with it.
 */
export type Alongside = (transaction: Knex.Transaction) => Promise<void>;

/**
 * What can be done to environments. Nothing here authorizes: the service does, before it calls.
 *
 * @remarks
 *
 * Every command is one transaction with a compare-and-set, so that two callers, or a caller and the engine, never both
 * win. The engine picks up what a command leaves in the tables.
 */
export interface EnvironmentCommands {
  /** Writes environment (Queued), lease, Create operation and event, in the transaction that approves. */
  queue(transaction: Knex.Transaction, request: ApprovedRequest): Promise<void>;

  /**
   * Gives a failed environment the values of another request, in the transaction that approves it. What stands is deleted before it is
   * built again.
   *
   * @throws ConflictError when the environment is not a failed one any more
   */
  rebuild(
    transaction: Knex.Transaction,
    request: ReplannedRequest,
  ): Promise<void>;

  /** @throws ConflictError, InputError that name the limit and what is possible */
  extend(options: {
    environmentId: string;
    /** ISO 8601 duration. */
    duration: string;
    reason: string;
    actor: string;
    alongside?: Alongside;
  }): Promise<void>;

  /**
   * Cancels what is queued, stops what is being built, deletes what stands. A second call changes nothing.
   *
   * @throws ConflictError when the environment can't be deleted now, or was to be cancelled and is past that
   */
  delete(options: {
    environmentId: string;
    endReason: EndReason;
    reason?: string;
    actor?: string;
    /** Whether only a create that is not over may be cancelled: what stands stays then. */
    onlyUnfinished?: boolean;
    alongside?: Alongside;
  }): Promise<void>;

  /**
   * Tries a failed create or deletion again.
   *
   * @throws ConflictError when nothing failed, when a create was tried as often as is allowed, and while other values wait for a decision
   */
  retry(options: {
    environmentId: string;
    actor: string;
    alongside?: Alongside;
  }): Promise<void>;
}
