import type { DateTime, Duration } from 'luxon';
import type { Clock } from '../database';

/** What is to be thought of an eksctl that runs. */
export type Life =
  /** It spoke a short while ago. */
  | { kind: 'speaking' }
  /** AWS goes on with these, so eksctl may well wait for them. */
  | { kind: 'building'; what: string[]; since: DateTime }
  /** Nothing goes on; it may still be about to say something. */
  | { kind: 'suspect' }
  /** Nothing went on for the whole of another bound either: eksctl waits for something that does not come. */
  | { kind: 'dead' }
  /** It has had all the time that it may take, whatever it says. */
  | { kind: 'overdue' };

/**
 * Judges an eksctl that says nothing by what AWS does, because its silence alone means little: it says nothing while nodes join, while the
 * control plane becomes ready, and for minutes while AWS throttles it.
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
    /** How long eksctl may say nothing before AWS is asked, and how often it is asked then. */
    bound: Duration;
    /** How long eksctl may take altogether. Left out: as long as it likes. */
    atMost?: Duration;
  }) {
    this.#clock = options.clock;
    this.#bound = options.bound;
    this.#lastSign = this.#clock.now();
    this.#silentSince = this.#lastSign;
    this.#end = options.atMost && this.#lastSign.plus(options.atMost);
  }

  /** eksctl said something. */
  heard(): void {
    this.#lastSign = this.#clock.now();
    this.#silentSince = this.#lastSign;
    this.#suspected = false;
  }

  /**
   * Asks AWS when it is time.
   *
   * @param look - names of the stacks that are in progress
   */
  async check(look: () => Promise<string[]>): Promise<Life> {
    const asked = this.#clock.now();
    if (this.#end && asked >= this.#end) {
      return { kind: 'overdue' };
    }
    if (asked < this.#lastSign.plus(this.#bound)) {
      return { kind: 'speaking' };
    }
    const before = this.#lastSign;
    const what = await look();
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
