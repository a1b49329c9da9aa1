import { setTimeout as wait } from 'node:timers/promises';

/** Waits, and throws the signal's reason when it aborts meanwhile. */
export type Pause = (
  milliseconds: number,
  signal: AbortSignal,
) => Promise<void>;

export const pause: Pause = async (milliseconds, signal) => {
  await wait(milliseconds, undefined, { signal }).catch(() => {});
  signal.throwIfAborted();
};
