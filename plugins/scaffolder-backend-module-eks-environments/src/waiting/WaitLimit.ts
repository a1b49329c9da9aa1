import { InputError } from '@backstage/errors';
import { Duration } from 'luxon';
import type { Timing } from './timing';

const DEFAULT_WAIT = Duration.fromObject({ hours: 1 });

// A worker of the Scaffolder is busy for as long.
const LONGEST_WAIT = Duration.fromObject({ hours: 2 });

/** How long an action waits at most. */
export class WaitLimit {
  readonly #deadline: number;
  readonly #duration: Duration;

  private constructor(duration: Duration, timing: Timing) {
    this.#duration = duration;
    this.#deadline = timing.now() + duration.toMillis();
  }

  /**
   * Starts to count.
   *
   * @throws InputError when the text is no ISO 8601 duration, or too long a one
   */
  static start(waitTimeout: string | undefined, timing: Timing): WaitLimit {
    const duration = waitTimeout ? Duration.fromISO(waitTimeout) : DEFAULT_WAIT;
    const isPossible =
      duration.isValid &&
      duration.toMillis() > 0 &&
      duration.toMillis() <= LONGEST_WAIT.toMillis();
    if (!isPossible) {
      throw new InputError(
        `waitTimeout is '${waitTimeout}'; it must be an ISO 8601 duration of at most ${LONGEST_WAIT.toISO()}, such as PT1H`,
      );
    }
    return new WaitLimit(duration, timing);
  }

  hasPassed(timing: Timing): boolean {
    return timing.now() >= this.#deadline;
  }

  toString(): string {
    return this.#duration.toHuman();
  }
}
