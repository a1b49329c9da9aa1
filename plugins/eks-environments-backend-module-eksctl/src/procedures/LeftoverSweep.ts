import type { DateTime, Duration } from 'luxon';
import {
  isClean,
  sweepCluster,
  type SweepItem,
  type SweepReport,
  type SweepScope,
} from 'backstage-plugin-eksctl-node';
import type { AccountAccess } from '../accounts';
import type { Clock, Pause } from 'backstage-plugin-eks-environments-node';
import { formatKind } from './formatSweep';
import { sweepTargetOf } from './sweepTarget';
import type { OperationContext } from 'backstage-plugin-eks-environments-node';

/** The dependencies of a sweep. */
export interface LeftoverSweepOptions {
  clock: Clock;
  pause: Pause;
  watchMs: number;
  /** How long the sweep continues without progress. */
  sweepFor: Duration;
}

/** Expires when the number of leftovers did not decrease for a while. */
class SweepDeadline {
  readonly #clock: Clock;
  readonly #sweepFor: Duration;
  #fewest = Infinity;
  #at: DateTime;

  constructor(clock: Clock, sweepFor: Duration) {
    this.#clock = clock;
    this.#sweepFor = sweepFor;
    this.#at = clock.now().plus(sweepFor);
  }

  isOver(left: number): boolean {
    const now = this.#clock.now();
    if (left < this.#fewest) {
      this.#fewest = left;
      this.#at = now.plus(this.#sweepFor);
    }
    return now >= this.#at;
  }
}

/**
 * Removes the leftovers that provably belong to a cluster, until a pass finds none or the time is up.
 *
 * @remarks
 *
 * The report also lists what this attempt and earlier ones removed. As evidence, it shows more than that nothing is left.
 */
export class LeftoverSweep {
  readonly #context: OperationContext;
  readonly #access: AccountAccess;
  readonly #options: LeftoverSweepOptions;
  readonly #removed = new Map<string, SweepItem>();
  /** Why the last removal of each leftover failed. A pass that only finds does not know the reason. */
  readonly #reasons = new Map<string, string | undefined>();
  /** The last log message about each leftover; logged again only when it changes. */
  readonly #said = new Map<string, string>();

  constructor(
    context: OperationContext,
    access: AccountAccess,
    options: LeftoverSweepOptions,
  ) {
    this.#context = context;
    this.#access = access;
    this.#options = options;
    const { sweep } = context.environment;
    // The last report, written by this class.
    const before = sweep as SweepReport | undefined;
    this.#keepRemoved(before?.items ?? []);
  }

  /**
   * Removes what blocks a deletion. Returns when AWS finished all the removals that it accepted.
   *
   * @returns whether anything was removed
   */
  async remove(scope: Exclude<SweepScope, 'everything'>): Promise<boolean> {
    const deadline = this.#deadline();
    for (let removed = false; ; removed = true) {
      const report = await this.#sweep('remove', scope);
      this.#note(report);
      const isMoving = report.items.some(
        ({ outcome }) => outcome === 'removed',
      );
      if (!isMoving || deadline.isOver(report.items.length)) {
        return removed || isMoving;
      }
      await this.#pause();
    }
  }

  /** Whether something that does not belong to the cluster blocks the removal of a leftover. */
  async isHeld(): Promise<boolean> {
    const { items } = await this.#sweep('find', 'everything');
    return items.some(({ heldBy = [] }) => heldBy.length > 0);
  }

  /** Runs the sweep to its end. @returns what was removed and what is left */
  async run(): Promise<SweepReport> {
    this.#context.journal.log('Searching for leftovers');
    const deadline = this.#deadline();
    for (;;) {
      this.#note(await this.#sweep('remove', 'everything'));
      const report = this.#withReasons(await this.#sweep('find', 'everything'));
      if (isClean(report) || deadline.isOver(report.items.length)) {
        this.#note(report);
        return this.#withRemoved(report);
      }
      await this.#pause();
    }
  }

  #deadline(): SweepDeadline {
    return new SweepDeadline(this.#options.clock, this.#options.sweepFor);
  }

  #pause(): Promise<void> {
    return this.#options.pause(this.#options.watchMs, this.#context.signal);
  }

  #sweep(mode: 'find' | 'remove', scope: SweepScope): Promise<SweepReport> {
    return sweepCluster({
      ...sweepTargetOf(this.#context.environment),
      clients: this.#access.clients,
      mode,
      scope,
      now: () => this.#options.clock.now().toJSDate(),
    });
  }

  #note({ items, incomplete }: SweepReport): void {
    this.#keepRemoved(items);
    for (const item of items) {
      if (item.outcome !== 'remaining') {
        this.#reasons.set(keyOf(item), item.reason);
      }
      this.#say(keyOf(item), formatItem(item), item.outcome === 'failed');
    }
    for (const { kind, reason } of incomplete) {
      const kinds = formatKind(kind).plural;
      this.#say(kind, `Could not search for ${kinds}: ${reason}`, true);
    }
  }

  #say(subject: string, text: string, isWarning: boolean): void {
    if (this.#said.get(subject) !== text) {
      this.#said.set(subject, text);
      this.#context.journal.log(text, isWarning ? 'warning' : 'info');
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

  #withReasons(report: SweepReport): SweepReport {
    const items = report.items.map((item): SweepItem => {
      const reason = this.#reasons.get(keyOf(item));
      return item.reason === undefined && reason !== undefined
        ? { ...item, outcome: 'failed', reason }
        : item;
    });
    return { ...report, items };
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

function formatItem({ kind, id, proof, outcome, reason }: SweepItem): string {
  const words = `${formatKind(kind).singular} ${id}: ${outcomes[outcome]}`;
  return reason ? `${words}, ${reason}` : `${words}; owned, proof: ${proof}`;
}
