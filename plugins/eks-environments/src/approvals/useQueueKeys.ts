import { useEffect, useRef, type RefObject } from 'react';

/** Keyboard shortcuts of the queue. */
export type QueueKeys = Partial<Record<string, () => void>>;

/**
 * Single-key shortcuts for approvers with many requests.
 *
 * @remarks
 *
 * They work while the focus is in the queue's root or nowhere, and never while the user types or holds a modifier key.
 */
export function useQueueKeys(
  root: RefObject<HTMLElement>,
  keys: QueueKeys,
): void {
  const newest = useRef(keys);
  newest.current = keys;

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = newest.current[event.key];
      const { target } = event;
      const isOurs =
        target instanceof HTMLElement &&
        (target === document.body || root.current?.contains(target)) &&
        !isTyping(target);
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
      if (action && isOurs && !hasModifier && !event.defaultPrevented) {
        // Otherwise the key would be typed into the field that the action focuses.
        event.preventDefault();
        action();
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [root]);
}

function isTyping(element: HTMLElement): boolean {
  return (
    element.isContentEditable ||
    ['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName)
  );
}
