import { setTimeout as wait } from 'node:timers/promises';

/** Waits, and throws the signal's reason when it aborts meanwhile. */
export type Pause = (
  milliseconds: number,
  signal: AbortSignal,
) => Promise<void>;

/** A pause by the timers of Node.js. */
export async function pause(
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(() => {});
  signal.throwIfAborted();
}
