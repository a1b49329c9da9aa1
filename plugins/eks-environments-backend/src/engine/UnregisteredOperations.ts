import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import {
  type Clock,
  databaseNow,
  lockEnvironment,
  toColumn,
} from '../database';
import type { ChangePublisher } from '../events/types';
import { ChangedMessages } from '../util/ChangedMessages';
import {
  type DatabaseOperationQueue,
  type OperationTypes,
  transactionFor,
} from '../operations';
import { queueRequestedDeletion } from '../operations/delete';

/** How long a replica that has the type may take to take the operation over, in seconds. */
const TAKEOVER_SECONDS = 300;

/**
 * Open operations whose type is not registered, because its module was removed. No replica runs them.
 *
 * @remarks
 *
 * They wait for the module, or for a deletion of their environment, which ends them. Operators are told of them.
 */
export class UnregisteredOperations {
  readonly #options: {
    knex: Knex;
    clock: Clock;
    types: OperationTypes;
    operations: DatabaseOperationQueue;
    changes: ChangePublisher;
    logger: LoggerService;
  };
  readonly #reported = new ChangedMessages();

  constructor(options: {
    knex: Knex;
    clock: Clock;
    types: OperationTypes;
    operations: DatabaseOperationQueue;
    changes: ChangePublisher;
    logger: LoggerService;
  }) {
    this.#options = options;
  }

  /** Ends those that have to stop for a deletion and logs the others; for a schedule. */
  async check(): Promise<void> {
    const stopping: string[] = await this.#open()
      .where('cancel_requested', true)
      .where(
        'claimed_until',
        '<=',
        databaseNow(this.#options.knex, -TAKEOVER_SECONDS),
      )
      .pluck('environment_id');
    for (const environmentId of stopping) {
      await this.#stop(environmentId);
    }
    await this.#report();
  }

  async #report(): Promise<void> {
    const waiting: { type: string; count: number | string }[] =
      await this.#open()
        .groupBy('type')
        .orderBy('type')
        .select('type')
        .count({ count: '*' });
    for (const { type, count } of waiting) {
      const message = `${count} open operations have the type ${type}, which is not registered, so no replica runs them; install its module, or delete their environments`;
      if (this.#reported.isNew(type, message)) {
        this.#options.logger.warn(message);
      }
    }
  }

  /** A worker had to stop for a deletion and is gone, and no other one can take the operation over. */
  async #stop(environmentId: string): Promise<void> {
    const { knex, clock, operations, changes } = this.#options;
    const at = toColumn(clock.now());
    const deletes = await knex.transaction(async transaction => {
      await lockEnvironment(transaction, environmentId);
      const cancelled = await operations.cancel(transaction, { environmentId });
      if (cancelled.kind !== 'ended') {
        return false;
      }
      await operations.tellCancelled(transaction, cancelled.operation);
      return queueRequestedDeletion(
        transactionFor(transaction, { environmentId, at, operations }),
        environmentId,
      );
    });
    if (deletes) {
      changes.publish({ type: 'DeletionRequested', environmentId });
    }
  }

  #open(): Knex.QueryBuilder {
    const { knex, types } = this.#options;
    return knex('operations')
      .whereIn('state', ['Pending', 'Running'])
      .whereNotIn(
        'type',
        types.all.map(({ type }) => type),
      );
  }
}
