import { StringDecoder } from 'node:string_decoder';
import { EksctlLine } from './types';

/** `2026-11-21 09:17:42 [ℹ]  `; two spaces follow, but an editor or a terminal may strip them from an empty message. */
const HEADER = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) \[([ℹ✔!✖▶])\](?: {1,2}|$)/u;

/** eksctl writes no lines of this length; a longer one is truncated to limit memory use. */
const MAXIMUM_LINE_LENGTH = 64 * 1024;

const LEVELS: Record<string, EksctlLine['level']> = {
  ℹ: 'info',
  '✔': 'success',
  '!': 'warning',
  '✖': 'critical',
  '▶': 'debug',
};

type StreamState = { decoder: StringDecoder; rest: string; time?: string };

/**
 * Parses eksctl's output into lines as it arrives.
 *
 * eksctl's logger ends a message with a newline only if its format contains none, so a message can begin in the middle of a line,
 * directly after the previous one. Lines are therefore split at every header, not only at newlines. Output without a header that follows
 * a message (task trees) becomes `raw` lines.
 *
 * @public
 */
export class EksctlOutputParser {
  private readonly streams = new Map<EksctlLine['stream'], StreamState>();

  /** Takes the next chunk of a stream, split anywhere, and returns the lines that it completes. */
  push(
    chunk: string | Uint8Array,
    stream: EksctlLine['stream'] = 'stdout',
  ): EksctlLine[] {
    const state = this.stateOf(stream);
    state.rest +=
      typeof chunk === 'string'
        ? chunk
        : state.decoder.write(Buffer.from(chunk));
    const complete = state.rest.split('\n');
    state.rest = complete.pop() ?? '';
    while (state.rest.length > MAXIMUM_LINE_LENGTH) {
      complete.push(state.rest.slice(0, MAXIMUM_LINE_LENGTH));
      state.rest = state.rest.slice(MAXIMUM_LINE_LENGTH);
    }
    return complete.flatMap(line => parseLine(line, stream, state));
  }

  /** The lines that do not end with a newline yet. */
  flush(): EksctlLine[] {
    return [...this.streams].flatMap(([stream, state]) => {
      const line = state.rest + state.decoder.end();
      state.rest = '';
      return line === '' ? [] : parseLine(line, stream, state);
    });
  }

  private stateOf(stream: EksctlLine['stream']): StreamState {
    let state = this.streams.get(stream);
    if (!state) {
      state = { decoder: new StringDecoder('utf8'), rest: '' };
      this.streams.set(stream, state);
    }
    return state;
  }
}

function parseLine(
  line: string,
  stream: EksctlLine['stream'],
  state: StreamState,
): EksctlLine[] {
  const lines: EksctlLine[] = [];
  let rest = line.replace(/\r$/, '');
  let level: EksctlLine['level'] = 'raw';
  for (;;) {
    const header = HEADER.exec(rest);
    const text = header ? rest.slice(0, header.index) : rest;
    // the text before the first header of a line is empty
    if (level !== 'raw' || text !== '' || !header) {
      lines.push({ time: state.time, level, stream, text });
    }
    if (!header) {
      return lines;
    }
    const [whole, date, time, symbol] = header;
    state.time = `${date}T${time}.000Z`;
    level = LEVELS[symbol];
    rest = rest.slice(header.index + whole.length);
  }
}
