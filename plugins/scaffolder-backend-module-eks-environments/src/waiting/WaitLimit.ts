import { InputError } from '@backstage/errors';
import { parseDuration } from 'backstage-plugin-eks-environments-common';
import { Duration } from 'luxon';
import type { z as zod } from 'zod/v3';
import type { Timing } from './timing';

const DEFAULT_WAIT = Duration.fromObject({ hours: 1 });

// A Scaffolder worker is occupied for this time.
const LONGEST_WAIT = Duration.fromObject({ hours: 2 });

/** The input of an action that {@link WaitLimit.start} reads. */
export const waitTimeoutSchema = {
  waitTimeout: (z: typeof zod) =>
    z
      .string()
      .optional()
      .describe(
        'How long to wait at most, as an ISO 8601 duration up to PT2H. Default: PT1H',
      ),
};

/** Maximum wait of an action. */
export class WaitLimit {
  readonly #deadline: number;
  readonly #duration: Duration;

  private constructor(duration: Duration, timing: Timing) {
    this.#duration = duration;
    this.#deadline = timing.now() + duration.toMillis();
  }

  /**
   * Starts the timer.
   *
   * @throws InputError if the text is not a valid duration, or is too long
   */
  static start(waitTimeout: string | undefined, timing: Timing): WaitLimit {
    if (!waitTimeout) {
      return new WaitLimit(DEFAULT_WAIT, timing);
    }
    const reading = parseDuration(waitTimeout);
    if (reading.kind === 'invalid') {
      throw new InputError(`waitTimeout ${reading.problem}`);
    }
    const duration = Duration.fromISO(reading.duration);
    if (duration.toMillis() > LONGEST_WAIT.toMillis()) {
      throw new InputError(
        `waitTimeout must be at most ${LONGEST_WAIT.toISO()}, not ${waitTimeout}`,
      );
    }
    return new WaitLimit(duration.rescale(), timing);
  }

  hasPassed(timing: Timing): boolean {
    return timing.now() >= this.#deadline;
  }

  toString(): string {
    return this.#duration.toHuman();
  }
}
