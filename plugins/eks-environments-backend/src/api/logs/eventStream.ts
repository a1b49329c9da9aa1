import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { LogUpdate } from './types';

// Just below 30 s, after which some proxies close an idle connection.
const HEARTBEAT = 25_000; // milliseconds

/**
 * Sends updates as server-sent events until they end, the viewer disconnects or the credentials expire.
 *
 * @remarks
 *
 * A viewer who reconnects asks for the lines after the last one received, so nothing is lost when a stream is cut. An error before the
 * first byte is thrown, and becomes an ordinary response.
 */
export async function streamUpdates(
  response: ServerResponse,
  options: {
    /** When the caller's credentials expire. */
    until: Date | undefined;
    follow: (signal: AbortSignal) => Promise<AsyncIterable<LogUpdate>>;
  },
): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  if (response.closed) {
    gone.abort(); // The viewer disconnected before the listener was added.
  }
  const updates = await options.follow(gone.signal);

  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    // A proxy or middleware that compresses would hold lines back until its buffer is full.
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) {
      response.write(': alive\n\n');
    }
  }, HEARTBEAT);
  const expiry = abortAt(gone, options.until);
  try {
    for await (const update of updates) {
      await send(response, gone.signal, eventOf(update));
    }
    if (!gone.signal.aborted) {
      await send(response, gone.signal, 'event: end\ndata: {}\n\n');
    }
  } finally {
    clearInterval(heartbeat);
    clearTimeout(expiry);
    response.end();
  }
}

/** All viewers of a log get the same updates: each is serialized once, not once per viewer. */
const events = new WeakMap<LogUpdate, string>();

function eventOf(update: LogUpdate): string {
  const event = events.get(update) ?? toEvent(update);
  events.set(update, event);
  return event;
}

function toEvent(update: LogUpdate): string {
  // JSON has no line breaks, so one data line holds all of it.
  return update.kind === 'line'
    ? `id: ${update.line.sequence}\ndata: ${JSON.stringify(update.line)}\n\n`
    : `event: progress\ndata: ${JSON.stringify(update.operation)}\n\n`;
}

/** Waits for a slow viewer instead of filling the memory. */
async function send(
  response: ServerResponse,
  gone: AbortSignal,
  event: string,
): Promise<void> {
  if (!gone.aborted && !response.write(event)) {
    await once(response, 'drain', { signal: gone }).catch(() => undefined);
  }
}

function abortAt(
  controller: AbortController,
  time: Date | undefined,
): NodeJS.Timeout | undefined {
  return (
    time && setTimeout(() => controller.abort(), time.getTime() - Date.now())
  );
}
