import type {
  LogLine,
  Operation,
} from 'backstage-plugin-eks-environments-common';
import type { EksEnvironmentsApi } from '../../api';
import { readLogStream } from './readLogStream';

/** The state of the connection. */
export type LogConnection = 'connecting' | 'live' | 'reconnecting' | 'complete';

/** Callbacks of a follower. */
export interface LogFollower {
  onLine(line: LogLine): void;
  onProgress(operation: Operation): void;
  onConnection(connection: LogConnection): void;
}

/** The log to follow, until the signal aborts. */
export interface LogTarget {
  environmentId: string;
  operationId: string;
  signal: AbortSignal;
}

const FIRST_WAIT = 1_000; // milliseconds
const LONGEST_WAIT = 15_000;
const FINAL_ERRORS = ['NotFoundError', 'NotAllowedError'];

/**
 * Follows the log of an operation to its end, and reconnects when the connection is lost.
 *
 * @remarks
 *
 * A new connection resumes after the last received sequence number, so no line is lost or delivered twice. Proxies close long
 * connections, so reconnecting is normal; the delay between attempts doubles until a line arrives.
 *
 * @returns when the log is complete or the signal aborts
 * @throws NotFoundError and NotAllowedError, which a retry would not change
 */
export async function followLog(
  api: Pick<EksEnvironmentsApi, 'streamOperationLog'>,
  target: LogTarget,
  follower: LogFollower,
): Promise<void> {
  const position = { after: 0 };
  let wait = FIRST_WAIT;

  follower.onConnection('connecting');
  while (!target.signal.aborted) {
    const before = position.after;
    if ((await readOnce(api, target, position, follower)) === 'complete') {
      follower.onConnection('complete');
      return;
    }
    if (!target.signal.aborted) {
      wait = position.after > before ? FIRST_WAIT : wait;
      follower.onConnection('reconnecting');
      await delay(wait, target.signal);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    }
  }
}

async function readOnce(
  api: Pick<EksEnvironmentsApi, 'streamOperationLog'>,
  target: LogTarget,
  position: { after: number },
  follower: LogFollower,
): Promise<'complete' | 'lost'> {
  const { environmentId, operationId, signal } = target;
  let outcome: 'complete' | 'lost' = 'lost';
  try {
    const stream = await api.streamOperationLog(environmentId, operationId, {
      after: position.after,
      signal,
    });
    follower.onConnection('live');
    await readLogStream(stream, event => {
      if (event.type === 'end') {
        outcome = 'complete';
      } else if (event.type === 'progress') {
        follower.onProgress(event.operation);
      } else if (event.line.sequence > position.after) {
        position.after = event.line.sequence;
        follower.onLine(event.line);
      }
    });
  } catch (error) {
    if (error instanceof Error && FINAL_ERRORS.includes(error.name)) {
      throw error;
    }
  }
  return outcome;
}

/** Waits, but returns early when the network is back or the page becomes visible: timers of hidden pages may be a minute late. */
async function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  const undo: Array<() => void> = [];
  await new Promise<void>(resolve => {
    const listen = (target: EventTarget, type: string, when = () => true) => {
      const listener = () => when() && resolve();
      target.addEventListener(type, listener);
      undo.push(() => target.removeEventListener(type, listener));
    };
    const timer = setTimeout(resolve, milliseconds);
    undo.push(() => clearTimeout(timer));
    listen(signal, 'abort');
    listen(window, 'online');
    listen(
      document,
      'visibilitychange',
      () => document.visibilityState === 'visible',
    );
  });
  for (const undoOne of undo) {
    undoOne();
  }
}
