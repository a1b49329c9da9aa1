import type { DateTime, Duration } from 'luxon';
import type { Clock } from 'backstage-plugin-eks-environments-node';

/** The state of a running eksctl. */
export type Life =
  /** It printed something recently. */
  | { kind: 'speaking' }
  /** These are in progress in AWS, so eksctl probably waits for them. */
  | { kind: 'building'; what: string[]; since: DateTime }
  /** Nothing is in progress in AWS; eksctl may still report it. */
  | { kind: 'suspect' }
  /** Nothing was in progress for another bound: eksctl waits for something that does not come. */
  | { kind: 'dead' }
  /** It ran as long as it may, whatever it prints. */
  | { kind: 'overdue' };

/**
 * Decides whether a silent eksctl hangs, by what is in progress in AWS. Silence alone means little: eksctl prints nothing while nodes join,
 * while the control plane becomes ready, and for minutes while AWS throttles it.
 */
export class Watchdog {
  readonly #clock: Clock;
  readonly #bound: Duration;
  readonly #end: DateTime | undefined;
  #lastSign: DateTime;
  #silentSince: DateTime;
  #suspected = false;

  constructor(options: {
    clock: Clock;
    /** How long eksctl may print nothing before AWS is asked, and how often it is asked then. */
    bound: Duration;
    /** How long eksctl may take in total. Omitted: no limit. */
    atMost?: Duration;
  }) {
    this.#clock = options.clock;
    this.#bound = options.bound;
    this.#lastSign = this.#clock.now();
    this.#silentSince = this.#lastSign;
    this.#end = options.atMost && this.#lastSign.plus(options.atMost);
  }

  /** Records that eksctl printed something. */
  heard(): void {
    this.#lastSign = this.#clock.now();
    this.#silentSince = this.#lastSign;
    this.#suspected = false;
  }

  /**
   * Asks AWS when it is time.
   *
   * @param readProgress - returns the names of the stacks that are in progress
   */
  async check(readProgress: () => Promise<string[]>): Promise<Life> {
    const asked = this.#clock.now();
    if (this.#end && asked >= this.#end) {
      return { kind: 'overdue' };
    }
    if (asked < this.#lastSign.plus(this.#bound)) {
      return { kind: 'speaking' };
    }
    const before = this.#lastSign;
    const what = await readProgress();
    if (this.#lastSign !== before) {
      return { kind: 'speaking' };
    }
    this.#lastSign = asked;
    if (what.length > 0) {
      this.#suspected = false;
      return { kind: 'building', what, since: this.#silentSince };
    }
    if (this.#suspected) {
      return { kind: 'dead' };
    }
    this.#suspected = true;
    return { kind: 'suspect' };
  }
}
