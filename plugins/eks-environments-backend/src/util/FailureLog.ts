import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Clock } from 'backstage-plugin-eks-environments-node';
import type { DateTime } from 'luxon';

/** Logs failures once an hour for each key: lists meet the same defect once for each row and each request. */
export class FailureLog {
  readonly #options: { clock: Clock; logger: Pick<LoggerService, 'error'> };
  readonly #loggedAt = new Map<string, DateTime>();

  constructor(options: { clock: Clock; logger: Pick<LoggerService, 'error'> }) {
    this.#options = options;
  }

  /** @param key - what failed, such as a type */
  error(key: string, message: string, error: unknown): void {
    const { clock, logger } = this.#options;
    const now = clock.now();
    const last = this.#loggedAt.get(key);
    if (last === undefined || now.diff(last).as('hours') >= 1) {
      this.#loggedAt.set(key, now);
      logger.error(message, toError(error));
    }
  }
}
