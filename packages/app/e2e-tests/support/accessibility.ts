import AxeBuilder from '@axe-core/playwright';
import { expect, Page } from '@playwright/test';

/**
 * Fails when axe finds something below `selector`. Backstage's own pages and its sidebar have known findings, so a test names the part that is ours.
 */
export async function expectAccessible(page: Page, selector: string) {
  await expect(page.locator(selector).first()).toBeVisible();
  const { violations } = await new AxeBuilder({ page })
    .include(selector)
    .analyze();
  const findings = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes
        .map(node => `  ${node.html}\n  ${node.failureSummary}`)
        .join('\n')}`,
  );
  expect(findings).toEqual([]);
}
