import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  type OperationContext,
  type OperationEnvironment,
  type OperationFailure,
  type OperationJournal,
  type OperationOutcome,
  OperationStoppedError,
  type OperationStopReason,
  type Pause,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import type { CircuitBreakers } from '../breakers';
import type { Clock, EnvironmentRow } from '../database';
import type { ChangePublisher } from '../events/types';
import { failureOfBegin, ownFailure, unforeseenFailure } from '../failures';
import type { OperationTypes } from '../operations';
import { DatabaseOperationJournal } from './DatabaseOperationJournal';
import type { LogLimits } from './LogLimit';
import { toOperationContext } from './operationContext';
import type { OperationStore } from './OperationStore';
import {
  PersistentSettlement,
  type SettlementRetries,
} from './PersistentSettlement';
import type { Settlement } from './Settlement';
import type { ClaimedOperation } from './types';

/** The dependencies that workers share. */
export interface WorkerOptions {
  knex: Knex;
  clock: Clock;
  store: OperationStore;
  settlement: Settlement;
  types: OperationTypes;
  /** How many workers may lose their claim during one attempt before the operation is given up. */
  maximumTakeovers: number;
  breakers: Pick<CircuitBreakers, 'foundRecovered'>;
  /** The installation in the ownership tags. */
  installation: string;
  settlementRetries: SettlementRetries;
  changes: ChangePublisher;
  logger: LoggerService;
  pause: Pause;
  /** How long a run may take to stop. */
  stopGraceMs: number;
  claimMs: number;
  journalMs: number;
  logLimits: LogLimits;
}

