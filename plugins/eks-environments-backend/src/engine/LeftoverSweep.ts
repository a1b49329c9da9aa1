import type { Duration } from 'luxon';
import {
  isClean,
  sweepCluster,
  type SweepItem,
  type SweepReport,
} from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import type { Clock } from '../database';
import { kindInWords } from './sweepInWords';
import { sweepTargetOf } from './sweepTarget';
import type { Pause, Work } from './types';

/** What a sweep works with. */
export interface LeftoverSweepOptions {
  clock: Clock;
  pause: Pause;
  watchMs: number;
  /** How long removals that AWS accepted may take. */
  sweepFor: Duration;
  installation: string;
}

/**
 * Removes what is provably a cluster's and outlived it, until a look finds nothing or the time is up.
 *
 * @remarks
 *
 * The report says what was removed, too, by this attempt and those before it: the proof is not only that nothing is left.
 */
export class LeftoverSweep {
  readonly #work: Work;
  readonly #access: AccountAccess;
  readonly #options: LeftoverSweepOptions;
  readonly #removed = new Map<string, SweepItem>();
  /** What the log says of a leftover; said again only when it changes. */
  readonly #said = new Map<string, string>();

  constructor(
    work: Work,
    access: AccountAccess,
    options: LeftoverSweepOptions,
  ) {
    this.#work = work;
    this.#access = access;
    this.#options = options;
    const { sweep } = work.environment;
    const before: SweepReport | undefined = sweep
      ? JSON.parse(sweep)
      : undefined;
    this.#keepRemoved(before?.items ?? []);
  }

  /** Removes what can make the deletion of stacks fail and is in none of them; returns when nothing more comes of it. */
  async removeHolding(): Promise<void> {
    const { clock, pause, watchMs, sweepFor } = this.#options;
    const deadline = clock.now().plus(sweepFor);
    for (;;) {
      const report = await this.#look('remove', 'holding');
      this.#note(report);
      const isMoving = report.items.some(
        ({ kind, outcome }) => outcome === 'removed' || kind === 'nodegroup',
      );
      if (!isMoving || clock.now() >= deadline) {
        return;
      }
      await pause(watchMs, this.#work.signal);
    }
  }

  /** Whether something that is not ours keeps what is. */
  async isHeld(): Promise<boolean> {
    const { items } = await this.#look('find', 'everything');
    return items.some(({ heldBy = [] }) => heldBy.length > 0);
  }

  /** To the end. @returns what was removed, and what is left */
  async run(): Promise<SweepReport> {
    const { clock, pause, watchMs, sweepFor } = this.#options;
    this.#work.journal.say('Looks for what the cluster left behind');
    const deadline = clock.now().plus(sweepFor);
    for (;;) {
      this.#note(await this.#look('remove', 'everything'));
      const report = await this.#look('find', 'everything');
      if (isClean(report) || clock.now() >= deadline) {
        this.#note(report);
        return this.#withRemoved(report);
      }
      await pause(watchMs, this.#work.signal);
    }
  }

  #look(
    mode: 'find' | 'remove',
    scope: 'everything' | 'holding',
  ): Promise<SweepReport> {
    return sweepCluster({
      ...sweepTargetOf(this.#work.environment, this.#options.installation),
      clients: this.#access.clients,
      mode,
      scope,
      now: () => this.#options.clock.now().toJSDate(),
    });
  }

  #note({ items, incomplete }: SweepReport): void {
    this.#keepRemoved(items);
    for (const item of items) {
      this.#say(keyOf(item), inWords(item), item.outcome === 'failed');
    }
    for (const { kind, reason } of incomplete) {
      const kinds = kindInWords(kind).plural;
      this.#say(kind, `Could not look for ${kinds}: ${reason}`, true);
    }
  }

  #say(subject: string, text: string, isWarning: boolean): void {
    if (this.#said.get(subject) !== text) {
      this.#said.set(subject, text);
      this.#work.journal.say(text, isWarning ? 'warning' : 'info');
    }
  }

  #keepRemoved(items: SweepItem[]): void {
    for (const item of items) {
      if (item.outcome === 'removed') {
        this.#removed.set(keyOf(item), item);
      }
    }
  }

  #withRemoved(report: SweepReport): SweepReport {
    const left = new Set(report.items.map(keyOf));
    const removed = [...this.#removed.values()].filter(
      item => !left.has(keyOf(item)),
    );
    return { ...report, items: [...removed, ...report.items] };
  }
}

function keyOf({ kind, id }: SweepItem): string {
  return `${kind}/${id}`;
}

const outcomes: Record<SweepItem['outcome'], string> = {
  removed: 'is being removed',
  remaining: 'is still there',
  failed: 'could not be removed',
};

function inWords({ kind, id, proof, outcome, reason }: SweepItem): string {
  const words = `${kindInWords(kind).singular} ${id}: ${outcomes[outcome]}`;
  return reason ? `${words}, ${reason}` : `${words}; ours by ${proof}`;
}
