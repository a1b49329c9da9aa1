import { DateTime } from 'luxon';
import { useEffect, useState } from 'react';

/**
 * The current time, updated periodically.
 *
 * @param everySeconds - the interval; 1 for a countdown in seconds
 */
export function useNow(everySeconds = 30): DateTime {
  const [now, setNow] = useState(() => DateTime.now());
  useEffect(() => {
    const timer = setInterval(
      () => setNow(DateTime.now()),
      everySeconds * 1_000,
    );
    return () => clearInterval(timer);
  }, [everySeconds]);
  return now;
}
