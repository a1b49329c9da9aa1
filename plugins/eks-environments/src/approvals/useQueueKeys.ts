import { useEffect, useRef, type RefObject } from 'react';

/** What a key does in the queue. */
export type QueueKeys = Partial<Record<string, () => void>>;

/**
 * Single keys for those who decide much.
 *
 * @remarks
 *
 * They work while the focus is in the queue's root or nowhere, and never while somebody types or holds a modifier.
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
        // Otherwise the key would be typed into the field that the action moves the focus to.
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
