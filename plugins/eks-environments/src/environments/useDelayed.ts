import { useEffect, useRef, useState } from 'react';

const DELAY = 300; // milliseconds; a question to the server for each word, not for each letter

/** A debounced value. It follows the outer value when that changes by other means, such as the browser's back button. */
export function useDelayed(
  value: string,
  onRest: (value: string) => void,
): [string, (value: string) => void] {
  const [draft, setDraft] = useState(value);
  const latest = useRef(onRest);
  latest.current = onRest;

  useEffect(() => setDraft(value), [value]);
  useEffect(() => {
    if (draft === value) {
      return undefined;
    }
    const timer = setTimeout(() => latest.current(draft), DELAY);
    return () => clearTimeout(timer);
  }, [draft, value]);

  return [draft, setDraft];
}
