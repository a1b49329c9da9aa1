import { stripVTControlCharacters } from 'node:util';
import type { OperationPhase } from 'backstage-plugin-eks-environments-common';
import {
  type OperationJournal,
  type OperationLogLine,
  OperationStoppedError,
} from 'backstage-plugin-eks-environments-node';
import { redact } from 'backstage-plugin-safe-text-node';
import type { Knex } from 'knex';
import { type Clock, type OperationLogRow, toColumn } from '../database';
import type { ChangePublisher } from '../events/types';
import { writeAsHolder } from './fence';
import { type LogEntry, LogLimit, type LogLimits } from './LogLimit';
import { beginPhase, finishPhases } from './phaseProgress';
import type { ClaimedOperation } from './types';

const MAXIMUM_LINE_LENGTH = 4_000;
const ROWS_PER_STATEMENT = 100;
/**
 * Each retry waits twice as long as the one before. Together they take about as long as a claim lasts, so a restart of the database stops
 * no operation.
 */
const MAXIMUM_FAILED_WRITES = 6;
/** Open pages read their lists again at each announcement; a change of a few per cent is not worth it. */
const ANNOUNCED_STEP = 5;

type Line = LogEntry & Pick<OperationLogRow, 'sequence'>;

/** The dependencies of a journal. */
export interface JournalOptions {
  knex: Knex;
  clock: Clock;
  changes: ChangePublisher;
  operation: ClaimedOperation;
  /** At most one write in this time, in milliseconds. */
  intervalMs: number;
  limits: LogLimits;
  /** Called when the journal cannot be written; nothing is written after it. */
  onError: (error: unknown) => void;
}

/**
 * The journal of an operation in the database: log lines, phases with their times, percentage and newest message, written in batches and in
 * order.
 *
 * @remarks
 *
 * Writes run one after the other, at most one per interval unless somebody waits for one. Each is one transaction that the fencing token
 * guards. The line numbers continue where the previous worker ended. What could not be written is kept and written again: a line is stored
 * once and in order, even if the database stored it but its answer was lost.
 *
 * The percentage only grows, over all attempts. The log says that an attempt begins, and the phases show its progress.
 */
export class DatabaseOperationJournal implements OperationJournal {
  readonly #options: JournalOptions;
  readonly #limit: LogLimit;
  #lines: Line[] = [];
  /** The number of the line that was added last. */
  #sequence: number;
  #phases: OperationPhase[];
  #percent: number;
  #message: string | undefined;
  #dirty = false;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #failedWrites = 0;
  #broken = false;
  #hidesProgress = false;
  #announced: { phase: string | undefined; percent: number };

  static async open(
    options: JournalOptions,
  ): Promise<DatabaseOperationJournal> {
    const { knex, operation } = options;
    const [stored] = await knex('operation_log')
      .where('operation_id', operation.id)
      .select({
        lines: knex.raw('coalesce(max(sequence), 0)'),
        bytes: knex.raw('coalesce(sum(octet_length(text)), 0)'),
      });
    return new DatabaseOperationJournal(options, {
      lines: Number(stored.lines),
      bytes: Number(stored.bytes),
    });
  }

  private constructor(options: JournalOptions, stored: LogLimits) {
    this.#options = options;
    this.#limit = new LogLimit(options.limits, stored);
    this.#sequence = stored.lines;
    const { operation } = options;
    this.#phases = JSON.parse(operation.phases);
    this.#percent = operation.percent;
    this.#message = operation.message ?? undefined;
    this.#announced = {
      phase: currentPhase(this.#phases),
      percent: this.#percent,
    };
  }

  /** The phases as they are now, stored or not. */
  get phases(): readonly OperationPhase[] {
    return this.#phases;
  }

  addLine(line: OperationLogLine): void {
    const text = storable(line.text);
    this.#add(line.level, text, line.time);
    if (line.level !== 'raw' && line.level !== 'debug') {
      this.#message = text;
    }
  }

  log(text: string, level: 'info' | 'success' | 'warning' = 'info'): void {
    const clean = storable(redact(text));
    this.#add(level, clean);
    this.#message = clean;
  }

  progress(phase: string, percent: number): void {
    if (this.#hidesProgress) {
      return;
    }
    this.#phases = beginPhase(this.#phases, phase, this.#now());
    this.#percent = Math.max(this.#percent, Math.min(100, Math.floor(percent)));
    this.#writeSoon();
  }

  async withoutProgress<T>(steps: () => Promise<T>): Promise<T> {
    this.#hidesProgress = true;
    try {
      return await steps();
    } finally {
      this.#hidesProgress = false;
    }
  }

