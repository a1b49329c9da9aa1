import { useSyncExternalStore } from 'react';

/** The same width is in RequestBrowser.module.css and ApprovalsPage.module.css. */
const NARROW = '(max-width: 900px)';

/** Whether the page has no room for the queue beside a request: on a phone, and on a laptop at 200 % zoom. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, isNarrow);
}

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia?.(NARROW);
  query?.addEventListener('change', onChange);
  return () => query?.removeEventListener('change', onChange);
}

function isNarrow(): boolean {
  return window.matchMedia?.(NARROW).matches ?? false;
}
