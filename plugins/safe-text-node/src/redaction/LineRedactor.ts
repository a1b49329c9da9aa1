import { HIDDEN, redact } from './redact';

const BEGIN = /-----BEGIN [A-Z0-9 ]+-----/g;
const END = /-----END [A-Z0-9 ]+-----/;
/** The inside of a PEM block: base64, the headers of an encrypted key, or nothing. */
const INSIDE = /^\s*(?:[A-Za-z0-9+/=]*|[A-Za-z-]+: .*)\s*$/;

/**
 * A line of the output of a program, and the stream it came from, such as `stdout`.
 *
 * @public
 */
export type OutputLine = { stream: string; text: string };

/**
 * Redacts output line by line: a private key spans many lines, and only the first one identifies it.
 *
 * @remarks
 *
 * Each stream is redacted separately, since their lines are interleaved. A block that never ends hides only lines that look like a part
 * of one.
 *
 * @public
 */
export class LineRedactor {
  readonly #open = new Set<string>();

  /** The line without its secrets. Every line of the output must be passed, in order. */
  redact<Line extends OutputLine>(line: Line): Line {
    return { ...line, text: this.#textOf(line) };
  }

  #textOf({ stream, text }: OutputLine): string {
    if (!this.#open.has(stream)) {
      this.#note(stream, text);
      return redact(text);
    }
    const end = END.exec(text);
    if (end) {
      const rest = text.slice(end.index + end[0].length);
      this.#note(stream, rest);
      return HIDDEN + redact(rest);
    }
    if (INSIDE.test(text)) {
      return HIDDEN;
    }
    this.#note(stream, text);
    return redact(text);
  }

  /** A block is open until its end is found on a later line. */
  #note(stream: string, text: string): void {
    const begins = [...text.matchAll(BEGIN)].at(-1);
    if (begins && !END.test(text.slice(begins.index))) {
      this.#open.add(stream);
    } else {
      this.#open.delete(stream);
    }
  }
}
