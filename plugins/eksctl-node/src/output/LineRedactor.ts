import { HIDDEN, redact } from './redact';
import type { EksctlLine } from './types';

const BEGIN = /-----BEGIN [A-Z0-9 ]+-----/g;
const END = /-----END [A-Z0-9 ]+-----/;
/** The inside of a PEM block: base64, the headers of an encrypted key, or nothing. */
const INSIDE = /^\s*(?:[A-Za-z0-9+/=]*|[A-Za-z-]+: .*)\s*$/;

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
  readonly #open = new Set<EksctlLine['stream']>();

  /** The line without its secrets. Every line of a run must be passed, in order. */
  redact(line: EksctlLine): EksctlLine {
    return { ...line, text: this.#textOf(line) };
  }

  #textOf({ stream, text }: EksctlLine): string {
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
  #note(stream: EksctlLine['stream'], text: string): void {
    const begins = [...text.matchAll(BEGIN)].at(-1);
    if (begins && !END.test(text.slice(begins.index))) {
      this.#open.add(stream);
    } else {
      this.#open.delete(stream);
    }
  }
}