/**
 * Runs one claimed operation to the end of its attempt.
 *
 * @remarks
 *
 * Sends heartbeats three times as often as needed. When a heartbeat reports that the claim is lost, or none succeeds for as long as the
 * claim lasts, another worker may hold the operation: the attempt is stopped and nothing more is written.
 */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #operation: ClaimedOperation;
  readonly #stopped = new AbortController();
  readonly #done = new AbortController();
  readonly #end: PersistentSettlement;
  #wake = new AbortController();

  constructor(operation: ClaimedOperation, options: WorkerOptions) {
    this.#operation = operation;
    this.#options = options;
    this.#end = new PersistentSettlement({
      ...options,
      retries: options.settlementRetries,
      logger: this.#logger,
      signal: this.#done.signal,
    });
  }

  /** Ends the attempt at the next safe point; the first reason counts. */
  stop(reason: OperationStopReason): void {
    this.#stopped.abort(new OperationStoppedError(reason));
  }

  /** Sends a heartbeat now, which also detects a cancellation. */
  renewNow(): void {
    this.#wake.abort();
  }

  /** Never throws: an operation whose end cannot be written now is taken over when its claim ends. */
  async run(): Promise<void> {
    const heartbeat = this.#keepClaim();
    try {
      await this.#runAttempt();
    } catch (error) {
      this.#logger.error(
        'The operation could not be settled; it is taken over when its claim ends',
        toError(error),
      );
    } finally {
      this.#done.abort();
      await heartbeat;
    }
  }

  async #runAttempt(): Promise<void> {
    try {
      await this.#end.settle(this.#operation, await this.#attempt());
    } catch (error) {
      if (!(error instanceof OperationStoppedError)) {
        throw error;
      }
      await this.#leave(error.reason);
    }
  }

  /** Turns everything but a reason to stop into an outcome. */
  async #attempt(): Promise<OperationOutcome<any>> {
    const { store, knex, clock, changes } = this.#options;
    const operation = this.#operation;
    await this.#assertWanted();
    const prevented = await this.#begin();
    const environment = await store.environmentOf(operation);
    const journal = await DatabaseOperationJournal.open({
      knex,
      clock,
      changes,
      operation,
      intervalMs: this.#options.journalMs,
      limits: this.#options.logLimits,
      onError: error => this.#journalFailed(error),
    });
    const { signal } = this.#stopped;
    try {
      signal.throwIfAborted();
      const outcome = prevented ?? (await this.#run(environment, journal));
      signal.throwIfAborted();
      journal.finish(outcome.kind === 'succeeded' ? 'done' : 'failed');
      await journal.flush();
      return outcome;
    } finally {
      await this.#closeJournal(journal);
    }
  }

  /**
   * Begins the operation, if it did not begin before.
   *
   * @returns the failure that prevents the attempt. When too many workers lost their claim during the attempt, it is not run again, and its
   *   type is not called: it may be what ends them, and would then end one replica after the other.
   */
  async #begin(): Promise<OperationOutcome<any> | undefined> {
    const { settlement, maximumTakeovers } = this.#options;
    const { takeovers } = this.#operation;
    if (takeovers > maximumTakeovers) {
      const times = String(takeovers);
      const cause = `${times} workers lost their claim during this attempt`;
      return {
        kind: 'failed',
        failure: ownFailure('takeoversUsedUp', { cause, times }),
      };
    }
    try {
      await settlement.begin(this.#operation);
      return undefined;
    } catch (error) {
      if (error instanceof OperationStoppedError) {
        throw error;
      }
      this.#logger.error('The operation could not be begun', toError(error));
      return { kind: 'failed', failure: failureOfBegin(error) };
    }
  }

  /** Runs the operation type. */
  async #run(
    environment: EnvironmentRow,
    journal: OperationJournal,
  ): Promise<OperationOutcome<any>> {
    const { types } = this.#options;
    const { signal } = this.#stopped;
    let context: OperationContext<any> | undefined;
    try {
      context = toOperationContext(this.#operation, {
        ...this.#options,
        environment,
        journal,
        signal,
      });
      return await this.#untilStopped(
        types.get(this.#operation.type).run(context),
      );
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof OperationStoppedError) {
        throw error;
      }
      this.#logger.warn('The attempt failed', toError(error));
      return {
        kind: 'failed',
        failure: this.#classify(error, context?.environment),
      };
    }
  }

  /**
   * Awaits a run; when it has to stop, for a limited time. One that ignores its signal is abandoned, so that it holds up neither a
   * deletion nor a shutdown: without its claim, it writes nothing any more.
   */
  async #untilStopped<T>(run: Promise<T>): Promise<T> {
    const over = new AbortController();
    try {
      return await Promise.race([run, this.#abandon(over.signal)]);
    } finally {
      over.abort();
    }
  }

  /** @throws the reason to stop, once the time to do so is over */
  async #abandon(over: AbortSignal): Promise<never> {
    const { pause, stopGraceMs } = this.#options;
    const { signal } = this.#stopped;
    await new Promise<void>(resolve => {
      const either = AbortSignal.any([signal, over]);
      either.addEventListener('abort', () => resolve(), { once: true });
      if (either.aborted) {
        resolve();
      }
    });
    await pause(stopGraceMs, over);
    this.#logger.error(
      `The run ignored its signal for ${
        stopGraceMs / 1000
      } seconds and is abandoned; its type has to stop`,
    );
    throw signal.reason;
  }

  /** An error of the type's hook is logged and changes nothing. */
  #classify(
    error: unknown,
    environment: OperationEnvironment | undefined,
  ): OperationFailure {
    const type = this.#options.types.get(this.#operation.type);
    try {
      return (
        (environment && type.classifyError?.(error, environment)) ??
        unforeseenFailure(error)
      );
    } catch (hookError) {
      this.#logger.error('The failure was not classified', toError(hookError));
      return unforeseenFailure(error);
    }
  }

  /** Without this check, a cancellation since the claim would be detected only at the next heartbeat, long after the work began. */
  async #assertWanted(): Promise<void> {
    const renewal = await this.#options.store.renew(this.#operation);
    if (renewal !== 'kept') {
      throw new OperationStoppedError(
        renewal === 'lost' ? 'lost' : 'cancelled',
      );
    }
  }

  /** Stores the last lines, if this worker still holds the operation. */
  async #closeJournal(journal: DatabaseOperationJournal): Promise<void> {
    if (stopReason(this.#stopped.signal) !== 'lost') {
      await journal.storeRest().catch(error => this.#journalFailed(error));
    }
    journal.close();
  }

  #journalFailed(error: unknown): void {
    this.#logger.warn('The log could not be stored', toError(error));
    this.stop('lost');
  }

  async #leave(reason: OperationStopReason): Promise<void> {
    this.#logger.info(`The operation was stopped: ${reason}`);
    switch (reason) {
      case 'cancelled':
        await this.#end.cancelled(this.#operation);
        break;
      case 'shutdown':
        await this.#options.store.release(this.#operation);
        break;
      case 'unable':
        await this.#postpone();
        break;
      default:
      // Another worker holds the operation.
    }
  }

  async #postpone(): Promise<void> {
    try {
      await this.#options.settlement.postpone(this.#operation);
    } catch (error) {
      if (!(error instanceof OperationStoppedError)) {
        throw error;
      }
      await this.#leave(error.reason);
    }
  }

  async #keepClaim(): Promise<void> {
    const { claimMs } = this.#options;
    const expire = () => this.stop('lost');
    // Independent of the heartbeats: one that hangs on a broken connection must not keep the attempt running.
    let expiry = setTimeout(expire, claimMs);
    try {
      while (stopReason(this.#stopped.signal) !== 'lost') {
        await this.#untilRenewal();
        const asked = performance.now();
        if ((await this.#renew()) === 'held') {
          clearTimeout(expiry);
          expiry = setTimeout(expire, claimMs - (performance.now() - asked));
        }
      }
    } catch {
      // The attempt is over.
    } finally {
      clearTimeout(expiry);
    }
  }

  /** @throws when the attempt is over */
  async #untilRenewal(): Promise<void> {
    const { pause, claimMs } = this.#options;
    const early = AbortSignal.any([this.#done.signal, this.#wake.signal]);
    await pause(claimMs / 3, early).catch(() => {});
    this.#done.signal.throwIfAborted();
    // Reset before the heartbeat, so that a request that arrives during it causes another one.
    this.#wake = new AbortController();
  }

  async #renew(): Promise<'held' | 'lost' | 'unknown'> {
    try {
      const renewal = await this.#options.store.renew(this.#operation);
      switch (renewal) {
        case 'lost':
          this.stop('lost');
          return 'lost';
        case 'cancelRequested':
          this.stop('cancelled');
          return 'held';
        default:
          return 'held';
      }
    } catch (error) {
      this.#logger.warn('The claim could not be renewed', toError(error));
      return 'unknown';
    }
  }

  get #logger(): LoggerService {
    const { id, type, environment_id: environment } = this.#operation;
    return this.#options.logger.child({ operation: id, type, environment });
  }
}

function stopReason(signal: AbortSignal): OperationStopReason | undefined {
  return signal.reason instanceof OperationStoppedError
    ? signal.reason.reason
    : undefined;
}
