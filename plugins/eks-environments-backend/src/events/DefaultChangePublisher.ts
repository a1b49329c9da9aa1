import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  type ChangeHint,
  EKS_ENVIRONMENTS_TOPIC,
} from 'backstage-plugin-eks-environments-common';
import type { ChangePublisher } from './types';

interface DefaultChangePublisherOptions {
  logger: LoggerService;
  events?: EventsService;
  signals?: SignalsService;
}

/**
 * Publishes hints to open pages (signals), to other plugins (events) and within this replica.
 *
 * @remarks
 *
 * A hint contains only ids, so each subscriber reads the data with its own permissions. A lost hint is harmless, because subscribers also
 * poll.
 */
export class DefaultChangePublisher implements ChangePublisher {
  readonly #options: DefaultChangePublisherOptions;
  readonly #listeners = new Set<(hint: ChangeHint) => void>();

  constructor(options: DefaultChangePublisherOptions) {
    this.#options = options;
  }

  /** Calls back on every hint that this replica publishes. */
  onPublish(listener: (hint: ChangeHint) => void): void {
    this.#listeners.add(listener);
  }

  publish(hint: ChangeHint): void {
    for (const listener of this.#listeners) {
      listener(hint);
    }
    const { events, signals } = this.#options;
    this.#quietly('events', async () =>
      events?.publish({ topic: EKS_ENVIRONMENTS_TOPIC, eventPayload: hint }),
    );
    this.#quietly('signals', async () =>
      signals?.publish({
        recipients: { type: 'broadcast' },
        channel: EKS_ENVIRONMENTS_TOPIC,
        message: { ...hint },
      }),
    );
  }

  #quietly(name: string, publish: () => Promise<void>): void {
    publish().catch(error => {
      this.#options.logger.warn(
        `A hint about a change could not be published through ${name}: ${error}`,
      );
    });
  }
}
