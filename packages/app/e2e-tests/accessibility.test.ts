import { expect, Locator, Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { newName, reached, sandbox, teamCluster } from './support/api';
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
    await expectAccessibleInBoth(page, () =>
      page.getByRole('log').getByRole('time').first(),
    );
  });
  await test.step('the list', async () => {
    const ours = () => page.getByRole('link', { name }).first();
    await page.goto('/environments?scope=all');
    await expectAccessibleInBoth(page, ours);
    await page.goto('/environments?scope=all&view=timeline');
    await expectAccessibleInBoth(page, ours);
  });
  await test.step('the approvals', async () => {
    await page.goto(`/environments/approvals?request=${requestId}`);
    await expectAccessibleInBoth(page, () =>
      page.getByRole('button', { name: 'Approve' }),
    );
  });
  await test.step('the quotas', async () => {
    await page.goto('/environments/quotas');
    await expectAccessibleInBoth(page, () => page.getByRole('meter').first());
  });
  await test.step('the fleet', async () => {
    await page.goto('/environments/fleet');
    await expectAccessibleInBoth(page, () =>
      page.getByText('Nothing is paused'),
    );
  });

  const { clusterName } = await reached(dana, environmentId!, 'Ready');
  const access = () => page.getByText('Who has access');
  await test.step('an environment that is ready', async () => {
    await page.goto(`/environments/${environmentId}`);
    await expectAccessibleInBoth(page, access);
  });
  await test.step('its tab in the catalog', async () => {
    await page.goto(`/catalog/default/resource/${clusterName}/environment`);
    // What is around the cards is the catalog's.
    await expectAccessibleInBoth(page, access, 'main article');
  });
});

/** Looks at the page of the moment in both schemes, each time once `shown` is there. */
async function expectAccessibleInBoth(
  page: Page,
  shown: () => Locator,
  selector = 'main',
) {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    // Material UI 4 leaves colours of the other scheme behind when it changes under a page that stands.
    await page.reload();
    await expect(page.locator('body')).toHaveAttribute(
      'data-theme-mode',
      colorScheme,
    );
    await expect(shown()).toBeVisible();
    await expectAccessible(page, selector);
  }
}
