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
  type Pause,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { type DateTime, Duration } from 'luxon';
import type { CircuitBreakers } from '../breakers';
import {
  type Clock,
  databaseNow,
  fromColumn,
  lockEnvironment,
  type OperationRow,
  toColumn,
} from '../database';
import { eventText } from '../events/eventText';
import type { ChangePublisher, EventRecorder } from '../events/types';
import { toStoredFailure, withFirstCause } from '../failures';
import {
  begunEvent,
  leaveUnattended,
  type OperationTypes,
  recordEvent,
  settledEvent,
  toOperationInfo,
  transactionFor,
  usualEvent,
} from '../operations';
import { type HolderChanges, writeAsHolder } from './fence';
import {
  judge,
  pauseSeconds,
  type RetryDefaults,
  type Verdict,
} from './retryPolicy';
import type { ClaimedOperation } from './types';

/**
 * Whether the type of an operation is told how it was settled. `skipped` is the last resort for a hook that keeps failing: the operation
 * ends all the same, and its environment does not wait for it any longer ({@link leaveUnattended}).
 */
export type HookUse = 'called' | 'skipped';

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
  /** Waits for the deadline of hooks. */
  pause: Pause;
  /** Queues the deletion that was requested while an operation ran, in the transaction that ends the operation. */
  queueRequestedDeletion: (
    transaction: OperationTransaction,
    environmentId: string,
  ) => Promise<boolean>;
}

/**
 * Writes the beginning and the end of operations.
 *
 * @remarks
 *
 * Each is one transaction that the worker's fencing token guards. It locks the environment and writes the operation, then its type writes
 * what follows: the state of the environment, its lease, its quota, the next operation, the timeline entry. So wherever a process dies, no environment is
 * Ready without a lease, and none is deleted without releasing its quota.
 */
export class Settlement {
  readonly #options: SettlementOptions;

  constructor(options: SettlementOptions) {
    this.#options = options;
  }

  /**
   * Begins an operation. Does nothing for one that was taken over after it began.
   *
   * @throws OperationStoppedError `cancelled` when the operation was cancelled meanwhile; then its type is not told that it begins
   * @throws OperationHookError what `onBegin` of the type threw
   */
  async begin(operation: ClaimedOperation): Promise<void> {
    if (operation.started_at !== null) {
      return;
    }
    await this.#write(operation, async transaction => {
      const { knex, at } = transaction;
      assertWanted(await writeAsHolder(knex, operation, { started_at: at }));
      return begunEvent(this.#options, transaction, toOperationInfo(operation));
    });
  }

  /**
   * Ends an attempt.
   *
   * @param hook - `skipped` as a last resort, see {@link HookUse}
   * @throws OperationStoppedError `cancelled` when the operation was cancelled meanwhile
   */
  async settle(
    operation: ClaimedOperation,
    outcome: OperationOutcome<any>,
    hook: HookUse = 'called',
  ): Promise<void> {
    return outcome.kind === 'succeeded'
      ? this.#succeeded(operation, outcome.result)
      : this.#failed(operation, outcome, hook);
  }

  /**
   * Puts an operation that this replica cannot run back into the queue. The same attempt begins again after a pause.
   *
   * @throws OperationStoppedError `cancelled` when the operation was cancelled meanwhile
   */
  async postpone(operation: ClaimedOperation): Promise<void> {
    const { knex, types } = this.#options;
    const { type, waits, failure } = operation;
    const seconds = pauseSeconds(waits + 1, {
      ...this.#options,
      policy: types.get(type).retry,
    });
    await knex.transaction(async transaction => {
      const verdict = { kind: 'wait', seconds } as const;
      assertWanted(
        await writeAsHolder(
          transaction,
          operation,
          this.#againFrom(transaction, operation, verdict, failure),
        ),
      );
    });
  }

  /** Ends an operation that a person cancelled. If the person wants a deletion, it is queued for the next claim. */
  async cancelled(
    operation: ClaimedOperation,
    hook: HookUse = 'called',
  ): Promise<void> {
    const { environment_id: environmentId } = operation;
    let deletes = false;
    await this.#write(
      operation,
      async transaction => {
        await writeAsHolder(transaction.knex, operation, {
          state: 'Cancelled',
          finished_at: transaction.at,
          ...released,
        });
        const settlement = { kind: 'cancelled' } as const;
        const event = await this.#tellType(
          transaction,
          operation,
          settlement,
          hook,
        );
        deletes = await this.#options.queueRequestedDeletion(
          transaction,
          environmentId,
        );
        return event;
      },
      hook,
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
      const settlement = { kind: 'succeeded', result } as const;
      return this.#tellType(transaction, operation, settlement, 'called');
    });
  }

  async #failed(
    operation: ClaimedOperation,
    outcome: Extract<OperationOutcome<any>, { kind: 'failed' }>,
    hook: HookUse,
  ): Promise<void> {
    const { failure, result, remaining } = outcome;
    const { breakers, types } = this.#options;
    const policy = types.get(operation.type).retry;
    const verdict = this.#judge(operation, failure, policy);
    await this.#write(
      operation,
      async transaction => {
        const { knex, at } = transaction;
        const next = isRetried(verdict, policy) ? 'retry' : 'nothing';
        const stored = JSON.stringify(
          withFirstCause(
            toStoredFailure(failure, { at, next, existing: remaining }),
            operation.failure,
            next,
          ),
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
        const kind = verdict.kind === 'stop' ? 'failed' : 'retrying';
        const settlement = { kind, failure, result } as const;
        return this.#tellType(transaction, operation, settlement, hook);
      },
      hook,
    );
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
    failure: string | null,
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

  async #tellType(
    transaction: OperationTransaction,
    row: ClaimedOperation,
    settlement: OperationSettlement<any>,
    hook: HookUse,
  ): Promise<OperationEvent | undefined> {
    const { types } = this.#options;
    const operation = toOperationInfo(row);
    if (hook === 'called') {
      return settledEvent(this.#options, {
        transaction,
        operation,
        settlement,
      });
    }
    const title = types.titleOf(row.type);
    const { type, ...event } = usualEvent(title, operation, settlement);
    return { type, ...eventText('without-hook', { event }) };
  }

  /** Writes one transaction with its timeline entry, and sends the hint after it. */
  async #write(
    operation: ClaimedOperation,
    write: (
      transaction: OperationTransaction,
    ) => Promise<OperationEvent | undefined>,
    hook: HookUse = 'called',
  ): Promise<void> {
    const { knex, clock, events, operations } = this.#options;
    const { environment_id: environmentId } = operation;
    const at = toColumn(clock.now());
    const type = await knex.transaction(async transaction => {
      await lockEnvironment(transaction, environmentId);
      const event = await write(
        transactionFor(transaction, { environmentId, at, operations }),
      );
      await recordEvent(events, transaction, { operation, event, at });
      if (hook === 'skipped') {
        await leaveUnattended(transaction, toOperationInfo(operation), at);
      }
      return event?.type;
    });
    this.#publish(environmentId, type);
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
  return verdict.kind !== 'stop' || policy.lastFailureShows === 'whileRetrying';
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
