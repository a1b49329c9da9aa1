import { expect } from '@playwright/test';
import { newName, reached, sandbox } from './support/api';
import { card, chooseAction, expectState } from './support/pages';
import { signIn } from './support/people';
import { test } from './support/test';

const NAME = newName('e2e-power');

test('a developer hibernates an environment and resumes it', async ({
  page,
  as,
}) => {
  test.setTimeout(300_000);
  const dana = as('Dana');
  const { environmentId } = await dana.createRequest(sandbox(NAME));
  const id = environmentId!;
  await reached(dana, id, 'Ready');
  const { cost: before } = await dana.getEnvironment(id);
  await signIn(page, 'Dana', `/environments/${id}`);
  await expectState(page, 'Ready');

  await test.step('all nodes go, and the cost with them', async () => {
    await chooseAction(page, NAME, 'Hibernate');
    const dialog = page.getByRole('dialog', { name: `Hibernate ${NAME}` });
    await expect(dialog).toContainText('removes all nodes');
    await dialog.getByRole('button', { name: 'Hibernate' }).click();
    await expectState(page, 'Hibernated');
    await expect(card(page, 'Health')).toContainText(
      'Not checked until it is resumed.',
    );
    await expect(card(page, 'Cost')).toContainText('While it is hibernated');
    const { cost, power, nodes } = await dana.getEnvironment(id);
    expect({ power, nodes }).toEqual({ power: 'off', nodes: 0 });
    expect(Number(cost.hourly.amount)).toBeLessThan(
      Number(before.hourly.amount),
    );
  });

  await test.step('the same nodes come back', async () => {
    await page.getByRole('button', { name: 'Resume' }).click();
    await page
      .getByRole('dialog', { name: `Resume ${NAME}` })
      .getByRole('button', { name: 'Resume' })
      .click();
    await expectState(page, 'Ready');
    const { cost, power, nodes } = await dana.getEnvironment(id);
    expect({ power, nodes }).toEqual({ power: 'on', nodes: 1 });
    expect(cost.hourly).toEqual(before.hourly);
  });

  await dana.deleteEnvironment(id, {});
});
