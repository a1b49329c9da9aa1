import type { EnvironmentState } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { OperationQueue } from './OperationQueue';

/**
 * The transaction that queues, begins or settles an operation. Writes through it commit or roll back with the operation's own change. Only SQL may
 * be awaited in it, and a hook that takes longer than 10 seconds fails.
 *
 * @public
 */
export interface OperationTransaction {
  readonly knex: Knex.Transaction;
  /** When the operation was queued, began or was settled, ISO 8601 in UTC. */
  readonly at: string;
  readonly operations: OperationQueue;
  /**
   * Moves the operation's environment to another state.
   *
   * @throws Error when it is in none of the expected states, which rolls everything back
   */
  moveEnvironment(move: {
    from: EnvironmentState | EnvironmentState[];
    to: EnvironmentState;
  }): Promise<void>;
}
