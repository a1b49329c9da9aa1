import type { RequestedOperation } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { type CallerResolver, callerName } from '../../access/callers';
import { type Clock, newId, toColumn } from '../../database';
import { eventText } from '../../events/eventText';
import type { ChangePublisher, EventRecorder } from '../../events/types';
import {
  type IdempotencyKeys,
  keyedWrite,
} from '../../idempotency/IdempotencyKeys';
import type { DatabaseOperationQueue, OperationTypes } from '../../operations';
import type { WriteCall } from '../calls';

/** Queues operations on behalf of callers. */
export class OperationQueueService {
  readonly #options: {
    knex: Knex;
    clock: Clock;
    callers: CallerResolver;
    types: OperationTypes;
    operations: DatabaseOperationQueue;
    keys: IdempotencyKeys;
    events: EventRecorder;
    changes: ChangePublisher;
  };

  constructor(options: {
    knex: Knex;
    clock: Clock;
    callers: CallerResolver;
    types: OperationTypes;
    operations: DatabaseOperationQueue;
    keys: IdempotencyKeys;
    events: EventRecorder;
    changes: ChangePublisher;
  }) {
    this.#options = options;
  }

  /**
   * Queues an operation once for each idempotency key.
   *
   * @returns its id
   * @throws OperationRefusedError when the environment cannot take it now
   */
  async queue(
    {
      environmentId,
      type,
      input = {},
    }: Omit<RequestedOperation, 'idempotencyKey'>,
    { credentials, idempotencyKey }: WriteCall,
  ): Promise<string> {
    const { knex, clock, callers, types, operations, keys, events, changes } =
      this.#options;
    const actor = callerName(await callers.resolve(credentials));
    const keyed = keyedWrite({
      caller: actor,
      key: idempotencyKey,
      operation: 'QueueOperation',
      input: { environmentId, type, input },
    });
    return keys.once(keyed, async () => {
      const id = newId();
      await knex.transaction(async transaction => {
        await keys.remember(transaction, keyed, id);
        await operations.enqueue(
          transaction,
          { environmentId, type, input },
          id,
        );
        await events.record(transaction, {
          type: 'OperationQueued',
          environmentId,
          actor,
          ...eventText('operation-queued', { operation: types.titleOf(type) }),
          at: toColumn(clock.now()),
        });
      });
      changes.publish({ type: 'OperationQueued', environmentId });
      return id;
    });
  }
}
