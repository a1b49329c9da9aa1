import { expect } from '@playwright/test';
import { newName, sandbox } from './support/api';
import { chooseAction, expectState } from './support/pages';
import { signIn } from './support/people';
import { test } from './support/test';

const REASON = 'The network of the account is being rebuilt';

test('what is paused waits and says why; what goes on can be cancelled on its way', async ({
  browser,
  page,
  aws,
  as,
}) => {
  test.setTimeout(240_000);
  const name = newName('e2e-pause');
  const dana = as('Dana');
  const fleet = await browser.newPage();
  await signIn(fleet, 'Pat', '/environments/fleet');

  await test.step('a platform engineer pauses what is created', async () => {
    await fleet.getByRole('button', { name: 'Pause', exact: true }).click();
    const dialog = fleet.getByRole('dialog');
    await dialog.getByLabel('Reason').fill(REASON);
    await dialog.getByRole('button', { name: 'Pause', exact: true }).click();
    await expect(
      fleet.getByRole('table', { name: 'Pauses' }).getByText(REASON),
    ).toBeVisible();
  });

  const { environmentId } = await dana.createRequest(sandbox(name));
  const id = environmentId!;
  await signIn(page, 'Dana', `/environments/${id}`);
  await test.step('who waits reads why, and nobody but a platform engineer lifts it', async () => {
    await expectState(page, 'Queued');
    await expect(
      page.getByRole('note').filter({ hasText: REASON }).first(),
    ).toBeVisible();
    await expect(page.getByText('Next in the queue').first()).toBeVisible();
    expect(await aws.clustersOf(name)).toEqual([]);
    const [pause] = (await dana.listPauses()).items;
    await expect(dana.resume(pause.id)).rejects.toMatchObject({
      statusCode: 403,
    });
  });

  await test.step('it begins when the pause is lifted', async () => {
    await fleet.getByRole('button', { name: /^Lift the pause/ }).click();
    await expectState(page, 'Building');
    await expect.poll(() => aws.clustersOf(name)).toHaveLength(1);
  });

  await test.step('a creation that is cancelled leaves nothing', async () => {
    const { clusterName } = await dana.getEnvironment(id);
    await chooseAction(page, name, 'Cancel creation');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Cancel creation' })
      .click();
    await expectState(page, 'Gone');
    expect(await aws.remainsOf(clusterName)).toEqual([]);
  });
  await fleet.close();
});
