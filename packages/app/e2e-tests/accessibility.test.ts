import { expect, Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { newName, reached, sandbox, teamCluster } from './support/api';
import { expectState } from './support/pages';
import { signIn } from './support/people';
import { test } from './support/test';

const schemes = ['light', 'dark'] as const;

test('axe finds nothing on our pages, in light and dark', async ({
  page,
  as,
}) => {
  test.setTimeout(300_000);
  const name = newName('e2e-axe');
  const dana = as('Dana');
  const { environmentId } = await dana.createRequest(sandbox(name));
  const { id: requestId } = await dana.createRequest(
    teamCluster(`${name}-waits`, 'To be looked at'),
  );
  // A platform engineer may do most, so most is on the pages.
  await signIn(page, 'Pat', `/environments/${environmentId}`);

  await test.step('an environment that is being built', async () => {
    await expect(page.getByRole('log').getByRole('time').first()).toBeVisible();
    await expectBothAccessible(page);
  });
  await test.step('the list', async () => {
    await page.goto('/environments?scope=all');
    await expect(page.getByRole('link', { name })).toBeVisible();
    await expectBothAccessible(page);
    await page.goto('/environments?scope=all&view=timeline');
    await expect(page.getByRole('link', { name })).toBeVisible();
    await expectBothAccessible(page);
  });
  await test.step('the approvals', async () => {
    await page.goto(`/environments/approvals?request=${requestId}`);
    await expect(page.getByRole('button', { name: 'Approve' })).toBeVisible();
    await expectBothAccessible(page);
  });
  await test.step('the quotas', async () => {
    await page.goto('/environments/quotas');
    await expect(page.getByRole('meter').first()).toBeVisible();
    await expectBothAccessible(page);
  });

  const { clusterName } = await reached(dana, environmentId!, 'Ready');
  await test.step('an environment that is ready', async () => {
    await page.goto(`/environments/${environmentId}`);
    await expectState(page, 'Ready');
    await expect(page.getByText('The cluster lets in')).toBeVisible();
    await expectBothAccessible(page);
  });
  await test.step('its tab in the catalog', async () => {
    await page.goto(`/catalog/default/resource/${clusterName}/environment`);
    await expect(page.getByText('The cluster lets in')).toBeVisible();
    // What is around the cards is the catalog's.
    await expectBothAccessible(page, 'main article');
  });
});

async function expectBothAccessible(page: Page, selector = 'main') {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('body')).toHaveAttribute(
      'data-theme-mode',
      colorScheme,
    );
    // The colours of a theme come a moment after its name.
    await expect(() => expectAccessible(page, selector)).toPass({
      timeout: 15_000,
    });
  }
}
