import type { CompletionStep } from 'backstage-plugin-eksctl-node';
import type { DateTime, Duration } from 'luxon';
import type { Clock } from '../database';

/** A step that does something or gives up, rather than waits. */
export type DecisiveStep = Exclude<CompletionStep, { kind: 'settle' }>;

/**
 * AWS may show a change late: IAM above all, which is eventually consistent. So what looks missing right after it was made is looked at again
 * for a while before that is believed.
 *
 * - What a step made, or a creation that ended well, has its time from then on.
 * - What a step needs of the one before it may not be shown to eksctl either. A step that failed over that is done once more, after that time.
 * - What was made by somebody else, or by a creation that did not end well, may really be missing. It is made at once, unless something would
 *   be deleted for it, or the attempt given up: that has its time, too.
 */
export class Propagation {
  readonly #clock: Clock;
  readonly #limit: Duration;
  readonly #changed = new Map<string, DateTime>();
  /** Since when nobody else changed anything. */
  #begun: DateTime;
  #everything: DateTime | undefined;

  constructor(options: { clock: Clock; limit: Duration }) {
    this.#clock = options.clock;
    this.#limit = options.limit;
    this.#begun = options.clock.now();
  }

  /** `eksctl create cluster` ended here. */
  createEnded(how: 'well' | 'badly'): void {
    this.#begun = this.#clock.now();
    this.#everything = how === 'well' ? this.#begun : undefined;
  }

  /** A step was done. */
  changed(step: DecisiveStep): void {
    this.#changed.set(keyOf(step), this.#clock.now());
  }

  /** Whether a step may only look necessary, because AWS does not show yet what was made. */
  mayComeYet(step: DecisiveStep): boolean {
    const since =
      this.#changed.get(keyOf(step)) ??
      this.#everything ??
      (isHarmless(step) ? undefined : this.#begun);
    return since !== undefined && this.#isRecent(since);
  }

  /** Whether a step that begins now may not see yet what another one made. */
  mayComeTooEarly(step: DecisiveStep): boolean {
    return [...this.#changed].some(
      ([key, since]) => key !== keyOf(step) && this.#isRecent(since),
    );
  }

  #isRecent(since: DateTime): boolean {
    return this.#clock.now() < since.plus(this.#limit);
  }
}

/** The same for whatever is left of a step. */
function keyOf(step: DecisiveStep): string {
  switch (step.kind) {
    case 'remove':
      return [step.kind, step.part, step.id].join(' ');
    case 'eksctl':
      return [step.kind, step.name].join(' ');
    default:
      return step.kind;
  }
}

function isHarmless(step: DecisiveStep): boolean {
  switch (step.kind) {
    case 'eksctl':
      return step.clear.length === 0;
    case 'setLogRetention':
      return true;
    default:
      return false;
  }
}
