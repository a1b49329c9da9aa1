import { expect } from '@playwright/test';
import { newName, reached, takenBy } from './support/api';
import { card, expectState } from './support/pages';
import { signIn } from './support/people';
import { test } from './support/test';

const NAME = newName('e2e-short');

test('a lease ends by itself: warning, grace, deletion, evidence', async ({
  page,
  aws,
  as,
}) => {
  // Two minutes of lease, a minute of grace, and the time to build and to delete.
  test.setTimeout(420_000);
  const dana = as('Dana');
  const { environmentId } = await dana.createRequest({
    type: 'create',
    blueprint: 'short-lease',
    name: NAME,
    owner: 'group:default/team-shop',
    lease: 'PT2M',
    values: {},
  });
  const id = environmentId!;
  const subjects = async () =>
    (await aws.mailsAbout(NAME)).map(({ subject }) => subject).reverse();

  await signIn(page, 'Dana', `/environments/${id}`);
  await expectState(page, 'Ready');
  await expect(card(page, 'Lease')).toContainText(
    /1 min( \d+ s)? left of 2 min/,
  );
  const { clusterName, lease } = await dana.getEnvironment(id);

  await test.step('its owner is warned a minute before the end', async () => {
    await expect
      .poll(subjects, { timeout: 90_000 })
      .toEqual([`${NAME} is ready`, `The lease of ${NAME} ends soon`]);
    expect(Date.now()).toBeLessThan(Date.parse(lease.expiresAt!));
  });

  await test.step('it stands through its grace', async () => {
    await expectState(page, 'In grace');
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(lease.expiresAt!));
    await expect(card(page, 'Lease')).toContainText('of grace left');
    await expect(page.getByRole('button', { name: 'Extend' })).toBeEnabled();
    expect(await aws.clustersOf(NAME)).toHaveLength(1);
  });

  await test.step('it is deleted, with evidence', async () => {
    await expectState(page, 'Deleting');
    await expectState(page, 'Gone');
    await expect(card(page, 'Lease')).toContainText('Lease ended');
    await expect(card(page, 'Sweep of the account')).toContainText(
      'No leftovers:',
    );
    expect(await aws.remainsOf(clusterName)).toEqual([]);
  });

  await test.step('entity and quota are free, mails were sent once each', async () => {
    const { sweep, endReason } = await reached(dana, id, 'Deprovisioned');
    expect(endReason).toBe('LeaseExpired');
    expect(sweep?.kinds.length).toBeGreaterThan(5);
    expect(await takenBy(dana, 'user:default/dana')).toEqual([]);
    await expect
      .poll(subjects)
      .toEqual([
        `${NAME} is ready`,
        `The lease of ${NAME} ends soon`,
        `The lease of ${NAME} has ended`,
        `${NAME} is being deleted`,
        `${NAME} is gone`,
      ]);
    await page.goto(`/catalog/default/resource/${clusterName}`);
    await expect(page.getByText('Entity not found')).toBeVisible({
      timeout: 30_000,
    });
  });
});
