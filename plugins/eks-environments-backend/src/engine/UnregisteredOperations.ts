import type { LoggerService } from '@backstage/backend-plugin-api';
import { openOperationStates } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import {
  type Clock,
  databaseNow,
  lockEnvironment,
  toColumn,
} from '../database';
import type { ChangePublisher } from '../events/types';
import type { ProvisionerRegistry } from '../provisioners';
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
 * Open operations whose type, or the provisioner that would run them, is not registered, because its module was removed. No replica runs
 * them.
 *
 * @remarks
 *
 * They wait for the module. A deletion of their environment ends those without a type; without a provisioner, it waits, too. Operators are
 * told of them.
 */
export class UnregisteredOperations {
  readonly #options: {
    knex: Knex;
    clock: Clock;
    types: OperationTypes;
    provisioners: Pick<ProvisionerRegistry, 'ids'>;
    operations: DatabaseOperationQueue;
    changes: ChangePublisher;
    logger: LoggerService;
  };
  readonly #reported = new ChangedMessages();

  constructor(options: {
    knex: Knex;
    clock: Clock;
    types: OperationTypes;
    provisioners: Pick<ProvisionerRegistry, 'ids'>;
    operations: DatabaseOperationQueue;
    changes: ChangePublisher;
    logger: LoggerService;
  }) {
    this.#options = options;
  }

  /** Ends those that have to stop for a deletion and logs the others; for a schedule. */
  async check(): Promise<void> {
    const stopping: string[] = await this.#withoutType()
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
    const { logger } = this.#options;
    const messages = new Map<string, string>();
    for (const { name, count } of await countBy(this.#withoutType(), 'type')) {
      messages.set(
        `type ${name}`,
        `${count} open operations have the type ${name}, which is not registered, so no replica runs them; install its module, or delete their environments`,
      );
    }
    for (const { name, count } of await countBy(
      this.#withoutProvisioner(),
      'provisioner',
    )) {
      messages.set(
        `provisioner ${name}`,
        `${count} open operations have the provisioner ${name}, which is not registered, so no replica runs them; install its module`,
      );
    }
    for (const message of this.#reported.changed(messages)) {
      logger.warn(message);
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

  #withoutType(): Knex.QueryBuilder {
    return this.#open().whereNotIn(
      'type',
      this.#options.types.all.map(({ type }) => type),
    );
  }

  /** A type without the hook `canRun` needs no provisioner. */
  #withoutProvisioner(): Knex.QueryBuilder {
    const { types, provisioners } = this.#options;
    return this.#open()
      .whereIn(
        'type',
        types.all.filter(({ canRun }) => canRun).map(({ type }) => type),
      )
      .whereNotIn('provisioner', provisioners.ids);
  }

  #open(): Knex.QueryBuilder {
    return this.#options
      .knex('operations')
      .whereIn('state', openOperationStates);
  }
}

async function countBy(
  operations: Knex.QueryBuilder,
  column: string,
): Promise<Array<{ name: string; count: number | string }>> {
  return operations
    .groupBy(column)
    .orderBy(column)
    .select({ name: column })
    .count({ count: '*' });
}
