/** For portals without signals, and for signals that got lost. Milliseconds. */
export const SLOW_POLL = 30_000;
