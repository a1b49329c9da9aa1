import { expect, Page } from '@playwright/test';

/** Opens the template that was made from a blueprint, the way people find it. */
export async function openTemplate(page: Page, title: string) {
  await page.getByRole('link', { name: 'New environment' }).first().click();
  // The name of a card is not the name of its button, so the card is found by its heading.
  const headings = page.getByRole('heading', { level: 4 });
  await expect(headings.filter({ hasText: title }).first()).toBeVisible();
  const titles = await headings.allTextContents();
  await page
    .getByRole('button', { name: 'Choose' })
    .nth(titles.indexOf(title))
    .click();
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
}

/** Fills in who wants which environment and why; the rest of the form has defaults. */
export async function fillInEnvironment(
  page: Page,
  { name, reason }: { name: string; reason?: string },
) {
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  if (reason) {
    await page.getByRole('textbox', { name: 'Reason' }).fill(reason);
  }
  // The owner is filled in when the portal has answered which groups the person is in.
  await expect(page.getByRole('button', { name: /Owner/ })).toContainText(
    /team-|\(you\)/,
  );
}

/** Goes through the review to the page that the task leads to. */
export async function createAndFollow(page: Page) {
  await page.getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('link', { name: 'Go to the environment' }).click();
}
