import { expect } from '@playwright/test';
import { newName, reached, sandbox } from './support/api';
import { expectState } from './support/pages';
import { signIn } from './support/people';
import { test } from './support/test';

test('AWS has no capacity for the nodes: cause, remedy, retry, nothing left', async ({
  page,
  aws,
  as,
}) => {
  test.setTimeout(420_000);
  const name = newName('e2e-capacity');
  const dana = as('Dana');
  const mend = await aws.breakDown({
    effect: { kind: 'nodegroup-capacity' },
    match: { cluster: `${name}-*` },
  });
  const { environmentId } = await dana.createRequest(sandbox(name));
  const id = environmentId!;
  await signIn(page, 'Dana', `/environments/${id}`);

  const panel = page.getByRole('main').getByRole('alert');
  await test.step('the page says what went wrong, what it costs and what to do', async () => {
    await expectState(page, 'Build failed');
    await expect(panel).toContainText(
      'AWS has no instances of this type in these zones at present.',
    );
    await expect(panel).toContainText(
      /exist and cost up to \$\d+\.\d\d\/h: EKS cluster/,
    );
    await expect(panel).toContainText('The environment is deleted');
    await expect(panel.getByRole('button', { name: 'Retry' })).toBeEnabled();
    await expect(
      panel.getByRole('link', { name: 'Revise values' }),
    ).toBeVisible();
    expect((await dana.getEnvironment(id)).failure).toMatchObject({
      class: 'capacity',
    });
  });

  await test.step('the operators are told too', async () => {
    await expect
      .poll(async () => (await aws.mailsAbout(name)).map(({ to }) => to).flat())
      .toEqual(expect.arrayContaining(['dana@example.com', 'pat@example.com']));
  });

  await test.step('once AWS has capacity, another try finishes it', async () => {
    await mend();
    await panel.getByRole('button', { name: 'Retry' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Retry' })
      .click();
    await expectState(page, 'Ready');
    await expect(panel).toHaveCount(0);
    expect(await aws.clustersOf(name)).toHaveLength(1);
  });

  await test.step('a deletion leaves nothing of either try', async () => {
    const { clusterName } = await dana.getEnvironment(id);
    await dana.deleteEnvironment(id, {});
    await expectState(page, 'Gone');
    expect(await aws.remainsOf(clusterName)).toEqual([]);
  });
});

test('a stack that rolls back can be deleted from the page, and leaves nothing', async ({
  page,
  aws,
  as,
}) => {
  test.setTimeout(300_000);
  const name = newName('e2e-rollback');
  const dana = as('Dana');
  await aws.breakDown({
    effect: { kind: 'cluster-capacity' },
    match: { cluster: `${name}-*` },
  });
  const { environmentId } = await dana.createRequest(sandbox(name));
  const id = environmentId!;
  await signIn(page, 'Dana', `/environments/${id}`);
  await expectState(page, 'Build failed');
  const panel = page.getByRole('main').getByRole('alert');
  await expect(panel).toContainText('AWS has no capacity');
  const { clusterName } = await dana.getEnvironment(id);

  await panel.getByRole('button', { name: 'Delete' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Delete' })
    .click();
  await expectState(page, 'Gone');
  expect(await aws.remainsOf(clusterName)).toEqual([]);
});

test('SES is down: the cluster is built all the same, and the mails come later', async ({
  aws,
  as,
}) => {
  test.setTimeout(300_000);
  const name = newName('e2e-mails');
  const dana = as('Dana');
  const mend = await aws.breakDown({
    effect: { kind: 'unavailable' },
    match: { service: 'ses' },
  });
  const { environmentId } = await dana.createRequest(sandbox(name));
  await reached(dana, environmentId!, 'Ready');
  expect(await aws.mailsAbout(name)).toEqual([]);

  await mend();
  await dana.extendLease(environmentId!, {
    duration: 'PT1H',
    reason: 'The mail of this one comes too',
  });
  const subjects = async () =>
    (await aws.mailsAbout(name)).map(({ subject }) => subject);
  await expect
    .poll(subjects, { timeout: 120_000 })
    .toEqual(
      expect.arrayContaining([
        `${name} is ready`,
        `The lease of ${name} was extended`,
      ]),
    );

  // A message that was taken just as the answer got lost may come twice, and never more often.
  await dana.deleteEnvironment(environmentId!, {});
  await reached(dana, environmentId!, 'Deprovisioned');
  await expect.poll(subjects).toContain(`${name} is gone`);
  for (const subject of new Set(await subjects())) {
    expect(
      (await subjects()).filter(other => other === subject).length,
    ).toBeLessThanOrEqual(2);
  }
});
