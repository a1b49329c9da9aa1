import { expect, Locator, Page } from '@playwright/test';
import {
  expectAccessible,
  expectPageAccessible,
} from './support/accessibility';
import { newName, reached, sandbox, teamCluster } from './support/api';
import { signIn } from './support/people';
import { test } from './support/test';

const schemes = ['light', 'dark'] as const;
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 720 };

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
      page
        .getByRole('log')
        .getByRole('time')
        .first()
        // A slow machine looks at it for the second time when it is built.
        .or(page.getByRole('button', { name: /^Built in/ })),
    );
  });
  await test.step('the list', async () => {
    const ours = () => page.getByRole('link', { name }).first();
    await page.goto('/environments?scope=all');
    await expectAccessibleInBoth(page, ours);
    await page.goto('/environments?scope=all&view=timeline');
    await expectAccessibleInBoth(page, ours);
  });
  await test.step('the list on a phone', async () => {
    await page.setViewportSize(PHONE);
    await page.goto('/environments?scope=all');
    await expectAccessibleInBoth(page, () =>
      page.getByRole('list', { name: 'Environments' }),
    );
    await page.goto(`/environments/approvals?request=${requestId}`);
    await expectAccessibleInBoth(page, () =>
      page.getByRole('link', { name: 'Back to the requests' }),
    );
    await page.setViewportSize(DESKTOP);
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
  await test.step('a dialog', async () => {
    await page.getByRole('button', { name: 'Connect' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, '[role=dialog]');
  });
  await test.step('the requests of a person, and what was decided', async () => {
    for (const view of ['mine', 'decided']) {
      await page.goto(`/environments/approvals?view=${view}`);
      await expectAccessibleInBoth(page, () =>
        page.getByRole('tab', { selected: true }).nth(1),
      );
    }
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
  selector?: string,
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
    await (selector
      ? expectAccessible(page, selector)
      : expectPageAccessible(page));
  }
}

test('axe finds nothing on the pages of what failed and what has ended', async ({
  page,
  aws,
  as,
}) => {
  test.setTimeout(300_000);
  const name = newName('e2e-axe-failed');
  const dana = as('Dana');
  await aws.breakDown({
    effect: { kind: 'cluster-capacity' },
    match: { cluster: `${name}-*` },
  });
  const { environmentId } = await dana.createRequest(sandbox(name));
  await reached(dana, environmentId!, 'ProvisioningFailed');
  await signIn(page, 'Dana', `/environments/${environmentId}`);
  await test.step('a failure', async () => {
    await expectAccessibleInBoth(page, () =>
      page.getByRole('main').getByRole('alert'),
    );
  });
  await dana.deleteEnvironment(environmentId!, {});
  await reached(dana, environmentId!, 'Deprovisioned');
  await test.step('its end', async () => {
    await expectAccessibleInBoth(page, () => page.getByText('Gone').first());
  });
  await test.step('the list of what has ended', async () => {
    await page.goto('/environments?ended=true');
    await expectAccessibleInBoth(page, () =>
      page.getByRole('link', { name }).first(),
    );
  });
});
