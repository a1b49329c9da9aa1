import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  DeliveryOutcome,
  NotificationChannel,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { type Clock, toColumn } from '../database';
import { backoffSeconds } from '../util/backoff';
import { type ClaimedDelivery, OutboxStore } from './OutboxStore';

/** A channel that takes longer counts as down. */
const DELIVERY_TIMEOUT_MS = 30_000;
/** For one delivery: what a replica had claimed when it was killed waits this long. */
const CLAIM_SECONDS = DELIVERY_TIMEOUT_MS / 1000 + 15;
const MAXIMUM_BACKOFF_SECONDS = 300;

/**
 * Delivers the messages in the outbox, to each channel until that channel took them.
 *
 * @remarks
 *
 * Channels are called outside of any transaction and independently, so one that is down or slow delays neither the others nor the change
 * that the message is about. If a process dies after a channel took a message, but before that was stored, the message is delivered again:
 * at-least-once delivery.
 */
export class OutboxDispatcher {
  readonly #options: {
    channels: readonly NotificationChannel[];
    /** The base URL of the portal, without a trailing slash. */
    appBaseUrl: string;
    /** Pause before the second attempt; it doubles with each one, up to five minutes. */
    backoffSeconds: number;
    logger: LoggerService;
    clock: Clock;
  };
  readonly #store: OutboxStore;

  constructor(options: {
    knex: Knex;
    channels: readonly NotificationChannel[];
    appBaseUrl: string;
    backoffSeconds: number;
    logger: LoggerService;
    clock: Clock;
  }) {
    this.#options = options;
    this.#store = new OutboxStore({ knex: options.knex });
  }

  /** Delivers what is due now; for a schedule. Never throws because of a channel. */
  async deliverDue(): Promise<void> {
    await Promise.all(
      this.#options.channels.map(channel => this.#deliverThrough(channel)),
    );
  }

  async #deliverThrough(channel: NotificationChannel): Promise<void> {
    for (;;) {
      const delivery = await this.#store.claim(channel.id, CLAIM_SECONDS);
      if (!delivery) {
        return;
      }
      await this.#deliver(channel, delivery);
    }
  }

  async #deliver(
    channel: NotificationChannel,
    delivery: ClaimedDelivery,
  ): Promise<void> {
    const { logger, clock, appBaseUrl } = this.#options;
    const message = await this.#store.read(delivery.messageId, appBaseUrl);
    const outcome: DeliveryOutcome = message
      ? await attempt(() => channel.deliver(message))
      : { kind: 'rejected', reason: 'The message no longer exists' };
    if (outcome.kind !== 'delivered') {
      logger.warn(
        `Message ${delivery.messageId} through ${channel.id}, attempt ${delivery.attempt}: ${outcome.kind}, ${outcome.reason}`,
      );
    }
    const settled = await this.#store.settle(delivery, outcome, {
      at: toColumn(clock.now()),
      retryAfterSeconds: backoffSeconds(delivery.attempt, {
        first: this.#options.backoffSeconds,
        maximum: MAXIMUM_BACKOFF_SECONDS,
      }),
    });
    if (settled === 'lost') {
      logger.warn(
        `Message ${delivery.messageId} through ${channel.id}, attempt ${delivery.attempt}: another replica has taken over and may deliver it again`,
      );
    }
  }
}

async function attempt(
  deliver: () => Promise<DeliveryOutcome>,
): Promise<DeliveryOutcome> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<DeliveryOutcome>(resolve => {
    timer = setTimeout(
      () =>
        resolve({
          kind: 'retry',
          reason: 'The channel did not answer in time',
        }),
      DELIVERY_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([deliver(), tooLate]);
  } catch (error) {
    return {
      kind: 'retry',
      reason: toError(error).message,
    };
  } finally {
    clearTimeout(timer);
  }
}
