import { expect, type APIRequestContext } from '@playwright/test';
import { controlsUrl } from './support/addresses';
import { newName, reached, sandbox } from './support/api';
import { test } from './support/test';

const NAME = newName('e2e-crash');

test('a backend that is killed goes on where AWS stands', async ({
  request,
  aws,
  as,
}) => {
  test.skip(!controlsUrl, 'Needs PORTAL_CONTROLS_URL: run yarn test:e2e');
  test.setTimeout(420_000);
  const dana = as('Dana');
  const { environmentId } = await dana.createRequest(sandbox(NAME));
  const id = environmentId!;

  await test.step('killed in the middle of a create: one cluster, ready', async () => {
    await expect
      .poll(async () => (await aws.clustersOf(NAME)).length, {
        timeout: 60_000,
      })
      .toBe(1);
    await crash(request);
    await reached(dana, id, 'Ready');

    expect(await aws.clustersOf(NAME)).toHaveLength(1);
    const { items } = await dana.listOperations(id);
    expect(items.map(({ type, state }) => `${type} ${state}`)).toEqual([
      'create Succeeded',
    ]);
  });

  const { clusterName } = await dana.getEnvironment(id);

  await test.step('killed in the middle of a delete: nothing is left', async () => {
    await dana.deleteEnvironment(id, {});
    await expect
      .poll(
        async () => (await dana.getEnvironment(id)).operation?.percent ?? 0,
        { timeout: 60_000 },
      )
      .toBeGreaterThan(0);
    await crash(request);
    const { sweep } = await reached(dana, id, 'Deprovisioned');

    expect(sweep?.items.filter(({ outcome }) => outcome !== 'removed')).toEqual(
      [],
    );
    expect(await aws.remainsOf(clusterName)).toEqual([]);
  });
});

/** Ends the backend with SIGKILL; comes back when a new one answers. */
async function crash(request: APIRequestContext) {
  const response = await request.post(`${controlsUrl}/backend/crash`, {
    timeout: 180_000,
  });
  expect(response.status()).toBe(204);
}
