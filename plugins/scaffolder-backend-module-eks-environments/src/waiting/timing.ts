import { setTimeout } from 'node:timers/promises';

/** The clock of the actions; tests replace it. */
export interface Timing {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Rejects with an `AbortError` as soon as the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The system clock. */
export const systemTiming: Timing = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    setTimeout(milliseconds, undefined, { signal }),
};
