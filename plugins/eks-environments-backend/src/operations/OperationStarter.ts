import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { EventType } from 'backstage-plugin-eks-environments-common';
import type {
  AnyOperationType,
  OperationEvent,
  OperationStart,
  OperationTrigger,
  Pause,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import {
  type Clock,
  type EnvironmentRow,
  lockEnvironment,
  toColumn,
} from '../database';
import { eventText, toStorableText } from '../events/eventText';
import type { EventRecorder } from '../events/types';
import { assertEvent } from './assertEvent';
import { assertAccepts, assertAvailable } from './availability';
import type { DatabaseOperationQueue } from './DatabaseOperationQueue';
import { toOperationEnvironment } from './operationEnvironment';
import { callHook } from './OperationHookError';
import { OperationRefusedError } from './OperationRefusedError';
import type { OperationTypes } from './OperationTypes';
import { transactionFor } from './transactions';

/** What {@link OperationStarter} needs. */
export interface OperationStarterOptions {
  types: OperationTypes;
  operations: DatabaseOperationQueue;
  events: EventRecorder;
  clock: Clock;
  /** Waits for the deadline of hooks. */
  pause: Pause;
  logger: Pick<LoggerService, 'error'>;
  /** The installation in the ownership tags. */
  installation: string;
}

/** Queues operations on behalf of callers, as the trigger of their type allows. Nothing here authorizes. */
export class OperationStarter {
  readonly #options: OperationStarterOptions;

  constructor(options: OperationStarterOptions) {
    this.#options = options;
  }

  /**
   * Queues an operation in a transaction of the caller.
   *
   * @returns the type of its timeline entry
   * @throws OperationRefusedError when the environment cannot take the operation now, InputError for an invalid input
   */
  async start(
    transaction: Knex.Transaction,
    {
      id,
      environmentId,
      type: typeId,
      input,
      actor,
    }: {
      /** The operation's. */
      id: string;
      environmentId: string;
      type: string;
      input: JsonObject;
      actor: string;
    },
  ): Promise<EventType> {
    const { types, operations, events, clock } = this.#options;
    const at = toColumn(clock.now());
    const type = types.get(typeId);
    const parsed = types.parseInput(typeId, input);
    const environment = await lockEnvironment(transaction, environmentId);
    assertAccepts(environment, type.lane);
    if (type.trigger) {
      this.#assertAvailable(environment, type, type.trigger);
    }
    const start = await this.#onStart(transaction, {
      type,
      environment,
      input: parsed,
      at,
    });
    await operations.enqueue(
      transaction,
      { environmentId, type: typeId, input: start?.input ?? parsed },
      id,
    );
    const event: OperationEvent = start?.event ?? {
      type: 'OperationQueued',
      ...eventText('operation-queued', { operation: type.title }),
    };
    await events.record(transaction, {
      ...toStorableText(event),
      environmentId,
      actor,
      at,
    });
    return event.type;
  }

  /** @throws ConflictError, whatever the trigger throws */
  #assertAvailable(
    environment: EnvironmentRow,
    { type }: AnyOperationType,
    trigger: OperationTrigger<any>,
  ): void {
    const { installation, logger } = this.#options;
    try {
      assertAvailable(environment, trigger, { installation });
    } catch (error) {
      if (error instanceof OperationRefusedError) {
        throw error;
      }
      logger.error(
        `availability of the operation type ${type} failed for the environment ${environment.id}; the operation is not queued`,
        toError(error),
      );
      throw new ConflictError(
        `It is not known whether an operation of the type ${type} is possible; the platform team finds the reason in the log of the backend`,
      );
    }
  }

  async #onStart(
    transaction: Knex.Transaction,
    {
      type,
      environment,
      input,
      at,
    }: {
      type: AnyOperationType;
      environment: EnvironmentRow;
      input: JsonObject;
      at: string;
    },
  ): Promise<OperationStart<any> | undefined> {
    const { operations, pause, installation } = this.#options;
    const { trigger } = type;
    if (!trigger?.onStart) {
      return undefined;
    }
    return callHook(type, 'onStart', {
      transaction,
      pause,
      call: async () => {
        const start = await trigger.onStart?.(
          transactionFor(transaction, {
            environmentId: environment.id,
            at,
            operations,
          }),
          {
            environment: toOperationEnvironment(environment, { installation }),
            input,
          },
        );
        assertEvent(type, start?.event);
        return start;
      },
    });
  }
}
