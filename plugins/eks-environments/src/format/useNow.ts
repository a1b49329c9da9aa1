import { DateTime } from 'luxon';
import { useEffect, useState } from 'react';

/**
 * The present, renewed as it passes.
 *
 * @param everySeconds - how often; what counts down in seconds passes 1
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
