import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  type OperationOutcome,
  OperationStoppedError,
  type Pause,
} from 'backstage-plugin-eks-environments-node';
import { failureOfSettlement } from '../failures';
import { backoffSeconds } from '../util/backoff';
import type { Settlement } from './Settlement';
import type { ClaimedOperation } from './types';

const MAXIMUM_BACKOFF_MS = 5_000;

/** How often, and with which pauses, a settlement is tried. */
export interface SettlementRetries {
  tries: number;
  /** The first pause; it doubles each time. */
  firstBackoffMs: number;
}

/**
 * Stores how attempts ended, whatever the hooks of their types do.
 *
 * @remarks
 *
 * A settlement that fails is tried a few times, because a database may be away for a moment. A success that cannot be stored then becomes a
 * failure. A failure or a cancellation that cannot be stored is stored without the hook, so that no hook keeps an operation open: an
 * environment with an open operation could not even be deleted.
 */
export class PersistentSettlement {
  readonly #options: {
    settlement: Settlement;
    retries: SettlementRetries;
    logger: LoggerService;
    pause: Pause;
    /** Aborts when the worker is done with the operation. */
    signal: AbortSignal;
  };

  constructor(options: {
    settlement: Settlement;
    retries: SettlementRetries;
    logger: LoggerService;
    pause: Pause;
    signal: AbortSignal;
  }) {
    this.#options = options;
  }

  /** @throws OperationStoppedError when the claim is lost, or the operation was cancelled meanwhile */
  async settle(
    operation: ClaimedOperation,
    outcome: OperationOutcome<any>,
  ): Promise<void> {
    const { settlement, logger } = this.#options;
    const stored = await this.#try(() => settlement.settle(operation, outcome));
    if (stored.kind === 'done') {
      logger.info(`Attempt ${operation.attempt}: ${outcome.kind}`);
      return;
    }
    const ended = `Attempt ${operation.attempt} ended as ${outcome.kind}, which could not be stored`;
    if (outcome.kind === 'succeeded') {
      logger.error(`${ended}; it is stored as a failure`, stored.error);
      await this.settle(operation, {
        kind: 'failed',
        failure: failureOfSettlement(stored.error),
      });
      return;
    }
    logger.error(
      `${ended}; it is stored without the hook of its type`,
      stored.error,
    );
    await settlement.settle(operation, outcome, 'skipped');
  }

  /** @throws OperationStoppedError when the claim is lost */
  async cancelled(operation: ClaimedOperation): Promise<void> {
    const { settlement, logger } = this.#options;
    const stored = await this.#try(() => settlement.cancelled(operation));
    if (stored.kind === 'failed') {
      logger.error(
        'The cancellation could not be stored; it is stored without the hook of its type',
        stored.error,
      );
      await settlement.cancelled(operation, 'skipped');
    }
  }

  async #try(
    write: () => Promise<void>,
  ): Promise<{ kind: 'done' } | { kind: 'failed'; error: Error }> {
    const { retries, logger, pause, signal } = this.#options;
    for (let time = 1; ; time++) {
      try {
        await write();
        return { kind: 'done' };
      } catch (error) {
        if (error instanceof OperationStoppedError) {
          throw error;
        }
        if (time === retries.tries) {
          return { kind: 'failed', error: toError(error) };
        }
        logger.warn('The settlement failed and is retried', toError(error));
        const milliseconds = backoffSeconds(time, {
          first: retries.firstBackoffMs,
          maximum: MAXIMUM_BACKOFF_MS,
        });
        await pause(milliseconds, signal);
      }
    }
  }
}
