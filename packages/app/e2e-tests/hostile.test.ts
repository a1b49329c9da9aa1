import { APIResponse, expect } from '@playwright/test';
import type {
  EksEnvironmentsClient,
  RequestInput,
} from 'backstage-plugin-eks-environments-common';
import { backendUrl } from './support/addresses';
import { apiUrl, newName, sandbox, teamCluster, tokenOf } from './support/api';
import { signIn } from './support/people';
import { test } from './support/test';

const NAME = newName('e2e-hostile');
const STACK = /"stack"|\bat .+\.[jt]s:\d+/;

/** What must not get through, and the field that the refusal has to name. */
const refused: Array<{
  what: string;
  change: Partial<Record<keyof RequestInput, unknown>>;
  status: number;
  field: string;
}> = [
  {
    what: 'a closing mustache',
    change: { values: { nodes: '"}}{{evil' } },
    status: 400,
    field: 'values.nodes',
  },
  {
    what: 'lines of YAML',
    change: { values: { nodes: 'a: b\n  c: d' } },
    status: 400,
    field: 'values.nodes',
  },
  {
    what: 'a shell command',
    change: { values: { nodes: '$(reboot)' } },
    status: 400,
    field: 'values.nodes',
  },
  {
    what: 'an emoji',
    change: { values: { nodes: '🚀' } },
    status: 400,
    field: 'values.nodes',
  },
  {
    what: 'a negative size',
    change: { values: { nodes: -1 } },
    status: 400,
    field: 'values.nodes',
  },
  {
    what: 'a parameter that does not exist',
    change: { values: { nodes: 1, attachPolicyARNs: ['*'] } },
    status: 400,
    field: 'attachPolicyARNs',
  },
  {
    what: 'a mustache as the name',
    change: { name: '"}}{{evil' },
    status: 400,
    field: 'name',
  },
  {
    what: 'lines of YAML as the name',
    change: { name: 'a: b\n  c: d' },
    status: 400,
    field: 'name',
  },
  {
    what: 'a shell command as the name',
    change: { name: '$(reboot)' },
    status: 400,
    field: 'name',
  },
  {
    what: 'an emoji as the name',
    change: { name: '🚀' },
    status: 400,
    field: 'name',
  },
  {
    what: 'a path as the blueprint',
    change: { blueprint: '../../etc/passwd' },
    status: 400,
    field: 'blueprint',
  },
  {
    what: 'a region that the blueprint does not have',
    change: { region: 'mars-north-1' },
    status: 400,
    field: 'region',
  },
  {
    what: 'a lease without end',
    change: { lease: 'P1000Y' },
    status: 400,
    field: 'lease',
  },
  {
    what: 'an owner that the person does not belong to',
    change: { owner: 'group:default/team-search' },
    status: 403,
    field: 'owner',
  },
];

for (const { what, change, status, field } of refused) {
  test(`${what} is refused: ${status}, naming ${field}`, async ({
    request,
    as,
  }) => {
    const token = await tokenOf(request, 'Dana');
    const response = await request.post(`${apiUrl}/requests`, {
      headers: { Authorization: `Bearer ${token}` },
      data: { ...sandbox(NAME), ...change },
    });

    expect(response.status()).toBe(status);
    const { error } = await expectNoStack(response);
    expect(error.message).toContain(field);
    await expectNothingStored(as('Dana'));
  });
}

test('a body of 10 MB is refused: 413', async ({ request, as }) => {
  const token = await tokenOf(request, 'Dana');
  const response = await request.post(`${apiUrl}/requests`, {
    headers: { Authorization: `Bearer ${token}` },
    data: { ...sandbox(NAME), reason: 'a'.repeat(10_000_000) },
  });

  expect(response.status()).toBe(413);
  await expectNoStack(response);
  await expectNothingStored(as('Dana'));
});

test('JSON that is none is refused: 400', async ({ request, as }) => {
  const token = await tokenOf(request, 'Dana');
  const response = await request.post(`${apiUrl}/requests`, {
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
    },
    data: Buffer.from('{"blueprint": "sandbox"'),
  });

  expect(response.status()).toBe(400);
  await expectNoStack(response);
  await expectNothingStored(as('Dana'));
});

test('a reason is text and nothing else, whatever it says', async ({
  page,
  as,
}) => {
  const reason = '"}}{{evil <img src=x onerror=alert(1)> $(reboot) 🚀';
  const dana = as('Dana');
  const { id, plan } = await dana.createRequest(teamCluster(NAME, reason));
  expect(plan.config).not.toContain('evil');

  page.on('dialog', () => {
    throw new Error('the reason was run');
  });
  await signIn(page, 'Dana', `/environments/approvals?view=mine&request=${id}`);
  await expect(
    page.getByRole('region', { name: `Request ${NAME}` }),
  ).toContainText(reason);
});

test('the log of a task shows what was wrong, and no stack', async ({
  request,
  as,
}) => {
  const headers = { Authorization: `Bearer ${await tokenOf(request, 'Dana')}` };
  const task = await request.post(`${backendUrl}/api/scaffolder/v2/tasks`, {
    headers,
    data: {
      templateRef: 'template:default/eks-environment-sandbox',
      values: {
        name: NAME,
        owner: 'group:default/team-search',
        region: 'eu-west-1',
        lease: 'P2D',
        values: { nodes: 1 },
      },
    },
  });
  expect(task.status()).toBe(201);
  const { id } = await task.json();
  const taskUrl = `${backendUrl}/api/scaffolder/v2/tasks/${id}`;
  await expect
    .poll(
      async () =>
        (
          await (await request.get(taskUrl, { headers })).json()
        ).status,
    )
    .toBe('failed');

  const events = await request.get(`${taskUrl}/events`, { headers });
  const log = await events.text();
  expect(log).toContain('owner');
  expect(log).not.toMatch(STACK);
  await expectNothingStored(as('Dana'));
});

/** Users never see a stack trace; answers with the body. */
async function expectNoStack(response: APIResponse) {
  const text = await response.text();
  expect(text).not.toMatch(STACK);
  return JSON.parse(text) as { error: { name: string; message: string } };
}

async function expectNothingStored(dana: EksEnvironmentsClient) {
  const query = { scope: 'mine', text: NAME } as const;
  const requests = await dana.listRequests({
    ...query,
    state: ['PendingApproval', 'Approved'],
  });
  const environments = await dana.listEnvironments(query);
  expect([...requests.items, ...environments.items]).toEqual([]);
}
