import type { JsonObject } from '@backstage/types';
import type {
  Message,
  OperationForm,
} from 'backstage-plugin-eks-environments-common';
import type { OperationEnvironment } from './OperationContext';
import type { OperationEvent } from './OperationEvent';
import type { OperationTransaction } from './OperationTransaction';

/**
 * Whether people can start an operation on an environment now.
 *
 * - `possible`
 * - `refused`: not now; pages show the reason, which is one sentence
 * - `notOffered`: it makes no sense for the environment as it is, so pages do not list it
 *
 * @public
 */
export type TriggerAvailability =
  | { kind: 'possible' }
  | { kind: 'refused'; reason: Message }
  | { kind: 'notOffered' };

/**
 * What {@link OperationTrigger.onStart} contributes to an operation.
 *
 * @public
 */
export interface OperationStart<I extends object = JsonObject> {
  /** The input of the operation. Omitted: what the caller sent. */
  input?: I;
  /** The timeline entry. Omitted: `OperationQueued`. */
  event?: OperationEvent;
}

/**
 * How people start operations of a type: pages list it in the menu of an environment, with one dialog for all types, and the API takes it
 * at `POST /v1/environments/{id}/operations`.
 *
 * @remarks
 *
 * Whoever starts an operation needs the permission of the type. An environment that is being deleted, or has an open operation, is
 * refused whatever the trigger says.
 *
 * @public
 */
export interface OperationTrigger<I extends object = JsonObject> {
  /** What people choose in the menu; a command such as `Restart nodes`. */
  readonly title: string;
  /** Shown before people start it: what happens, what is kept, what it costs. A line break begins a paragraph. */
  readonly description: string;
  /**
   * The fields of the input that people fill in; a subset of JSON Schema. The API accepts no other field, and the `input` of the type
   * validates the values. Omitted: people send no input.
   */
  readonly form?: OperationForm;
  /** It must be cheap: lists ask it for each environment. After an error it is not offered. */
  availability(environment: OperationEnvironment): TriggerAvailability;
  /**
   * Called in the transaction that queues an operation on behalf of a caller, with the environment as it is locked there: for a state that
   * begins while the operation waits, and for input that the portal knows. After an error nothing is queued.
   */
  onStart?(
    transaction: OperationTransaction,
    start: { environment: OperationEnvironment; input: I },
  ): Promise<OperationStart<I>>;
}
