import { setTimeout } from 'node:timers/promises';

/** Time as the actions see it; tests bring their own. */
export interface Timing {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Rejects with an `AbortError` as soon as the signal is given. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The clock of this machine. */
export const systemTiming: Timing = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    setTimeout(milliseconds, undefined, { signal }),
};
