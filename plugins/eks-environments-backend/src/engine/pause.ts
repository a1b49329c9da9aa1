import { setTimeout as wait } from 'node:timers/promises';

/** Waits, and throws the signal's reason when it aborts meanwhile. */
export async function pause(
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(() => {});
  signal.throwIfAborted();
}
