import type { EventType } from 'backstage-plugin-eks-environments-common';
import {
  type OperationEvent,
  type OperationFailure,
  type OperationOutcome,
  type OperationQueue,
  type OperationSettlement,
  OperationStoppedError,
  type OperationTransaction,
  type RetryPolicy,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { type DateTime, Duration } from 'luxon';
import type { CircuitBreakers } from '../breakers';
import {
  type Clock,
  databaseNow,
  fromColumn,
  type OperationRow,
  toColumn,
} from '../database';
import type { ChangePublisher, EventRecorder } from '../events/types';
import { toStoredFailure } from '../failures';
import {
  begunEvent,
  type OperationTypes,
  recordEvent,
  settledEvent,
  toOperationInfo,
  transactionFor,
} from '../operations';
import { type HolderChanges, writeAsHolder } from './fence';
import { judge, type RetryDefaults, type Verdict } from './retryPolicy';
import type { ClaimedOperation } from './types';

/** An operation without a claim. */
const released = { fencing_token: null, claimed_until: null };

/** The dependencies of settlements. */
export interface SettlementOptions extends RetryDefaults {
  knex: Knex;
  clock: Clock;
  types: OperationTypes;
  operations: OperationQueue;
  events: EventRecorder;
  changes: ChangePublisher;
  breakers: CircuitBreakers;
  /** Begins the deletion that was requested while an operation ran, in the transaction that ends the operation. */
  beginRequestedDeletion: (
    transaction: OperationTransaction,
    environmentId: string,
  ) => Promise<boolean>;
}

/**
 * Writes the beginning and the end of operations.
 *
 * @remarks
 *
 * Each is one transaction that the worker's fencing token guards. The operation is written first, then its type writes what follows: the
 * state of the environment, its lease, its quota, the next operation, the timeline entry. So wherever a process dies, no environment is
 * Ready without a lease, and none is deleted without releasing its quota.
 */
export class Settlement {
  readonly #options: SettlementOptions;

  constructor(options: SettlementOptions) {
    this.#options = options;
  }

  /** Begins an operation. Does nothing for one that was taken over after it began. */
  async begin(operation: ClaimedOperation): Promise<void> {
    if (operation.started_at !== null) {
      return;
    }
    await this.#write(operation, async transaction => {
      const { knex, at } = transaction;
      await writeAsHolder(knex, operation, { started_at: at });
      return begunEvent(
        this.#options.types,
        transaction,
        toOperationInfo(operation),
      );
    });
  }

  /**
   * Ends an attempt.
   *
   * @throws OperationStoppedError `cancelled` when the operation was cancelled meanwhile
   */
  async settle(
    operation: ClaimedOperation,
    outcome: OperationOutcome<any>,
  ): Promise<void> {
    return outcome.kind === 'succeeded'
      ? this.#succeeded(operation, outcome.result)
      : this.#failed(operation, outcome);
  }

  /** Ends an operation that a person cancelled. If the person wants a deletion, it is queued for the next claim. */
  async cancelled(operation: ClaimedOperation): Promise<void> {
    const { environment_id: environmentId } = operation;
    const deletes = await this.#write(
      operation,
      async transaction => {
        await writeAsHolder(transaction.knex, operation, {
          state: 'Cancelled',
          finished_at: transaction.at,
          ...released,
        });
        return this.#tellType(transaction, operation, { kind: 'cancelled' });
      },
      transaction =>
        this.#options.beginRequestedDeletion(transaction, environmentId),
    );
    if (deletes) {
      this.#options.changes.publish({
        type: 'DeletionRequested',
        environmentId,
      });
    }
  }

  async #succeeded(operation: ClaimedOperation, result: object): Promise<void> {
    await this.#write(operation, async transaction => {
      const { knex, at } = transaction;
      const row = await writeAsHolder(knex, operation, {
        state: 'Succeeded',
        percent: 100,
        failure: null,
        finished_at: at,
        ...released,
      });
      assertWanted(row);
      await this.#options.breakers.succeeded(knex, operation);
      return this.#tellType(transaction, operation, {
        kind: 'succeeded',
        result,
      });
    });
  }

  async #failed(
    operation: ClaimedOperation,
    outcome: Extract<OperationOutcome<any>, { kind: 'failed' }>,
  ): Promise<void> {
    const { failure, result, remaining } = outcome;
    const { breakers, types } = this.#options;
    const policy = types.get(operation.type).retry;
    const verdict = this.#judge(operation, failure, policy);
    await this.#write(operation, async transaction => {
      const { knex, at } = transaction;
      const stored = JSON.stringify(
        toStoredFailure(failure, {
          at,
          next: isRetried(verdict, policy) ? 'retry' : 'nothing',
          standing: remaining,
        }),
      );
      const row = await writeAsHolder(
        knex,
        operation,
        verdict.kind === 'stop'
          ? { state: 'Failed', failure: stored, finished_at: at, ...released }
          : this.#againFrom(knex, operation, verdict, stored),
      );
      assertWanted(row);
      await breakers.failed(knex, operation, { failure, at });
      return this.#tellType(transaction, operation, {
        kind: verdict.kind === 'stop' ? 'failed' : 'retrying',
        failure,
        result,
      });
    });
  }

  #judge(
    operation: ClaimedOperation,
    failure: OperationFailure,
    policy: RetryPolicy,
  ): Verdict {
    const { attempt, waits } = operation;
    return judge(failure, {
      ...this.#options,
      policy,
      attempt,
      waits,
      sinceStart: sinceStart(operation, this.#options.clock.now()),
    });
  }

  /** Queues another attempt. Its phases start over; the percentage never goes back. */
  #againFrom(
    transaction: Knex.Transaction,
    { type, provisioner, attempt, waits }: ClaimedOperation,
    { kind, seconds }: Exclude<Verdict, { kind: 'stop' }>,
    failure: string,
  ): HolderChanges {
    return {
      state: 'Pending',
      // An attempt that begins after an outage has the same number.
      attempt: kind === 'wait' ? attempt - 1 : attempt,
      waits: kind === 'wait' ? waits + 1 : 0,
      failure,
      phase: null,
      phases: JSON.stringify(
        this.#options.types.plannedPhases(type, provisioner),
      ),
      due_at: databaseNow(transaction, seconds),
      ...released,
    };
  }

  #tellType(
    transaction: OperationTransaction,
    operation: ClaimedOperation,
    settlement: OperationSettlement<any>,
  ): Promise<OperationEvent | undefined> {
    return settledEvent(this.#options.types, {
      transaction,
      operation: toOperationInfo(operation),
      settlement,
    });
  }

  /**
   * Writes one transaction with its timeline entry, and sends the hint after it. @returns the result of `follow`, the last step of the
   * transaction
   */
  async #write<T = void>(
    operation: ClaimedOperation,
    write: (
      transaction: OperationTransaction,
    ) => Promise<OperationEvent | undefined>,
    follow?: (transaction: OperationTransaction) => Promise<T>,
  ): Promise<T | undefined> {
    const { knex, clock, events, operations } = this.#options;
    const { environment_id: environmentId } = operation;
    const at = toColumn(clock.now());
    const written = await knex.transaction(async transaction => {
      const seen = transactionFor(transaction, {
        environmentId,
        at,
        operations,
      });
      const event = await write(seen);
      await recordEvent(events, transaction, { operation, event, at });
      return { type: event?.type, followed: await follow?.(seen) };
    });
    this.#publish(environmentId, written.type);
    return written.followed;
  }

  #publish(environmentId: string, type: EventType | undefined): void {
    if (type) {
      this.#options.changes.publish({ type, environmentId });
    }
  }
}

/** @throws OperationStoppedError when the operation was cancelled before its end was written */
function assertWanted(row: OperationRow): void {
  if (row.cancel_requested) {
    throw new OperationStoppedError('cancelled');
  }
}

function isRetried(verdict: Verdict, policy: RetryPolicy): boolean {
  return verdict.kind !== 'stop' || policy.afterLast === 'newOperation';
}

/** The time since an operation started. An operation that starts now has no start time in the row that was read. */
function sinceStart(
  { started_at: startedAt }: OperationRow,
  now: DateTime,
): Duration {
  return startedAt === null
    ? Duration.fromMillis(0)
    : now.diff(fromColumn(startedAt));
}
