import type {
  LogLine,
  Operation,
} from 'backstage-plugin-eks-environments-common';
import { createParser } from 'eventsource-parser';

/** What the stream of an operation's log tells. */
export type LogStreamEvent =
  | { type: 'line'; line: LogLine }
  | { type: 'progress'; operation: Operation }
  | { type: 'end' };

/**
 * Reads the server-sent events of an operation's log.
 *
 * @remarks
 *
 * We read them from `fetch`, since the browser's `EventSource` sends no bearer token.
 *
 * @throws what reading the stream throws when the connection is lost
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
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } finally {
    reader.releaseLock();
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
