import type {
  LogLine,
  Operation,
} from 'backstage-plugin-eks-environments-common';
import { createParser } from 'eventsource-parser';

/** An event of an operation's log stream. */
export type LogStreamEvent =
  | { type: 'line'; line: LogLine }
  | { type: 'progress'; operation: Operation }
  | { type: 'end' };

// The server sends a heartbeat every 25 s; a longer silence means that the connection was lost without an error, for example while a
// laptop slept.
const LONGEST_SILENCE = 60_000; // milliseconds

/**
 * Reads the server-sent events of an operation's log.
 *
 * @remarks
 *
 * They are read with `fetch`, since the browser's `EventSource` sends no bearer token.
 *
 * @throws the error of the stream if the connection is lost, and an error if it is silent for too long
 */
export async function readLogStream(
  stream: ReadableStream<Uint8Array>,
  onEvent: (event: LogStreamEvent) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  const parser = createParser({
    onEvent: ({ event, data }) => onEvent(toLogStreamEvent(event, data)),
  });
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await readSoon(reader);
      if (done) {
        return;
      }
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } finally {
    // Closes a broken connection; no effect on one that has ended.
    reader.cancel().catch(() => {});
  }
}

async function readSoon(reader: ReadableStreamDefaultReader<Uint8Array>) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('The connection fell silent')),
      LONGEST_SILENCE,
    );
  });
  try {
    return await Promise.race([reader.read(), silence]);
  } finally {
    clearTimeout(timer);
  }
}

function toLogStreamEvent(
  event: string | undefined,
  data: string,
): LogStreamEvent {
  switch (event) {
    case 'end':
      return { type: 'end' };
    case 'progress':
      return { type: 'progress', operation: JSON.parse(data) as Operation };
    default:
      return { type: 'line', line: JSON.parse(data) as LogLine };
  }
}
