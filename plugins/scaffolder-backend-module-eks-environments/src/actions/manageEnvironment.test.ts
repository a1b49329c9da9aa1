import { mockCredentials } from '@backstage/backend-test-utils';
import type {
  Environment,
  Operation,
} from 'backstage-plugin-eks-environments-common';
import { dana, runAction } from '../__testUtils__/runAction';
import {
  createTestTools,
  testEnvironment,
  testLine,
  testOperation,
} from '../__testUtils__/testTools';
import {
  createHibernateEnvironmentAction,
  createResumeEnvironmentAction,
} from './changePower';
import { createDeleteEnvironmentAction } from './deleteEnvironment';
import { createExtendEnvironmentAction } from './extendEnvironment';

const path = '/environments/environment-1';
const url = `https://portal.example.com${path}`;

describe('eks-environments:extend', () => {
  const input = {
    environmentId: 'environment-1',
    duration: 'P1D',
    reason: 'The demonstration was moved',
  };

  it('extends on behalf of the person, once for a step that runs twice', async () => {
    const tools = createTestTools();
    const action = createExtendEnvironmentAction(tools);
    tools.environments.extendLease.mockResolvedValue(testEnvironment());

    const { output } = await runAction(action, input);
    await runAction(action, input);

    expect(output).toEqual({
      expiresAt: '2026-11-23T10:00:00.000Z',
      url,
      path,
    });
    const [first, second] = tools.environments.extendLease.mock.calls;
    expect(first).toEqual([
      'environment-1',
      { duration: 'P1D', reason: 'The demonstration was moved' },
      { credentials: dana, idempotencyKey: expect.any(String) },
    ]);
    expect(second).toEqual(first);
  });

  it('changes nothing as a dry run', async () => {
    const tools = createTestTools();
    tools.environments.getEnvironment.mockResolvedValue(testEnvironment());

    const { lines } = await runAction(
      createExtendEnvironmentAction(tools),
      input,
      { isDryRun: true },
    );

    expect(lines).toEqual([
      'info: Would extend the lease of shop, which ends at 2026-11-23T10:00:00.000Z, by P1D',
    ]);
    expect(tools.environments.extendLease).not.toHaveBeenCalled();
  });
});

const started = (environment: Environment) => ({
  operationId: 'operation-1',
  environment,
});

describe('eks-environments:hibernate', () => {
  const input = { environmentId: 'environment-1' };
  const hibernating = testEnvironment({ state: 'Ready', power: 'hibernating' });
  const operation = testOperation({ type: 'hibernate', lane: 'change' });

  it('hibernates on behalf of the person, and continues at once', async () => {
    const tools = createTestTools();
    tools.environments.startOperation.mockResolvedValue(started(hibernating));

    const { output } = await runAction(
      createHibernateEnvironmentAction(tools),
      input,
    );

    expect(output).toEqual({ power: 'hibernating', url, path });
    expect(tools.environments.startOperation).toHaveBeenCalledWith(
      'environment-1',
      { type: 'hibernate' },
      { credentials: dana, idempotencyKey: expect.any(String) },
    );
    expect(tools.environments.getEnvironment).not.toHaveBeenCalled();
  });

  it('waits until the nodes are gone', async () => {
    const tools = createTestTools();
    tools.environments.startOperation.mockResolvedValue(started(hibernating));
    tools.environments.getEnvironment
      .mockResolvedValueOnce({ ...hibernating, operation })
      .mockResolvedValue({ ...hibernating, power: 'off' });
    tools.environments.getOperationLog.mockResolvedValue({
      items: [],
      complete: false,
    });

    const { output } = await runAction(
      createHibernateEnvironmentAction(tools),
      { ...input, wait: 'done' },
    );

    expect(output).toMatchObject({ power: 'off' });
  });

  it('changes nothing as a dry run', async () => {
    const tools = createTestTools();
    tools.environments.getEnvironment.mockResolvedValue(
      testEnvironment({ state: 'Ready' }),
    );

    const { lines } = await runAction(
      createHibernateEnvironmentAction(tools),
      input,
      { isDryRun: true },
    );

    expect(lines).toEqual(['info: Would hibernate shop, whose power is On']);
    expect(tools.environments.startOperation).not.toHaveBeenCalled();
  });
});

describe('eks-environments:resume', () => {
  it('fails with the cause when the operation fails', async () => {
    const tools = createTestTools();
    const resuming = testEnvironment({ state: 'Ready', power: 'resuming' });
    tools.environments.startOperation.mockResolvedValue(started(resuming));
    tools.environments.getOperationLog.mockResolvedValue({
      items: [],
      complete: true,
    });
    tools.environments.getEnvironment.mockResolvedValue({
      ...resuming,
      operation: testOperation({
        type: 'resume',
        state: 'Failed',
        failure: {
          class: 'capacity',
          message: 'AWS has no capacity.',
          remedy: 'Resume it later.',
          retry: 'backoff',
        } as Operation['failure'],
      }),
    });

    const { error } = await runAction(createResumeEnvironmentAction(tools), {
      environmentId: 'environment-1',
      wait: 'done',
    });

    expect(error?.message).toContain('AWS has no capacity. Resume it later.');
  });
});

describe('eks-environments:delete', () => {
  const input = { environmentId: 'environment-1', reason: '' };
  const deleting = testEnvironment({ state: 'Deprovisioning' });

  it('deletes on behalf of the person, and goes on at once', async () => {
    const tools = createTestTools();
    tools.environments.deleteEnvironment.mockResolvedValue(deleting);

    const { output } = await runAction(
      createDeleteEnvironmentAction(tools),
      input,
    );

    expect(output).toEqual({ state: 'Deprovisioning', url, path });
    expect(tools.environments.deleteEnvironment).toHaveBeenCalledWith(
      'environment-1',
      { reason: undefined },
      { credentials: dana, idempotencyKey: expect.any(String) },
    );
    expect(tools.environments.getEnvironment).not.toHaveBeenCalled();
  });

  it('waits until nothing is left, and copies the log', async () => {
    const tools = createTestTools();
    const operation = testOperation({ type: 'delete', lane: 'teardown' });
    tools.environments.deleteEnvironment.mockResolvedValue(deleting);
    tools.environments.getEnvironment
      .mockResolvedValueOnce({ ...deleting, operation })
      .mockResolvedValue(testEnvironment({ state: 'Deprovisioned' }));
    tools.environments.getOperationLog.mockResolvedValue({
      items: [testLine(1, 'deleting EKS cluster')],
      complete: false,
    });

    const { output, lines } = await runAction(
      createDeleteEnvironmentAction(tools),
      { ...input, wait: 'gone' },
    );

    expect(output).toEqual({ state: 'Deprovisioned', url, path });
    expect(lines).toContain('info: deleting EKS cluster');
    expect(tools.environments.getEnvironment).toHaveBeenCalledWith(
      'environment-1',
      { credentials: mockCredentials.service('plugin:scaffolder') },
    );
  });

  it('fails when something could not be removed', async () => {
    const tools = createTestTools();
    tools.environments.deleteEnvironment.mockResolvedValue(deleting);
    tools.environments.getEnvironment.mockResolvedValue(
      testEnvironment({ state: 'Quarantined', endReason: 'DeletedByUser' }),
    );

    const { error } = await runAction(createDeleteEnvironmentAction(tools), {
      ...input,
      wait: 'gone',
    });

    expect(error).toMatchObject({
      name: 'ConflictError',
      message:
        'The state of the environment shop is Leftovers (deleted by user)',
    });
  });
});
