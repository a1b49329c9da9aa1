import { mockCredentials } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { requestStateLabels } from 'backstage-plugin-eks-environments-common';
import { dana, runAction } from '../__testUtils__/runAction';
import {
  createTestTools,
  testEnvironment,
  testLine,
  testOperation,
  testPlan,
  testRequest,
} from '../__testUtils__/testTools';
import { createRequestEnvironmentAction } from './requestEnvironment';

const input = {
  blueprint: 'sandbox',
  name: 'shop',
  owner: 'group:default/team-shop',
  values: { nodes: 2 },
};
const approved = testRequest({
  state: 'Approved',
  environmentId: 'environment-1',
});

function setUp() {
  const tools = createTestTools();
  return {
    ...tools,
    action: createRequestEnvironmentAction(tools),
  };
}

async function answer(status: number, name: string, message: string) {
  return ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name, message, stack: `${name}\n    at Service.secret` },
        response: { statusCode: status },
      }),
      { status, headers: { 'Content-Type': 'application/json' } },
    ),
  );
}

describe('eks-environments:request', () => {
  it('asks on behalf of the person, and goes on at once', async () => {
    const { action, environments } = setUp();
    environments.createRequest.mockResolvedValue(testRequest());

    const { error, output } = await runAction(action, {
      ...input,
      reason: '',
      region: '',
      lease: 'P1D',
    });

    expect(error).toBeUndefined();
    expect(environments.createRequest).toHaveBeenCalledWith(
      {
        type: 'create',
        blueprint: 'sandbox',
        version: undefined,
        name: 'shop',
        owner: 'group:default/team-shop',
        account: undefined,
        region: undefined,
        lease: 'P1D',
        reason: undefined,
        values: { nodes: 2 },
      },
      { credentials: dana, idempotencyKey: expect.stringMatching(/^\w{64}$/) },
    );
    expect(environments.getRequest).not.toHaveBeenCalled();
    expect(output).toEqual({
      requestId: 'request-1',
      state: 'PendingApproval',
      url: 'https://portal.example.com/environments/approvals?view=mine&request=request-1',
      path: '/environments/approvals?view=mine&request=request-1',
    });
  });

  it('asks for a revision of the environment that is named', async () => {
    const { action, environments } = setUp();
    environments.createRequest.mockResolvedValue(
      testRequest({ type: 'revise' }),
    );

    await runAction(action, { ...input, environmentId: 'environment-1' });

    expect(environments.createRequest).toHaveBeenCalledWith(
      expect.objectContaining({
        type: 'revise',
        environmentId: 'environment-1',
        values: { nodes: 2 },
      }),
      expect.anything(),
    );
  });

  it('uses one key for a step that runs again, and another for another iteration or task', async () => {
    const { action, environments } = setUp();
    environments.createRequest.mockResolvedValue(testRequest());

    await runAction(action, input);
    await runAction(action, input);
    await runAction(action, { ...input, name: 'shop-2' });
    await runAction(action, input, { taskId: 'task-2' });

    const [first, again, iteration, task] =
      environments.createRequest.mock.calls.map(
        ([, options]) => options.idempotencyKey,
      );
    expect(again).toBe(first);
    expect(new Set([first, iteration, task]).size).toBe(3);
  });

  it('says so when the step runs again after a denial', async () => {
    const { action, environments } = setUp();
    environments.createRequest.mockResolvedValue(
      testRequest({
        state: 'Denied',
        decisions: [
          {
            decision: 'denied',
            decidedBy: 'user:default/ari',
            comment: 'Use the shared cluster',
            decidedAt: '2026-11-21T10:10:00.000Z',
          },
        ],
      }),
    );

    const { error, output } = await runAction(action, input);

    expect(error).toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /denied by ari: Use the shared cluster.*start a new task/,
      ),
    });
    expect(output).toEqual({});
  });

  it.each(['Expired', 'Cancelled'] as const)(
    'says so when the step runs again and the request is %s',
    async state => {
      const { action, environments } = setUp();
      environments.createRequest.mockResolvedValue(testRequest({ state }));

      const { error } = await runAction(action, input);

      expect(error).toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining(
          `is ${requestStateLabels[state]}. Running the step again`,
        ),
      });
    },
  );

  it('waits for the decision with credentials of its own', async () => {
    const { action, environments } = setUp();
    environments.createRequest.mockResolvedValue(testRequest());
    environments.getRequest
      .mockResolvedValueOnce(testRequest())
      .mockResolvedValue(approved);

    const { output } = await runAction(action, { ...input, wait: 'decision' });

    expect(environments.getRequest).toHaveBeenCalledTimes(2);
    expect(environments.getRequest).toHaveBeenCalledWith('request-1', {
      credentials: mockCredentials.service('plugin:scaffolder'),
    });
    expect(environments.getEnvironment).not.toHaveBeenCalled();
    expect(output).toEqual({
      requestId: 'request-1',
      environmentId: 'environment-1',
      state: 'Approved',
      url: 'https://portal.example.com/environments/environment-1',
      path: '/environments/environment-1',
    });
  });

  it('waits for the cluster and copies every line of the log once', async () => {
    const { action, environments } = setUp();
    const operation = testOperation();
    const log = [
      testLine(1, 'eksctl version 0.229.0'),
      testLine(2, 'careful', 'warning'),
      testLine(3, 'EKS cluster is ready', 'success'),
    ];
    environments.createRequest.mockResolvedValue(approved);
    environments.getRequest.mockResolvedValue(approved);
    environments.getEnvironment
      .mockResolvedValueOnce(testEnvironment({ state: 'Queued' }))
      .mockResolvedValueOnce(testEnvironment({ operation }))
      .mockResolvedValue(
        testEnvironment({
          state: 'Ready',
          operation,
          entityRef: 'resource:default/shop-1a2b3c4d',
        }),
      );
    let written = 2;
    environments.getOperationLog.mockImplementation(async (_, query) => {
      const items = log
        .slice(0, written)
        .filter(({ sequence }) => sequence > (query.after ?? 0));
      written = 3;
      return { items, complete: false };
    });

    const { output, lines } = await runAction(action, {
      ...input,
      wait: 'ready',
    });

    expect(output).toEqual({
      requestId: 'request-1',
      environmentId: 'environment-1',
      entityRef: 'resource:default/shop-1a2b3c4d',
      state: 'Ready',
      url: 'https://portal.example.com/environments/environment-1',
      path: '/environments/environment-1',
    });
    expect(lines.slice(-3)).toEqual([
      'info: eksctl version 0.229.0',
      'warn: careful',
      'info: EKS cluster is ready',
    ]);
    expect(lines.filter(line => line.includes('careful'))).toHaveLength(1);
  });

  it('fails with cause and remedy when the cluster does', async () => {
    const { action, environments } = setUp();
    environments.createRequest.mockResolvedValue(approved);
    environments.getRequest.mockResolvedValue(approved);
    environments.getEnvironment.mockResolvedValue(
      testEnvironment({
        state: 'ProvisioningFailed',
        failure: {
          class: 'capacity',
          message: 'AWS has no m5.large left in eu-west-1a.',
          remedy: 'Try again later or choose another size.',
          retry: 'backoff',
        },
      }),
    );

    const { error } = await runAction(action, { ...input, wait: 'ready' });

    expect(error).toMatchObject({
      name: 'ConflictError',
      message:
        'The state of the environment shop is Build failed: AWS has no m5.large left in eu-west-1a. Try again later or choose another size.',
    });
  });

  it('stops waiting in the end, and says that the request stays open', async () => {
    const { action, environments } = setUp();
    environments.createRequest.mockResolvedValue(testRequest());
    environments.getRequest.mockResolvedValue(testRequest());

    const { error } = await runAction(action, {
      ...input,
      wait: 'ready',
      waitTimeout: 'PT1M',
    });

    expect(error).toMatchObject({
      name: 'TimeoutError',
      message: expect.stringMatching(
        /^Stopped waiting after 1 minute. The request stays open: https:/,
      ),
    });
    expect(environments.getRequest.mock.calls.length).toBeLessThan(30);
  });

  describe('when the task is cancelled', () => {
    /** Runs the step, and cancels its task at its first poll. */
    async function runCancelled(
      change: (environments: ReturnType<typeof setUp>['environments']) => void,
    ) {
      const { action, environments } = setUp();
      const controller = new AbortController();
      environments.createRequest.mockResolvedValue(testRequest());
      environments.getRequest.mockImplementationOnce(async () => {
        controller.abort();
        return testRequest();
      });
      change(environments);
      const { error } = await runAction(
        action,
        { ...input, wait: 'ready' },
        { signal: controller.signal },
      );
      return { error, environments };
    }
    const own = { credentials: mockCredentials.service('plugin:scaffolder') };

    it('withdraws a request that waits', async () => {
      const { error, environments } = await runCancelled(fake => {
        fake.getRequest.mockResolvedValue(testRequest());
      });
      expect(environments.cancelRequest).toHaveBeenCalledWith('request-1', own);
      expect(environments.deleteEnvironment).not.toHaveBeenCalled();
      expect(error).toMatchObject({
        name: 'AbortError',
        message: expect.stringContaining(
          'The task was cancelled. Its request was withdrawn: https://portal.example.com/environments/approvals',
        ),
      });
    });

    it('cancels a creation that goes on, and that alone', async () => {
      const { error, environments } = await runCancelled(fake => {
        fake.getRequest.mockResolvedValue(approved);
        fake.getEnvironment.mockResolvedValue(testEnvironment());
      });
      expect(environments.cancelRequest).not.toHaveBeenCalled();
      expect(environments.deleteEnvironment).toHaveBeenCalledWith(
        'environment-1',
        { reason: expect.any(String), onlyUnfinished: true },
        own,
      );
      expect(error!.message).toContain('was cancelled with it');
    });

    it('leaves a cluster that is ready', async () => {
      const { error, environments } = await runCancelled(fake => {
        fake.getRequest.mockResolvedValue(approved);
        fake.getEnvironment.mockResolvedValue(
          testEnvironment({ state: 'Ready' }),
        );
      });
      expect(environments.deleteEnvironment).not.toHaveBeenCalled();
      expect(error!.message).toContain('is Ready; it stays');
    });

    it('looks again when somebody approves at the same moment', async () => {
      const conflict = await answer(409, 'ConflictError', 'It is Approved');
      const { environments } = await runCancelled(fake => {
        fake.getRequest
          .mockResolvedValueOnce(testRequest())
          .mockResolvedValue(approved);
        fake.cancelRequest.mockRejectedValue(conflict);
        fake.getEnvironment.mockResolvedValue(testEnvironment());
      });
      expect(environments.deleteEnvironment).toHaveBeenCalledTimes(1);
    });

    it('looks again when the cluster becomes ready at the same moment', async () => {
      const conflict = await answer(409, 'ConflictError', 'It is Ready');
      const { error } = await runCancelled(fake => {
        fake.getRequest.mockResolvedValue(approved);
        fake.getEnvironment
          .mockResolvedValueOnce(testEnvironment())
          .mockResolvedValue(testEnvironment({ state: 'Ready' }));
        fake.deleteEnvironment.mockRejectedValue(conflict);
      });
      expect(error!.message).toContain('is Ready; it stays');
    });

    it('says so when it could not be cancelled', async () => {
      const { error } = await runCancelled(fake => {
        fake.getRequest.mockRejectedValue(new TypeError('fetch failed'));
      });
      expect(error).toMatchObject({
        name: 'AbortError',
        message: expect.stringContaining(
          'could not be cancelled and continues: https:',
        ),
      });
    });
  });

  it('waits through a restart of the backend, but not through a refusal', async () => {
    const { action, environments } = setUp();
    environments.createRequest.mockResolvedValue(testRequest());
    environments.getRequest
      .mockRejectedValueOnce(new TypeError('fetch failed'))
      .mockRejectedValueOnce(await answer(503, 'ServiceUnavailable', 'soon'))
      .mockRejectedValueOnce(await answer(404, 'NotFoundError', 'No request'));

    const { error } = await runAction(action, { ...input, wait: 'decision' });

    expect(environments.getRequest).toHaveBeenCalledTimes(3);
    expect(error).toMatchObject({
      name: 'NotFoundError',
      message: 'No request',
    });
  });

  it.each(['PT3H', 'tomorrow', 'PT0M', 'PT30S', 'PT2H-7199S', '-PT1H', 'P1Y'])(
    'refuses to wait %s before it asks for anything',
    async waitTimeout => {
      const { action, environments } = setUp();

      const { error } = await runAction(action, {
        ...input,
        wait: 'ready',
        waitTimeout,
      });

      expect(error).toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(/^waitTimeout must be /),
      });
      expect(environments.createRequest).not.toHaveBeenCalled();
    },
  );

  it('shows people what the server said, without a stack', async () => {
    const { action, environments, logger } = setUp();
    environments.createRequest.mockRejectedValue(
      await answer(400, 'InputError', 'values.nodes: must be at least 1'),
    );

    const { error } = await runAction(action, input);

    expect(error!.stack).toBe('InputError: values.nodes: must be at least 1');
    expect(logger.error).not.toHaveBeenCalled();
  });

  it('shows operators the whole error', async () => {
    const { action, environments, logger } = setUp();
    const cause = new Error('socket hang up');
    environments.createRequest.mockRejectedValue(cause);

    const { error } = await runAction(action, input);

    expect(error!.stack).toBe('Error: socket hang up');
    expect(logger.error).toHaveBeenCalledWith(
      'eks-environments:request failed',
      cause,
    );
  });

  describe('as a dry run', () => {
    it('shows the plan and asks for nothing', async () => {
      const { action, environments } = setUp();
      const money = (amount: string) => ({
        min: { amount, currency: 'USD' },
        desired: { amount, currency: 'USD' },
        max: { amount, currency: 'USD' },
      });
      environments.createPlan.mockResolvedValue(
        testPlan({
          cost: {
            hourly: money('0.149888'),
            lease: money('7.194624'),
            items: [],
            unpriced: [
              {
                code: 'fargate',
                subject: 'pods on Fargate',
                reason: 'nothing limits them',
              },
            ],
            priceDate: '2026-11-01',
            priceSource: 'AWS',
            exact: true,
          },
          quota: [
            {
              scope: 'group:default/team-shop',
              dimension: 'environments',
              title: 'Environments',
              unit: {
                kind: 'count',
                one: 'environment',
                other: 'environments',
              },
              limit: 3,
              before: 1,
              after: 2,
              exceeded: false,
              source: 'config',
            },
            {
              scope: 'everyone',
              dimension: 'hourlyCost',
              title: 'Cost per hour',
              unit: {
                kind: 'dollarsPerHour',
                one: 'dollar per hour',
                other: 'dollars per hour',
              },
              limit: 5,
              before: 0.149888,
              after: 0.299776,
              exceeded: false,
              source: 'config',
            },
          ],
          findings: [
            { severity: 'info', code: 'note', message: 'a note' },
            {
              severity: 'warning',
              code: 'slow',
              field: 'values.nodes',
              message: 'more than usual',
            },
          ],
        }),
      );

      const { error, lines, output } = await runAction(action, input, {
        isDryRun: true,
      });

      expect(error).toBeUndefined();
      expect(output).toEqual({});
      expect(lines).toEqual([
        'info: Plan for sandbox@1 in eu-west-1, lease of 2 days',
        'info: Cost: at least $0.15 per hour, at least $7.19 for the lease',
        'info: Not included in the cost: pods on Fargate: nothing limits them',
        'info: Quota of team-shop: Environments 1 → 2 of 3',
        'info: Quota of everyone: Cost per hour $0.15/h → $0.30/h of $5.00/h',
        'info: Approval: Small enough',
        'info: a note',
        'info: Warning: values.nodes: more than usual',
      ]);
      expect(environments.createRequest).not.toHaveBeenCalled();
    });

    it('fails with what would be refused', async () => {
      const { action, environments } = setUp();
      environments.createPlan.mockResolvedValue(
        testPlan({
          outcome: 'refused',
          findings: [
            {
              severity: 'error',
              code: 'value',
              field: 'values.nodes',
              message: 'must be at least 1',
            },
            {
              severity: 'error',
              code: 'lease',
              field: 'lease',
              message: 'lease must be at most P5D',
            },
            { severity: 'info', code: 'note', message: 'a note' },
          ],
        }),
      );

      const { error } = await runAction(action, input, { isDryRun: true });

      expect(error).toMatchObject({
        name: 'InputError',
        message: 'values.nodes: must be at least 1; lease must be at most P5D',
      });
    });
  });
});