  /** Sets the final state of the running phase at the end of an attempt. */
  finish(state: 'done' | 'failed'): void {
    this.#phases = finishPhases(this.#phases, state, this.#now());
    if (state === 'done') {
      this.#percent = 100;
    }
    this.#writeSoon();
  }

  /**
   * Stores the rest, including the lines that were held back for the end of a long log.
   *
   * @throws OperationStoppedError when another worker holds the operation
   */
  async storeRest(): Promise<void> {
    this.#enqueue(this.#limit.rest());
    await this.flush();
  }

  /**
   * Resolves when everything logged so far is stored.
   *
   * @throws OperationStoppedError when another worker holds the operation
   */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const write = this.#writing.then(() => this.#write());
    this.#writing = write.catch(() => {});
    await write;
  }

  /** Stops storing. */
  close(): void {
    this.#broken = true;
    clearTimeout(this.#timer);
  }

  #add(level: string, text: string, time?: string): void {
    this.#enqueue(
      this.#limit.admit({ time: time ?? this.#now(), level, text }),
    );
    this.#writeSoon();
  }

  #enqueue(entries: LogEntry[]): void {
    for (const entry of entries) {
      this.#sequence += 1;
      this.#lines.push({ ...entry, sequence: this.#sequence });
      this.#dirty = true;
    }
  }

  #writeSoon(): void {
    this.#dirty = true;
    if (this.#timer || this.#broken) {
      return;
    }
    this.#timer = setTimeout(() => {
      this.flush().catch(error => this.#failed(error));
    }, this.#options.intervalMs * 2 ** this.#failedWrites);
  }

  #failed(error: unknown): void {
    if (
      error instanceof OperationStoppedError ||
      this.#failedWrites >= MAXIMUM_FAILED_WRITES
    ) {
      this.close();
      this.#options.onError(error);
    } else {
      this.#writeSoon();
    }
  }

  async #write(): Promise<void> {
    if (!this.#dirty || this.#broken) {
      return;
    }
    const lines = this.#lines;
    this.#lines = [];
    this.#dirty = false;
    try {
      await this.#store(lines);
      this.#failedWrites = 0;
    } catch (error) {
      this.#lines = [...lines, ...this.#lines];
      this.#dirty = true;
      this.#failedWrites += 1;
      throw error;
    }
    this.#announce();
  }

  async #store(lines: Line[]): Promise<void> {
    const { knex, operation } = this.#options;
    await knex.transaction(async transaction => {
      await writeAsHolder(transaction, operation, {
        phase: currentPhase(this.#phases) ?? null,
        phases: JSON.stringify(this.#phases),
        percent: this.#percent,
        message: this.#message ?? null,
      });
      const missing = await this.#withoutStored(transaction, lines);
      await transaction.batchInsert(
        'operation_log',
        missing.map(line => ({ ...line, operation_id: operation.id })),
        ROWS_PER_STATEMENT,
      );
    });
  }

  /** After a write with an unknown outcome, reads from the database which lines it stored. */
  async #withoutStored(
    transaction: Knex.Transaction,
    lines: Line[],
  ): Promise<Line[]> {
    if (this.#failedWrites === 0) {
      return lines;
    }
    const stored = await transaction<OperationLogRow>('operation_log')
      .where('operation_id', this.#options.operation.id)
      .max({ sequence: 'sequence' })
      .first();
    return lines.filter(
      ({ sequence }) => sequence > Number(stored?.sequence ?? 0),
    );
  }

  /** For lists; viewers of this operation read its log. */
  #announce(): void {
    const phase = currentPhase(this.#phases);
    const { operation, changes } = this.#options;
    if (
      phase !== this.#announced.phase ||
      this.#percent >= this.#announced.percent + ANNOUNCED_STEP
    ) {
      this.#announced = { phase, percent: this.#percent };
      changes.publish({
        type: 'OperationProgressed',
        environmentId: operation.environment_id,
      });
    }
  }

  #now(): string {
    return toColumn(this.#options.clock.now());
  }
}

/**
 * Removes control characters. PostgreSQL cannot store NUL, so one in a line would block the whole journal, attempt after attempt. And a
 * downloaded log must not control the terminal that shows it.
 */
function storable(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/(?!\t)\p{Cc}/gu, '')
    .slice(0, MAXIMUM_LINE_LENGTH);
}

function currentPhase(phases: OperationPhase[]): string | undefined {
  return phases.find(({ state }) => state === 'running')?.id;
}
