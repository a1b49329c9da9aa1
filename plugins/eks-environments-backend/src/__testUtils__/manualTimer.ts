import type { StartTimer } from '../provisioners';

/** Timers that end when a test says so. */
export function manualTimer() {
  const running = new Set<() => void>();
  const startTimer: StartTimer = (_milliseconds, run) => {
    running.add(run);
    return () => running.delete(run);
  };
  return {
    startTimer,
    running,
    /** Ends all timers that run now. */
    expire: () => [...running].forEach(run => run()),
  };
}
