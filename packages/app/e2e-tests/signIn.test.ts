import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import {
  expectSignedIn,
  people,
  PersonName,
  signIn,
  signOut,
} from './support/people';

for (const person of Object.keys(people) as PersonName[]) {
  test(`${person} signs in and sees the catalog`, async ({ page }) => {
    await signIn(
      page,
      person,
      '/catalog?filters[kind]=component&filters[user]=all',
    );

    await expect(page.getByRole('link', { name: 'checkout' })).toBeVisible();
    await page.goto('/settings');
    await expect(page.getByText(people[person]).first()).toBeVisible();
  });
}

test('a reload keeps the person, signing out forgets them', async ({
  page,
}) => {
  await signIn(page, 'Dana', '/settings');
  await page.reload();
  await expect(page.getByText(people.Dana).first()).toBeVisible();

  await signOut(page);
  await page.reload();
  await expect(page.getByRole('heading', { name: people.Ari })).toBeVisible();
});

test('the keyboard reaches every person', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: people.Pat })).toBeVisible();
  for (const name of Object.values(people)) {
    await page.keyboard.press('Tab');
    await expect(
      page.getByRole('button', { name: `Sign in as ${name}` }),
    ).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expectSignedIn(page);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the sign-in page, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto('/');
    await expect(page.getByRole('heading', { name: people.Pat })).toBeVisible();

    await expectAccessible(page, 'main');
  });
}
