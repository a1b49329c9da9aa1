import { test as base } from '@playwright/test';
import { EksEnvironmentsClient } from 'backstage-plugin-eks-environments-common';
import { clientOf, reached } from './api';
import { LocalAws } from './localAws';
import { PersonName } from './people';

interface Fixtures {
  aws: LocalAws;
  /** The API, as one of the people. */
  as(person: PersonName): EksEnvironmentsClient;
}

/**
 * Playwright's test with the portal around it. Whatever a test leaves behind - requests, clusters, faults - is gone before the next one begins, also
 * after a failure: quotas and lists are shared.
 */
export const test = base.extend<Fixtures & { cleanUp: void }>({
  aws: async ({ request }, provide) => provide(new LocalAws(request)),
  as: async ({ request }, provide) =>
    provide(person => clientOf(request, person)),
  cleanUp: [
    async ({ aws, as }, provide) => {
      await provide();
      await aws.mendAll();
      await resumeAll(as('Pat'));
      await withdrawAll(as('Dana'));
      await deleteAll(as('Pat'));
    },
    { auto: true, timeout: 180_000 },
  ],
});

async function resumeAll(client: EksEnvironmentsClient) {
  const { items } = await client.listPauses();
  for (const { id } of items) {
    await client.resume(id);
  }
}

async function withdrawAll(client: EksEnvironmentsClient) {
  const { items } = await client.listRequests({ state: ['PendingApproval'] });
  for (const { id } of items) {
    await client.cancelRequest(id);
  }
}

async function deleteAll(client: EksEnvironmentsClient) {
  const { items } = await client.listEnvironments({ limit: 100 });
  for (const { id, actions } of items) {
    if (actions.some(({ action, possible }) => possible && isEnding(action))) {
      await client.deleteEnvironment(id, {});
    }
  }
  for (const { id } of items) {
    await reached(client, id, 'Deprovisioned');
  }
}

function isEnding(action: string) {
  return action === 'delete' || action === 'cancel';
}
