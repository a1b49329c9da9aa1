import type { OperationLogRow } from '../database';

/** A log line before it is stored. */
export type LogEntry = Pick<OperationLogRow, 'time' | 'level' | 'text'>;

/** How much of the log of one operation is stored. */
export interface LogLimits {
  lines: number;
  bytes: number;
}

/** A failure is usually explained at the end, so the last lines of each attempt are always kept. */
const KEPT_OF_THE_END = 200;

/**
 * Keeps a log that grows without bound from filling the database: its beginning and the end of each attempt are stored, and a line between
 * them says how much was omitted.
 */
export class LogLimit {
  readonly #limits: LogLimits;
  readonly #used: LogLimits;
  #told: boolean;
  #end: LogEntry[] = [];
  #leftOut = 0;

  /** @param used - what the log has already, from earlier attempts and workers */
  constructor(limits: LogLimits, used: LogLimits) {
    this.#limits = limits;
    this.#used = { ...used };
    // The line that reports the omission is itself past the limit.
    this.#told = used.lines > limits.lines || used.bytes > limits.bytes;
  }

  /** Takes a new line. Returns the lines to store now. */
  admit(entry: LogEntry): LogEntry[] {
    const { lines, bytes } = this.#limits;
    if (this.#used.lines < lines && this.#used.bytes < bytes) {
      this.#used.lines += 1;
      this.#used.bytes += Buffer.byteLength(entry.text);
      return [entry];
    }
    this.#end.push(entry);
    if (this.#end.length > KEPT_OF_THE_END) {
      this.#end.shift();
      this.#leftOut += 1;
    }
    if (this.#told) {
      return [];
    }
    this.#told = true;
    return [
      note(
        `This log has as many lines as are kept; of what follows, the last ${KEPT_OF_THE_END} lines come when the attempt ends`,
        entry,
      ),
    ];
  }

  /** The lines that were held back, to be stored at the end of the attempt. */
  rest(): LogEntry[] {
    const end = this.#end;
    const leftOut = this.#leftOut;
    this.#end = [];
    this.#leftOut = 0;
    return leftOut === 0
      ? end
      : [note(`… ${leftOut} lines left out`, end[0]), ...end];
  }
}

function note(text: string, { time }: LogEntry): LogEntry {
  return { time, level: 'warning', text };
}
