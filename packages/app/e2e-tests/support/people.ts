import { expect, Page } from '@playwright/test';

/** The people of the example company, as the sign-in page names them. */
export const people = {
  Dana: 'Dana Developer',
  Cole: 'Cole Colleague',
  Olga: 'Olga Other',
  Ari: 'Ari Approver',
  Pat: 'Pat Platform',
} as const;

export type PersonName = keyof typeof people;

/** Signs in as one of the people, on the page that `path` names. */
export async function signIn(page: Page, person: PersonName, path = '/') {
  await page.goto(path);
  await page.getByRole('heading', { name: people[person] }).click();
  await expectSignedIn(page);
}

export async function expectSignedIn(page: Page) {
  // The navigation itself has no size of its own, so it counts as hidden.
  await expect(
    page
      .getByRole('navigation', { name: 'sidebar nav' })
      .getByRole('link', { name: 'Settings' }),
  ).toBeVisible();
}

export async function signOut(page: Page) {
  await page.goto('/settings');
  await page.getByTestId('user-settings-menu').click();
  await page.getByTestId('sign-out').click();
  await expect(page.getByRole('heading', { name: people.Dana })).toBeVisible();
}
