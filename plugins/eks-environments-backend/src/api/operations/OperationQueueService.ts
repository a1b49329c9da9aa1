import type { RequestedOperation } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { type CallerResolver, callerName } from '../../access/callers';
import { newId } from '../../database';
import type { ChangePublisher } from '../../events/types';
import {
  type IdempotencyKeys,
  keyedWrite,
} from '../../idempotency/IdempotencyKeys';
import type { OperationStarter } from '../../operations';
import type { WriteCall } from '../calls';

/** Queues operations on behalf of callers. */
export class OperationQueueService {
  readonly #options: {
    knex: Knex;
    callers: CallerResolver;
    starter: OperationStarter;
    keys: IdempotencyKeys;
    changes: ChangePublisher;
  };

  constructor(options: {
    knex: Knex;
    callers: CallerResolver;
    starter: OperationStarter;
    keys: IdempotencyKeys;
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
    const { knex, callers, starter, keys, changes } = this.#options;
    const actor = callerName(await callers.resolve(credentials));
    const keyed = keyedWrite({
      caller: actor,
      key: idempotencyKey,
      operation: 'QueueOperation',
      input: { environmentId, type, input },
    });
    return keys.once(keyed, async () => {
      const id = newId();
      const event = await knex.transaction(async transaction => {
        await keys.remember(transaction, keyed, id);
        return starter.start(transaction, {
          id,
          environmentId,
          type,
          input,
          actor,
        });
      });
      changes.publish({ type: event, environmentId });
      return id;
    });
  }
}
