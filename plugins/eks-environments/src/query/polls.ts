/** For portals without signals, and for lost signals. Milliseconds. */
export const SLOW_POLL = 30_000;
