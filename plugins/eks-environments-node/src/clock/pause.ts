import { setTimeout as wait } from 'node:timers/promises';

/**
 * Waits, and throws the signal's reason when it aborts meanwhile.
 *
 * @public
 */
export type Pause = (
  milliseconds: number,
  signal: AbortSignal,
) => Promise<void>;

/**
 * Waits for real. Code that waits has a {@link Pause} as a parameter; tests inject one that returns at once.
 *
 * @public
 */
export const pause: Pause = async (milliseconds, signal) => {
  await wait(milliseconds, undefined, { signal }).catch(() => {});
  signal.throwIfAborted();
};
