import { expect } from '@playwright/test';
import { newName, sandbox, teamCluster } from './support/api';
import { fillInEnvironment, next, openTemplate } from './support/form';
import { card } from './support/pages';
import { signIn } from './support/people';
import { test } from './support/test';

test('over the quota is refused before anybody is asked, in words that help', async ({
  page,
  as,
}) => {
  const dana = as('Dana');
  // Requests that wait hold their places too.
  const names = ['e2e-first', 'e2e-second', 'e2e-third'].map(newName);
  const fourth = newName('e2e-fourth');
  for (const name of names) {
    await dana.createRequest({
      ...teamCluster(name, 'To fill the quota'),
      values: {},
    });
  }

  await test.step('in the form', async () => {
    await signIn(page, 'Dana', '/environments');
    await openTemplate(page, 'Sandbox');
    await fillInEnvironment(page, { name: fourth });

    const plan = card(page, 'Plan').last();
    await expect(plan).toContainText('Cannot be requested');
    await expect(plan).toContainText('3 → 4 of 3');
    await expect(plan).toContainText('over the limit');
    for (const name of names) {
      await expect(plan.getByRole('list', { name: 'Findings' })).toContainText(
        name,
      );
    }
    await page.getByRole('button', { name: 'Review' }).click();
    await expect(page.getByRole('button', { name: 'Create' })).toHaveCount(0);
  });

  await test.step('by the API', async () => {
    const refusal = await dana
      .createRequest(sandbox(fourth))
      .catch(error => error);
    expect(refusal).toMatchObject({
      statusCode: 409,
      cause: { name: 'ConflictError' },
    });
    expect(refusal.cause.message).toContain(
      'The quota of dana is 3 environments',
    );
    for (const name of names) {
      expect(refusal.cause.message).toContain(name);
    }
    const { items } = await dana.listRequests({ text: fourth });
    expect(items).toEqual([]);
  });

  await test.step('a place that is given back can be taken', async () => {
    const { items } = await dana.listRequests({
      text: names[0],
      state: ['PendingApproval'],
    });
    await dana.cancelRequest(items[0].id);
    expect(await dana.createPlan(sandbox(fourth))).toMatchObject({
      outcome: 'acceptable',
    });
  });

  await test.step('the page of the quotas shows who takes what', async () => {
    await page.goto('/environments/quotas');
    await expect(
      page.getByRole('meter', { name: /environments/i }).first(),
    ).toHaveAttribute('aria-valuetext', /2/);
  });
});
