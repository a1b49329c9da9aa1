import { useEffect, type RefObject } from 'react';

/**
 * Lets the tabs of a header name the element that they control.
 *
 * @remarks
 *
 * The tabs of `PluginHeader` are links to pages, but have the `aria-controls` of a tab panel that `@backstage/ui` 0.18 never renders, so
 * screen readers jump nowhere. Only the selected tab has it, so it comes and goes.
 */
export function useTabsControl(
  header: RefObject<HTMLElement>,
  id: string,
): void {
  useEffect(() => {
    if (!header.current) {
      return undefined;
    }
    const { current } = header;
    const correct = () =>
      current
        .querySelectorAll(
          `[role=tab][aria-controls]:not([aria-controls="${id}"])`,
        )
        .forEach(tab => tab.setAttribute('aria-controls', id));
    correct();
    const observer = new MutationObserver(correct);
    observer.observe(current, {
      subtree: true,
      childList: true,
      attributeFilter: ['aria-controls'],
    });
    return () => observer.disconnect();
  }, [header, id]);
}
