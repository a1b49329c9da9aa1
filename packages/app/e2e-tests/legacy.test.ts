import { expect, type Page } from '@playwright/test';
import { newName, teamCluster } from './support/api';
import {
  createAndFollow,
  fillInEnvironment,
  openTemplate,
} from './support/form';
import { card, chooseAction, expectState } from './support/pages';
import { test } from './support/test';

// The app of packages/app-legacy, which uses the legacy entry of the plugin: `yarn test:e2e --legacy`.

const NAME = newName('e2e-legacy');

test('an app on the legacy frontend system takes a developer from the form to Ready', async ({
  page,
  as,
}) => {
  test.setTimeout(300_000);
  const dana = as('Dana');
  await page.goto('/environments');

  await test.step('the form shows the plan', async () => {
    await openTemplate(page, 'Sandbox');
    await fillInEnvironment(page, { name: NAME });
    await expect(card(page, 'Plan').last()).toContainText('Can be requested');
  });

  await test.step('the environment is built', async () => {
    await createAndFollow(page);
    await expect(page.getByRole('heading', { name: NAME })).toBeVisible();
    await expectState(page, 'Ready');
  });

  const id = page.url().split('/').at(-1)!.split('?')[0];
  const { clusterName } = await dana.getEnvironment(id);

  await test.step('its entity has the card and the tab', async () => {
    await page
      .getByRole('definition')
      .getByRole('link', { name: NAME })
      .click();
    await expect(entityCard(page, 'EKS environment')).toContainText('Ready');
    await page.getByRole('tab', { name: 'Environment' }).click();
    await expect(entityCard(page, 'Lease')).toBeVisible();
    expect(page.url()).toContain(`/${clusterName}/environment`);
  });

  await test.step('its group lists it', async () => {
    await page.goto('/catalog/default/group/team-shop');
    await entityCard(page, 'EKS environments')
      .getByRole('link', { name: NAME })
      .click();
    await expectState(page, 'Ready');
  });

  await test.step('it is deleted', async () => {
    await chooseAction(page, NAME, 'Delete');
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('textbox', { name: `Type ${NAME} to confirm` })
      .fill(NAME);
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expectState(page, 'Gone');
  });
});

test('an approver decides in an app on the legacy frontend system', async ({
  page,
  as,
}) => {
  const name = newName('e2e-legacy-ask');
  const dana = as('Dana');
  const { id } = await dana.createRequest(teamCluster(name, 'A release'));

  await page.goto('/environments/approvals?person=user:default/ari');
  await expect(page.getByRole('tab', { name: 'Approvals (1)' })).toBeVisible();
  const request = page.getByRole('region', { name: `Request ${name}` });
  await request.getByRole('textbox', { name: 'Comment' }).fill('Not today');
  await request.getByRole('button', { name: 'Deny' }).click();

  await expect
    .poll(async () => (await dana.getRequest(id)).state)
    .toBe('Denied');
});

/** A card of an entity page. The legacy page is itself an article around its cards. */
function entityCard(page: Page, title: string) {
  return card(page, title).last();
}
