import type { JsonObject } from '@backstage/types';
import type { EventType } from 'backstage-plugin-eks-environments-common';
import type {
  AnyOperationType,
  OperationEvent,
  OperationStart,
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
    const { types, operations, events, clock, installation } = this.#options;
    const at = toColumn(clock.now());
    const type = types.get(typeId);
    const parsed = types.parseInput(typeId, input);
    const environment = await lockEnvironment(transaction, environmentId);
    assertAccepts(environment, type.lane);
    if (type.trigger) {
      assertAvailable(environment, type.trigger, { installation });
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
