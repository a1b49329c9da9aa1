import { useEffect, useState } from 'react';

/** Time in which a person notices that another request took the place of the decided one, in milliseconds. */
export const ARMING = 1_000;

/**
 * Whether a button takes presses yet.
 *
 * @param waits - Whether it appeared where the person just pressed another button.
 */
export function useArmed(waits: boolean): boolean {
  const [isArmed, setArmed] = useState(!waits);
  useEffect(() => {
    if (isArmed) {
      return undefined;
    }
    const timer = setTimeout(() => setArmed(true), ARMING);
    return () => clearTimeout(timer);
  }, [isArmed]);
  return isArmed;
}
