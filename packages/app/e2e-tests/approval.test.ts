import { expect } from '@playwright/test';
import { newName, takenBy, teamCluster } from './support/api';
import {
  createAndFollow,
  fillInEnvironment,
  openTemplate,
} from './support/form';
import { people, signIn } from './support/people';
import { test } from './support/test';

const REASON = 'Load test before the winter sale';
const QUEUE = '/environments/approvals';

test('a person approves, and never the one who asks', async ({
  browser,
  page,
  aws,
  as,
}) => {
  test.setTimeout(180_000);
  const name = newName('e2e-approved');
  const dana = as('Dana');
  await signIn(page, 'Dana', '/environments');
  await openTemplate(page, 'Team cluster');
  await fillInEnvironment(page, { name, reason: REASON });
  await expect(page.getByText('Needs one of')).toBeVisible();
  await createAndFollow(page);

  const request = page.getByRole('region', { name: `Request ${name}` });
  const [{ id }] = (
    await dana.listRequests({ scope: 'mine', state: ['PendingApproval'] })
  ).items;

  await test.step('the requester sees that it waits, and cannot approve it', async () => {
    await expect(request.getByText('Waiting for approval')).toBeVisible();
    await expect(
      request.getByText('Somebody else has to decide on it'),
    ).toBeVisible();
    await expect(
      page.getByRole('button', { name: 'Approve', exact: true }),
    ).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Deny' })).toHaveCount(0);

    await expect(
      dana.decideRequest(id, { decision: 'approve' }),
    ).rejects.toMatchObject({ statusCode: 403 });
    expect((await dana.getRequest(id)).state).toBe('PendingApproval');
    expect(await aws.clustersOf(name)).toEqual([]);
  });

  await test.step('somebody of another team sees nothing of it', async () => {
    const olga = as('Olga');
    await expect(olga.getRequest(id)).rejects.toMatchObject({
      statusCode: 404,
    });
    await expect(
      olga.decideRequest(id, { decision: 'approve' }),
    ).rejects.toMatchObject({ statusCode: 404 });

    const tab = await browser.newPage();
    await signIn(tab, 'Olga', `${QUEUE}?view=waiting&request=${id}`);
    await expect(tab.getByRole('heading', { name: 'Approvals' })).toBeVisible();
    await expect(tab.getByRole('alert')).toContainText(
      'Could not find the request, or you may not see it',
    );
    await expect(tab.getByText(REASON)).toHaveCount(0);
    await tab.goto('/environments');
    await tab.getByRole('radio', { name: 'All' }).click({ force: true });
    await expect(tab.getByText('No environments')).toBeVisible();
    await tab.close();
  });

  await test.step('the approver decides on one screen', async () => {
    const tab = await browser.newPage();
    await signIn(tab, 'Ari', QUEUE);
    await tab
      .getByRole('navigation', { name: 'Waiting for me' })
      .getByRole('link', { name })
      .click();
    const shown = tab.getByRole('region', { name: `Request ${name}` });
    await expect(shown).toContainText(REASON);
    await expect(shown).toContainText(people.Dana);
    await expect(shown).toContainText(/\$\d+\.\d\d\/h/);
    await expect(
      shown.getByRole('meter', {
        name: 'Environments of team-shop',
      }),
    ).toHaveAttribute('aria-valuetext', '0 before, 1 after, of 4');
    await shown
      .getByRole('textbox', { name: 'Comment' })
      .fill('Good luck with the sale');
    await shown.getByRole('button', { name: 'Approve' }).click();
    await expect(
      tab.getByRole('status').filter({ hasText: `You approved ${name}.` }),
    ).toBeVisible();
    await tab.close();
  });

  await test.step('the requester reads the comment without a reload, and it is built', async () => {
    await expect(request).toContainText('Good luck with the sale');
    await expect(request).toContainText(people.Ari);
    await request.getByRole('link', { name: 'Open environment' }).click();
    await expect(
      page.getByRole('progressbar', { name: 'Creation' }),
    ).toBeVisible();
    await expect
      .poll(async () => (await aws.clustersOf(name)).length, {
        timeout: 60_000,
      })
      .toBe(1);
  });
});

test('a denial needs a comment and gives the quota back', async ({
  page,
  as,
}) => {
  const name = newName('e2e-denied');
  const dana = as('Dana');
  const taken = () => takenBy(dana, 'group:default/team-shop');
  const before = await taken();
  const { id } = await dana.createRequest(teamCluster(name, REASON));
  expect(await taken()).not.toEqual(before);

  await signIn(page, 'Ari', `${QUEUE}?view=waiting&request=${id}`);
  const shown = page.getByRole('region', { name: `Request ${name}` });
  await shown.getByRole('button', { name: 'Deny' }).click();
  await expect(page.getByText('Enter the reason for the denial')).toBeVisible();
  await shown
    .getByRole('textbox', { name: 'Comment' })
    .fill('There is one that you can share');
  await shown.getByRole('button', { name: 'Deny' }).click();
  await expect(
    page.getByRole('status').filter({ hasText: `You denied ${name}.` }),
  ).toBeVisible();

  const { state, decisions } = await dana.getRequest(id);
  expect(state).toBe('Denied');
  expect(decisions).toMatchObject([
    {
      decision: 'denied',
      decidedBy: 'user:default/ari',
      comment: 'There is one that you can share',
    },
  ]);
  expect(await taken()).toEqual(before);
});

const NARROW = {
  'a phone': { width: 390, height: 844 },
  'a laptop at 200 % zoom': { width: 720, height: 450 },
};
for (const [what, viewport] of Object.entries(NARROW)) {
  test(`a request is a view of its own on ${what}`, async ({ page, as }) => {
    const name = newName('e2e-narrow');
    await as('Dana').createRequest(teamCluster(name, REASON));
    await page.setViewportSize(viewport);
    await page.goto(`${QUEUE}?view=waiting`);
    await page.getByRole('heading', { name: people.Ari }).click();

    const queue = page.getByRole('navigation', { name: 'Waiting for me' });
    const shown = page.getByRole('region', { name: `Request ${name}` });
    const back = page.getByRole('link', { name: 'Back to the requests' });
    await queue.getByRole('link', { name }).click();
    await expect(shown.getByText('Tightest quota')).toBeVisible();
    await expect(queue).toBeHidden();
    await back.click();
    await expect(shown).toHaveCount(0);
    await queue.getByRole('link', { name }).click();
    const approve = shown.getByRole('button', { name: 'Approve' });
    // A click fails if something lies on the button.
    await approve.click();
    await expect(
      page.getByRole('status').filter({ hasText: `You approved ${name}.` }),
    ).toBeVisible();
    await expect
      .poll(() =>
        page.evaluate(
          () => document.documentElement.scrollWidth <= window.innerWidth,
        ),
      )
      .toBe(true);
  });
}
