import { expect, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { newName, takenBy } from './support/api';
import {
  createAndFollow,
  fillInEnvironment,
  openTemplate,
} from './support/form';
import { card, chooseAction, expectState } from './support/pages';
import { signIn } from './support/people';
import { test } from './support/test';

const NAME = newName('e2e-sandbox');

test('a developer gets a sandbox from the form, extends it, and it goes without a trace', async ({
  page,
  aws,
  as,
}) => {
  test.setTimeout(300_000);
  const dana = as('Dana');
  await signIn(page, 'Dana', '/environments');

  await test.step('the plan is shown before anything is asked for', async () => {
    await openTemplate(page, 'Sandbox');
    await fillInEnvironment(page, { name: NAME });

    const plan = card(page, 'Plan').last();
    await expect(plan).toContainText('Can be requested');
    await expect(plan).toContainText(
      /\$\d+\.\d\d\/h · \$\d+\.\d\d for the lease/,
    );
    await expect(plan).toContainText(/policy approves/i);
    await expect(plan).toContainText('0 → 1 of 3');
    expect(await aws.clustersOf(NAME)).toEqual([]);
  });

  await test.step('it is built by itself, live', async () => {
    await createAndFollow(page);
    await expect(page.getByRole('heading', { name: NAME })).toBeVisible();
    await expectMoving(page);
    await expectState(page, 'Ready');
    // The finished creation is folded away.
    await expect(page.getByRole('log')).toBeHidden();
    await page.getByRole('button', { name: /^Built in/ }).click();
    await expect(page.getByRole('log')).toContainText(
      new RegExp(`EKS cluster "${NAME}-.+" in "eu-west-1" region is ready`),
    );
  });

  const id = page.url().split('/').at(-1)!.split('?')[0];
  const { clusterName } = await dana.getEnvironment(id);

  await test.step('the team is told by mail', async () => {
    await expect
      .poll(async () =>
        (
          await aws.mailsAbout(NAME)
        ).map(({ subject, to }) => ({ subject, to: to.sort() })),
      )
      .toEqual([
        {
          subject: `${NAME} is ready`,
          to: ['cole@example.com', 'dana@example.com'],
        },
      ]);
  });

  await test.step('the kubeconfig holds no secret, and the cluster lets the team in and nobody else', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download kubeconfig' }).click();
    const kubeconfig = await readFile(await (await download).path(), 'utf8');
    expect(kubeconfig).toContain('command: aws');
    expect(kubeconfig).toContain(clusterName);
    expect(kubeconfig).not.toMatch(
      /token:|password:|client-key-data|secret|AKIA/i,
    );

    const [cluster, ...others] = await aws.clustersOf(NAME);
    expect(others).toEqual([]);
    const principals = cluster.accessEntries.map(entry => entry.principalArn);
    expect(principals).toContain('arn:aws:iam::111111111111:role/team-shop');
    expect(principals).not.toContain(
      'arn:aws:iam::111111111111:role/team-search',
    );
  });

  await test.step('it is in the catalog, with its owner', async () => {
    await page
      .getByRole('definition')
      .getByRole('link', { name: NAME })
      .click();
    await expect(page.getByRole('heading', { name: NAME })).toBeVisible();
    await expect(
      page.getByRole('link', { name: 'Team Shop' }).first(),
    ).toBeVisible();
    await expect(card(page, 'EKS environment')).toContainText('Ready');
    await page.getByRole('link', { name: 'Open environment' }).click();
    await expectState(page, 'Ready');
  });

  await test.step('the lease is extended with a reason', async () => {
    const before = (await dana.getEnvironment(id)).lease.expiresAt!;
    await page.getByRole('button', { name: 'Extend' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /^1 d / }).check({ force: true });
    await dialog
      .getByRole('textbox', { name: 'Reason' })
      .fill('The load test goes on');
    await dialog.getByRole('button', { name: 'Extend' }).click();
    await expect(dialog).toBeHidden();

    await expect(card(page, 'Timeline')).toContainText('The load test goes on');
    await expect(card(page, 'Lease')).toContainText('1 of 3');
    const after = (await dana.getEnvironment(id)).lease.expiresAt!;
    expect(Date.parse(after) - Date.parse(before)).toBe(24 * 3_600_000);
  });

  await test.step('it is deleted, with the evidence that nothing is left', async () => {
    await chooseAction(page, NAME, 'Delete');
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: 'Delete' });
    await expect(confirm).toBeDisabled();
    await dialog
      .getByRole('textbox', { name: `Type ${NAME} to confirm` })
      .fill(NAME);
    await confirm.click();

    await expectState(page, 'Gone');
    await expect(card(page, 'Sweep of the account')).toContainText(
      'No leftovers:',
    );
    expect(await aws.remainsOf(clusterName)).toEqual([]);
  });

  await test.step('its entity and its place in the quota are free, its history stays', async () => {
    await page.goto(`/catalog/default/resource/${clusterName}`);
    await expect(page.getByText('Entity not found')).toBeVisible({
      timeout: 30_000,
    });

    expect(await takenBy(dana, 'user:default/dana')).toEqual([]);

    await page.goto('/environments');
    await expect(page.getByRole('main').getByRole('grid')).not.toContainText(
      NAME,
    );
    await page.getByRole('button', { name: 'Ended' }).click();
    await page.getByRole('link', { name: NAME }).first().click();
    await expect(card(page, 'Timeline')).toContainText('The load test goes on');
  });
});

/** The percentage grows and lines come, without a reload. */
async function expectMoving(page: Page) {
  const bar = page.getByRole('progressbar', { name: 'Creation' });
  const percent = async () => Number(await bar.getAttribute('aria-valuenow'));
  const lines = page.getByRole('log').getByRole('time');
  await expect.poll(percent).toBeGreaterThan(0);
  const [first, shown] = [await percent(), await lines.count()];
  await expect.poll(percent, { timeout: 60_000 }).toBeGreaterThan(first);
  await expect.poll(() => lines.count()).toBeGreaterThan(shown);
}
