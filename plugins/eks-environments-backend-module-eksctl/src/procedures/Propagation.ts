import type { CompletionStep } from 'backstage-plugin-eksctl-node';
import type { DateTime, Duration } from 'luxon';
import type { Clock } from 'backstage-plugin-eks-environments-node';

/** A step that does something or gives up, not one that waits. */
export type DecisiveStep = Exclude<CompletionStep, { kind: 'settle' }>;

/**
 * AWS may show a change late, above all IAM, which is eventually consistent. So what looks missing right after it was created counts as
 * missing only after a time limit.
 *
 * - For what a step or a successful creation made, the limit counts from the end of that step or creation.
 * - A step can fail because AWS does not show eksctl yet what another step made. Within the limit such a step runs once more.
 * - What somebody else or a failed creation was to make may really be missing. It is created at once. Only if something would be deleted
 *   for it, or the attempt given up, the limit counts from the end of the creation.
 */
export class Propagation {
  readonly #clock: Clock;
  readonly #limit: Duration;
  readonly #changed = new Map<string, DateTime>();
  /** When the worker began, or `eksctl create cluster` ended. */
  #begun: DateTime;
  #allCreated: DateTime | undefined;

  constructor(options: { clock: Clock; limit: Duration }) {
    this.#clock = options.clock;
    this.#limit = options.limit;
    this.#begun = options.clock.now();
  }

  /** `eksctl create cluster` ended in this worker. */
  createEnded(how: 'succeeded' | 'failed'): void {
    this.#begun = this.#clock.now();
    this.#allCreated = how === 'succeeded' ? this.#begun : undefined;
  }

  /** Records that a step was done. */
  changed(step: DecisiveStep): void {
    this.#changed.set(keyOf(step), this.#clock.now());
  }

  /** Whether a step may seem necessary only because AWS does not show a change yet. */
  mayComeYet(step: DecisiveStep): boolean {
    const since =
      this.#changed.get(keyOf(step)) ??
      this.#allCreated ??
      (isHarmless(step) ? undefined : this.#begun);
    return since !== undefined && this.#isRecent(since);
  }

  /** Whether AWS may not show a step that begins now what another step made. */
  mayComeTooEarly(step: DecisiveStep): boolean {
    return [...this.#changed].some(
      ([key, since]) => key !== keyOf(step) && this.#isRecent(since),
    );
  }

  #isRecent(since: DateTime): boolean {
    return this.#clock.now() < since.plus(this.#limit);
  }
}

/** The key of a step, the same whatever part of it is still missing. */
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

/** Whether a step neither deletes anything nor gives up. */
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
