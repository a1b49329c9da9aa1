import type {
  AnyOperationType,
  CodedText,
  OperationEvent,
  OperationFailure,
  OperationInfo,
  OperationSettlement,
  OperationTransaction,
  Pause,
} from 'backstage-plugin-eks-environments-node';
import type { KnownEventType } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { OperationRow } from '../database';
import { eventText, failureText, toStorableText } from '../events/eventText';
import type { EventRecorder } from '../events/types';
import { assertEvent } from './assertEvent';
import { callHook } from './OperationHookError';
import type { OperationTypes } from './OperationTypes';

/** What calls of hooks need. */
interface HookOptions {
  types: OperationTypes;
  /** Waits for their deadline. */
  pause: Pause;
}

/**
 * Calls the begin hook of the operation's type.
 *
 * @returns the timeline entry, if there is one
 * @throws OperationHookError whatever the hook throws
 */
export async function begunEvent(
  { types, pause }: HookOptions,
  transaction: OperationTransaction,
  operation: OperationInfo,
): Promise<OperationEvent | undefined> {
  const type = types.get(operation.type);
  return type.onBegin
    ? callHook(type, 'onBegin', {
        transaction: transaction.knex,
        pause,
        call: () => checked(type, type.onBegin?.(transaction, operation)),
      })
    : {
        type: 'OperationStarted',
        ...eventText('operation-started', { operation: type.title }),
      };
}

/**
 * Calls the settle hook of the operation's type.
 *
 * @returns the timeline entry, if there is one
 * @throws OperationHookError whatever the hook throws
 */
export async function settledEvent(
  { types, pause }: HookOptions,
  options: {
    transaction: OperationTransaction;
    operation: OperationInfo;
    settlement: OperationSettlement<any>;
  },
): Promise<OperationEvent | undefined> {
  const { transaction, operation, settlement } = options;
  const type = types.find(operation.type);
  return type?.onSettled
    ? callHook(type, 'onSettled', {
        transaction: transaction.knex,
        pause,
        call: () =>
          checked(type, type.onSettled?.(transaction, operation, settlement)),
      })
    : usualEvent(types.titleOf(operation.type), operation, settlement);
}

async function checked(
  type: AnyOperationType,
  returned: Promise<OperationEvent | undefined> | undefined,
): Promise<OperationEvent | undefined> {
  const event = await returned;
  assertEvent(type, event);
  return event;
}

/** The text for a failed attempt that is followed by another one. */
export function retriedText(
  { attempt }: Pick<OperationInfo, 'attempt'>,
  failure: OperationFailure,
): CodedText {
  return eventText('attempt-failed', {
    attempt,
    failure: failureText(failure),
  });
}

/** Adds an entry to the timeline of the operation's environment. Its text may come from a module, so it is made storable. */
export async function recordEvent(
  events: EventRecorder,
  transaction: Knex.Transaction,
  options: {
    operation: Pick<OperationRow, 'environment_id'>;
    event: OperationEvent | undefined;
    at: string;
  },
): Promise<void> {
  const { operation, event, at } = options;
  if (event) {
    await events.record(transaction, {
      ...toStorableText(event),
      environmentId: operation.environment_id,
      at,
    });
  }
}

/** The timeline entry of a settlement whose type has no hook for it. */
export function usualEvent(
  title: string,
  operation: OperationInfo,
  settlement: OperationSettlement<any>,
): CodedText & { type: KnownEventType } {
  switch (settlement.kind) {
    case 'succeeded':
      return {
        type: 'OperationSucceeded',
        ...eventText('operation-succeeded', { operation: title }),
      };
    case 'retrying':
      return {
        type: 'OperationRetried',
        ...eventText('operation-retried', {
          operation: title,
          attempt: operation.attempt,
          failure: failureText(settlement.failure),
        }),
      };
    case 'failed':
      return {
        type: 'OperationFailed',
        ...eventText('operation-failed', {
          operation: title,
          failure: failureText(settlement.failure),
        }),
      };
    default:
      return {
        type: 'OperationCancelled',
        ...eventText('operation-cancelled', { operation: title }),
      };
  }
}
