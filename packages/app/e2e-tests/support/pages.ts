import { expect, Page } from '@playwright/test';

/** How long a cluster takes on a busy machine, in milliseconds. */
const BUILDING = 120_000;

/** Waits until the page shows an environment in a state, such as `Ready` or `Building`, without a reload. */
export async function expectState(page: Page, state: string) {
  await expect(
    page
      .getByRole('definition')
      .filter({ hasText: new RegExp(`^${state}( ?\\d+%)?$`) })
      .first(),
  ).toBeVisible({ timeout: BUILDING });
}

/** A card by its heading. */
export function card(page: Page, title: string) {
  return page.getByRole('article').filter({
    has: page.getByRole('heading', { name: title, exact: true }),
  });
}

/** Chooses something from the menu behind the three dots of an environment. */
export async function chooseAction(page: Page, name: string, action: string) {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}
