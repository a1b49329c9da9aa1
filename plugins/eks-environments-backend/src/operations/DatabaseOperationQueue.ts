import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Message } from 'backstage-plugin-eks-environments-common';
import type {
  NewOperation,
  OperationEvent,
  OperationQueue,
  Pause,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import {
  type Clock,
  databaseNow,
  lockEnvironment,
  newId,
  type OperationRow,
  toColumn,
  transitionOperation,
} from '../database';
import type { EventRecorder } from '../events/types';
import { assertAccepts, beingDeleted } from './availability';
import { recordEvent, settledEvent, usualEvent } from './events';
import { OperationRefusedError } from './OperationRefusedError';
import type { OperationTypes } from './OperationTypes';
import { toOperationInfo, transactionFor } from './transactions';

/** The index that allows only one open operation per environment. */
const ONE_OPEN = `(environment_id) where state in ('Pending', 'Running')`;

const operationOpen: Message = {
  code: 'operation-open',
  message:
    'Another operation of the environment is open; wait for its end or cancel it',
};

/** For hooks of what a deletion cancels: what they queued would come before the deletion. */
const refusing: OperationQueue = {
  async enqueue() {
    throw new OperationRefusedError(beingDeleted);
  },
};

/**
 * The outcome of a cancellation.
 *
 * - `none`: there is no open operation that can be cancelled now
 * - `ended`: no worker held the operation, and it is over now; its type must be told ({@link DatabaseOperationQueue.tellCancelled})
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
  readonly #logger: Pick<LoggerService, 'error'>;
  readonly #pause: Pause;

  constructor(options: {
    types: OperationTypes;
    clock: Clock;
    events: EventRecorder;
    logger: Pick<LoggerService, 'error'>;
    /** Waits for the deadline of hooks. */
    pause: Pause;
  }) {
    this.#types = options.types;
    this.#clock = options.clock;
    this.#events = options.events;
    this.#logger = options.logger;
    this.#pause = options.pause;
  }

  /**
   * @param id - of the operation, if the caller has stored it before
   * @throws OperationRefusedError when the environment cannot take the operation now
   */
  async enqueue(
    transaction: Knex.Transaction,
    { environmentId, type, input = {} }: NewOperation,
    id: string = newId(),
  ): Promise<string> {
    const { lane } = this.#types.get(type);
    const environment = await lockEnvironment(transaction, environmentId);
    assertAccepts(environment, lane);
    const { provisioner } = environment;
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
      throw new OperationRefusedError(operationOpen);
    }
    return id;
  }

  /**
   * Cancels the open operation of an environment. One that runs is cancelled only if its type allows that, or is not registered, because
   * its module was removed.
   *
   * @param options - type: only an operation of this type, omitted: any; except: no operation of this type
   */
  async cancel(
    transaction: Knex.Transaction,
    options: { environmentId: string; type?: string; except?: string },
  ): Promise<Cancellation> {
    const operation = await this.#lockCancellable(transaction, options);
    if (!operation) {
      return { kind: 'none' };
    }
    const { id, state } = operation;
    if (await this.#isHeld(transaction, operation)) {
      await transaction('operations')
        .where({ id })
        .update({ cancel_requested: true });
      return { kind: 'stopping', operation };
    }
    await transitionOperation(transaction, {
      id,
      from: state,
      to: 'Cancelled',
      changes: {
        finished_at: toColumn(this.#clock.now()),
        fencing_token: null,
        claimed_until: null,
      },
    });
    return { kind: 'ended', operation };
  }

  /**
   * Tells the type of an operation that a deletion cancelled while no worker held it, and adds the timeline entry. An error of its hook is
   * logged, and changes nothing.
   */
  async tellCancelled(
    transaction: Knex.Transaction,
    operation: OperationRow,
  ): Promise<void> {
    const at = toColumn(this.#clock.now());
    const event = await this.#cancelledEvent(transaction, operation, at);
    await recordEvent(this.#events, transaction, { operation, event, at });
  }

  /** The row is written first: a worker that claims or settles it comes before or after. */
  async #lockCancellable(
    transaction: Knex.Transaction,
    options: { environmentId: string; type?: string; except?: string },
  ): Promise<OperationRow | undefined> {
    const { environmentId, type, except } = options;
    const uninterrupted = this.#types.all
      .filter(({ cancellable }) => !cancellable)
      .map(each => each.type);
    const [operation] = await transaction('operations')
      .where('environment_id', environmentId)
      .where(open =>
        open
          .where('state', 'Pending')
          .orWhere(running =>
            running.where('state', 'Running').whereNotIn('type', uninterrupted),
          ),
      )
      .modify(query => {
        if (type !== undefined) {
          query.where({ type });
        }
        if (except !== undefined) {
          query.whereNot({ type: except });
        }
      })
      .update({ environment_id: environmentId })
      .returning('*');
    return operation;
  }

  /** Whether a worker has to stop first. None ever takes over an operation whose type is not registered. */
  async #isHeld(
    transaction: Knex.Transaction,
    { id, type, state }: OperationRow,
  ): Promise<boolean> {
    if (state === 'Pending' || this.#types.find(type)) {
      return state === 'Running';
    }
    const claimed = await transaction('operations')
      .where({ id })
      .where('claimed_until', '>', databaseNow(transaction))
      .first('id');
    return claimed !== undefined;
  }

  /** The hook runs in a savepoint: what it wrote before an error is undone, and nothing else. */
  async #cancelledEvent(
    transaction: Knex.Transaction,
    operation: OperationRow,
    at: string,
  ): Promise<OperationEvent | undefined> {
    const settlement = { kind: 'cancelled' } as const;
    const info = toOperationInfo(operation);
    try {
      return await transaction.transaction(savepoint =>
        settledEvent(
          { types: this.#types, pause: this.#pause },
          {
            transaction: transactionFor(savepoint, {
              environmentId: operation.environment_id,
              at,
              operations: refusing,
            }),
            operation: info,
            settlement,
          },
        ),
      );
    } catch (error) {
      this.#logger.error(
        `The operation ${operation.id} was cancelled without the hook of its type ${operation.type}, which failed`,
        toError(error),
      );
      return usualEvent(this.#types.titleOf(operation.type), info, settlement);
    }
  }
}
