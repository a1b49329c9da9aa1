import type { OperationPhase } from 'backstage-plugin-eks-environments-common';
import { type EksctlLine, redact } from 'backstage-plugin-eksctl-node';
import type { Knex } from 'knex';
import { type Clock, type OperationLogRow, toColumn } from '../database';
import type { ChangePublisher } from '../events/types';
import { writeAsHolder } from './fence';
import { beginPhase, finishPhases, type PhaseName } from './phases';
import type { ClaimedOperation } from './types';

const MAXIMUM_LINE_LENGTH = 4_000;
const ROWS_PER_STATEMENT = 100;

type Line = Pick<OperationLogRow, 'time' | 'level' | 'text'>;

/** What a journal is written with. */
export interface JournalOptions {
  knex: Knex;
  clock: Clock;
  changes: ChangePublisher;
  operation: ClaimedOperation;
  /** At most one write in this time. */
  intervalMs: number;
  /** Called when the journal can't be written; nothing more will be. */
  onError: (error: unknown) => void;
}

/**
 * What an operation says and how far it is: log lines, phases with their times, percent and the newest message, written to the database
 * in batches, in order.
 *
 * @remarks
 *
 * Writes go out one after the other, at most one per interval unless somebody waits for one. Each is one transaction that the ticket
 * fences; the numbers of the lines go on where the worker before ended.
 */
export class OperationJournal {
  readonly #options: JournalOptions;
  #lines: Line[] = [];
  #sequence: number;
  #phases: OperationPhase[];
  #percent: number;
  #message: string | undefined;
  #dirty = false;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #broken = false;

  static async open(options: JournalOptions): Promise<OperationJournal> {
    const last = await options
      .knex<OperationLogRow>('operation_log')
      .where('operation_id', options.operation.id)
      .max({ sequence: 'sequence' })
      .first();
    return new OperationJournal(options, Number(last?.sequence ?? 0));
  }

  private constructor(options: JournalOptions, lastSequence: number) {
    this.#options = options;
    this.#sequence = lastSequence;
    const { operation } = options;
    this.#phases = JSON.parse(operation.phases);
    this.#percent = operation.percent;
    this.#message = operation.message ?? undefined;
  }

  /** As they are now, stored or not. */
  get phases(): readonly OperationPhase[] {
    return this.#phases;
  }

  /** A line of eksctl, redacted by its runner. */
  addLine(line: EksctlLine): void {
    const text = storable(line.text);
    this.#add(line.level, text, line.time);
    if (line.level !== 'raw' && line.level !== 'debug') {
      this.#message = text;
    }
  }

  /** A sentence of the engine's own. */
  say(text: string, level: 'info' | 'success' | 'warning' = 'info'): void {
    const clean = storable(redact(text));
    this.#add(level, clean);
    this.#message = clean;
  }

  /** How far it is. Neither the phase nor the percent goes back. */
  progress(phase: PhaseName, percent: number): void {
    this.#phases = beginPhase(this.#phases, phase, this.#now());
    this.#percent = Math.max(this.#percent, Math.min(100, Math.floor(percent)));
    this.#writeSoon();
  }

  /** The last words of an attempt: what becomes of the phase that runs. */
  finish(state: 'done' | 'failed'): void {
    this.#phases = finishPhases(this.#phases, state, this.#now());
    if (state === 'done') {
      this.#percent = 100;
    }
    this.#writeSoon();
  }

  /**
   * Resolves when everything said until now is stored.
   *
   * @throws StoppedError when somebody else holds the operation now
   */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const write = this.#writing.then(() => this.#write());
    this.#writing = write.catch(() => {});
    await write;
  }

  /** Stores nothing more. */
  close(): void {
    this.#broken = true;
    clearTimeout(this.#timer);
  }

  #add(level: string, text: string, time?: string): void {
    this.#lines.push({
      time: time ?? this.#now(),
      level,
      text,
    });
    this.#writeSoon();
  }

  #writeSoon(): void {
    this.#dirty = true;
    if (this.#timer || this.#broken) {
      return;
    }
    this.#timer = setTimeout(() => {
      this.flush().catch(error => {
        this.close();
        this.#options.onError(error);
      });
    }, this.#options.intervalMs);
  }

  async #write(): Promise<void> {
    if (!this.#dirty || this.#broken) {
      return;
    }
    const { knex, operation, changes } = this.#options;
    const lines = this.#lines;
    this.#lines = [];
    this.#dirty = false;
    const rows = lines.map((line, index) => ({
      ...line,
      operation_id: operation.id,
      sequence: this.#sequence + index + 1,
    }));
    await knex.transaction(async transaction => {
      await writeAsHolder(transaction, operation, {
        phase: currentPhase(this.#phases) ?? null,
        phases: JSON.stringify(this.#phases),
        percent: this.#percent,
        message: this.#message ?? null,
      });
      await transaction.batchInsert('operation_log', rows, ROWS_PER_STATEMENT);
    });
    this.#sequence += rows.length;
    changes.publish({
      type: 'OperationProgressed',
      environmentId: operation.environment_id,
    });
  }

  #now(): string {
    return toColumn(this.#options.clock.now());
  }
}

/** PostgreSQL stores no NUL; one in a line would keep the whole journal from being written, attempt after attempt. */
function storable(text: string): string {
  return text.replaceAll('\0', '').slice(0, MAXIMUM_LINE_LENGTH);
}

function currentPhase(phases: OperationPhase[]): string | undefined {
  return phases.find(({ state }) => state === 'running')?.name;
}
