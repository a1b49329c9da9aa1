import AxeBuilder from '@axe-core/playwright';
import { expect, Page } from '@playwright/test';

/** Findings of axe in parts of Backstage that are on our pages, too: the rule, and the part that has it. */
const BACKSTAGES_OWN = [
  // Sidebar of @backstage/core-components: no landmark, and a list with other children.
  { rule: 'region', part: '[class*="BackstageSidebar"]' },
  { rule: 'region', part: '[class*="BackstageSidebarSkip"]' },
  // Its link to the notifications, whose name lacks the number in its badge.
  { rule: 'label-content-name-mismatch', part: 'a[href="/notifications"]' },
  { rule: 'list', part: '[class*="BackstageSidebar"]' },
];

/** Fails when axe finds something below `selector`; for a tab of a page that is not ours. */
export async function expectAccessible(page: Page, selector: string) {
  await expect(page.locator(selector).first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page })
    .include(selector)
    .analyze();
  expect(
    violations.flatMap(({ id, help, nodes }) =>
      nodes.map(node => formatFinding(id, help, node.html)),
    ),
  ).toEqual([]);
}

/** Fails when axe finds something on the whole page that is not known as Backstage's own. */
export async function expectPageAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const findings: string[] = [];
  for (const { id, help, nodes } of violations) {
    for (const { html, target } of nodes) {
      const selector = target.map(String).join(' ');
      if (!(await isBackstages(page, id, selector))) {
        findings.push(formatFinding(id, help, html));
      }
    }
  }
  expect(findings).toEqual([]);
}

async function isBackstages(
  page: Page,
  rule: string,
  selector: string,
): Promise<boolean> {
  const parts = BACKSTAGES_OWN.filter(known => known.rule === rule);
  return page.evaluate(
    ([target, ...own]) => {
      const element = document.querySelector(target);
      return own.some(part => element?.closest(part));
    },
    [selector, ...parts.map(({ part }) => part)],
  );
}

function formatFinding(rule: string, help: string, html: string): string {
  return `${rule}: ${help}\n  ${html}`;
}
