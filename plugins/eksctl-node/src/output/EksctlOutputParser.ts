import { StringDecoder } from 'node:string_decoder';
import { EksctlLine } from './types';

/** `2026-11-21 09:17:42 [ℹ]  `; two spaces follow, but an editor or a terminal may strip them from an empty message. */
const HEADER = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) \[([ℹ✔!✖▶])\](?: {1,2}|$)/u;

/** eksctl writes no lines of such a length; a longer one is cut so that it cannot fill the memory. */
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
 * Turns eksctl's output into lines as it comes.
 *
 * eksctl's logger ends a message with a newline only when its format holds none, so a message can begin in the middle of a line, glued to
 * the one before: lines are cut at every header, not only at newlines. What follows a message without a header of its own (task trees)
 * comes as `raw`.
 *
 * @public
 */
export class EksctlOutputParser {
  private readonly streams = new Map<EksctlLine['stream'], StreamState>();

  /** Takes the next piece of a stream, cut anywhere, and answers the lines that it completes. */
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

  /** The lines that have no newline at their end yet. */
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
    // nothing stands before the header that begins a line
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
