import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import type { ResourceEvent } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { Clock, EnvironmentRow } from '../../database';
import { type ProvisionerRegistry, toProvisioned } from '../../provisioners';
import type { ResourceEventReader } from './resourceEvents';

// Clouds throttle per account, and every open page asks: within this time all get the same answer.
const KEPT = 10_000; // milliseconds

interface Answer {
  at: number;
  events: Promise<ResourceEvent[]>;
}

interface CachedResourceEventsOptions {
  knex: Knex;
  clock: Clock;
  provisioners: ProvisionerRegistry;
  installation: string;
  logger: LoggerService;
}

/** Reads the events of environments' resources from their provisioners. */
export class CachedResourceEvents implements ResourceEventReader {
  readonly #options: CachedResourceEventsOptions;
  readonly #answers = new Map<string, Answer>();

  constructor(options: CachedResourceEventsOptions) {
    this.#options = options;
  }

  /**
   * @throws NotFoundError when there is no such environment
   * @throws ServiceUnavailableError when they cannot be read
   */
  async read(environmentId: string): Promise<ResourceEvent[]> {
    const now = this.#options.clock.now().toMillis();
    this.#forgetBefore(now - KEPT);
    const known = this.#answers.get(environmentId);
    if (known) {
      return known.events;
    }
    const events = this.#ask(environmentId);
    this.#answers.set(environmentId, { at: now, events });
    return events;
  }

  async #ask(environmentId: string): Promise<ResourceEvent[]> {
    const { knex, provisioners, logger } = this.#options;
    const row = await knex<EnvironmentRow>('environments')
      .where('id', environmentId)
      .first();
    if (!row) {
      throw new NotFoundError(`There is no environment ${environmentId}`);
    }
    try {
      const events = await provisioners
        .find(row.provisioner)
        ?.resourceEvents?.(toProvisioned(row, this.#options));
      return events ?? [];
    } catch (error) {
      logger.warn(
        `The resource events of ${row.resource_ref} could not be read`,
        toError(error),
      );
      throw new ServiceUnavailableError(
        'The events of its resources could not be read; try again in a while',
      );
    }
  }

  #forgetBefore(time: number): void {
    for (const [id, { at }] of this.#answers) {
      if (at <= time) {
        this.#answers.delete(id);
      }
    }
  }
}
