import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  NewOperation,
  OperationQueue,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import {
  type Clock,
  databaseNow,
  type EnvironmentRow,
  newId,
  type OperationRow,
  toColumn,
  transitionOperation,
} from '../database';
import type { EventRecorder } from '../events/types';
import { recordEvent, settledEvent } from './events';
import type { OperationTypes } from './OperationTypes';
import { toOperationInfo, transactionFor } from './transactions';

/** The index that allows only one open operation per environment. */
const ONE_OPEN = `(environment_id) where state in ('Pending', 'Running')`;

/**
 * The outcome of a cancellation.
 *
 * - `none`: there is no open operation that can be cancelled
 * - `ended`: the operation was waiting, and is over now
 * - `stopping`: the operation is running; its worker stops at the next safe point
 */
export type Cancellation =
  | { kind: 'none' }
  | { kind: 'ended' | 'stopping'; operation: OperationRow };

/**
 * The open operations of environments, as rows that the engine claims. At most one per environment is open: the database refuses a second.
 */
export class DatabaseOperationQueue implements OperationQueue {
  readonly #types: OperationTypes;
  readonly #clock: Clock;
  readonly #events: EventRecorder;

  constructor(options: {
    types: OperationTypes;
    clock: Clock;
    events: EventRecorder;
  }) {
    this.#types = options.types;
    this.#clock = options.clock;
    this.#events = options.events;
  }

  async enqueue(
    transaction: Knex.Transaction,
    { environmentId, type, input = {} }: NewOperation,
  ): Promise<string> {
    const { lane } = this.#types.get(type);
    const { provisioner } = await provisionerOf(transaction, environmentId);
    const id = newId();
    const inserted = await transaction('operations')
      .insert({
        id,
        environment_id: environmentId,
        type,
        lane,
        state: 'Pending',
        input: JSON.stringify(this.#types.parseInput(type, input)),
        checkpoint: '{}',
        phases: JSON.stringify(this.#types.plannedPhases(type, provisioner)),
        created_at: toColumn(this.#clock.now()),
        due_at: databaseNow(transaction),
      })
      .onConflict(transaction.raw(ONE_OPEN))
      .ignore()
      .returning('id');
    if (inserted.length === 0) {
      throw new ConflictError(
        'Another operation of the environment is open; wait for its end or cancel it',
      );
    }
    return id;
  }

  /**
   * Cancels the open operation of an environment, if its type allows that.
   *
   * @param options - type: only an operation of this type. Omitted: any
   */
  async cancel(
    transaction: Knex.Transaction,
    options: { environmentId: string; type?: string },
  ): Promise<Cancellation> {
    const { environmentId, type: wanted } = options;
    const types = this.#types.all
      .filter(
        ({ type, cancellable }) => cancellable && type === (wanted ?? type),
      )
      .map(({ type }) => type);
    const [operation] = await transaction<OperationRow>('operations')
      .where('environment_id', environmentId)
      .whereIn('state', ['Pending', 'Running'])
      .whereIn('type', types)
      .update({ cancel_requested: true })
      .returning('*');
    if (!operation) {
      return { kind: 'none' };
    }
    if (operation.state === 'Running') {
      return { kind: 'stopping', operation };
    }
    await this.#end(transaction, operation);
    return { kind: 'ended', operation };
  }

  /** Ends an operation that no worker holds. */
  async #end(
    transaction: Knex.Transaction,
    operation: OperationRow,
  ): Promise<void> {
    const at = toColumn(this.#clock.now());
    await transitionOperation(transaction, {
      id: operation.id,
      from: 'Pending',
      to: 'Cancelled',
      changes: { finished_at: at },
    });
    const event = await settledEvent(this.#types, {
      transaction: transactionFor(transaction, {
        environmentId: operation.environment_id,
        at,
        operations: this,
      }),
      operation: toOperationInfo(operation),
      settlement: { kind: 'cancelled' },
    });
    await recordEvent(this.#events, transaction, { operation, event, at });
  }
}

/** @throws NotFoundError when there is no such environment */
async function provisionerOf(
  transaction: Knex.Transaction,
  id: string,
): Promise<Pick<EnvironmentRow, 'provisioner'>> {
  const row = await transaction<EnvironmentRow>('environments')
    .where({ id })
    .first('provisioner');
  if (!row) {
    throw new NotFoundError(`There is no environment ${id}`);
  }
  return row;
}
