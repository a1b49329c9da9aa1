import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { DateTime } from 'luxon';
import type { Clock } from '../database';

/** Logs failures of types once an hour each: the same defect concerns every environment that is read. */
export class FailureLog {
  readonly #options: { clock: Clock; logger: Pick<LoggerService, 'error'> };
  readonly #loggedAt = new Map<string, DateTime>();

  constructor(options: { clock: Clock; logger: Pick<LoggerService, 'error'> }) {
    this.#options = options;
  }

  error(type: string, message: string, error: unknown): void {
    const { clock, logger } = this.#options;
    const now = clock.now();
    const last = this.#loggedAt.get(type);
    if (last === undefined || now.diff(last).as('hours') >= 1) {
      this.#loggedAt.set(type, now);
      logger.error(message, toError(error));
    }
  }
}
