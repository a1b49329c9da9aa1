import { TestDatabases } from '@backstage/backend-test-utils';
import type { ResourceHealth } from 'backstage-plugin-eks-environments-node';
import { Duration } from 'luxon';
import { allowAnyMove } from '../__testUtils__/allowAnyMove';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { manualTimer } from '../__testUtils__/manualTimer';
import {
  installation,
  seedEnvironment,
} from '../__testUtils__/seedEnvironment';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { testProvisioner } from '../__testUtils__/testOperationTypes';
import { testParts } from '../__testUtils__/testParts';
import { testProvisioners } from '../__testUtils__/testProvisioners';
import {
  type EnvironmentConditionRow,
  type HealthCheckRow,
  migrate,
} from '../database';
import { HealthWatch } from './HealthWatch';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const healthy: ResourceHealth = { kind: 'healthy' };
const sick = {
  kind: 'unhealthy' as const,
  code: 'NotResponding',
  message: 'The Kubernetes API does not respond.',
  detail: 'No answer',
};
const unknown: ResourceHealth = {
  kind: 'unknown',
  code: 'AwsUnreachable',
  message: 'The check could not reach AWS.',
  detail: 'AWS is down',
};

describe.each(databases.eachSupportedId())('HealthWatch on %s', databaseId => {
  async function start(interval = Duration.fromObject({ seconds: 0 })) {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    await allowAnyMove(knex);
    const clock = new TestClock();
    const parts = testParts(knex, clock);
    const { environmentId } = await seedEnvironment(knex, parts.commands);
    await knex('operations').update({ state: 'Succeeded' });
    await knex('environments').update({ state: 'Ready' });
    const check = jest.fn(async () => healthy);
    const timer = manualTimer();
    const watch = new HealthWatch({
      ...parts,
      provisioners: testProvisioners(
        [
          { ...testProvisioner({}), health: check },
          { ...testProvisioner({}), id: 'unchecked' },
        ],
        timer,
      ),
      installation,
      interval,
    });
    const checkAgain = async (verdict: ResourceHealth) => {
      clock.advance({ minutes: 1 });
      check.mockResolvedValueOnce(verdict);
      await watch.checkDue('eksctl');
    };
    const health = async () => ({
      ...(await knex<HealthCheckRow>('health_checks').first()),
      ...(await knex<EnvironmentConditionRow>(
        'environment_conditions',
      ).first()),
    });
    const notified = async () => {
      const events = await knex('events')
        .where('environment_id', environmentId)
        .where('type', 'like', '%ealthy')
        .orderBy('id');
      // The timeline is also read by people who may not read the answer of Kubernetes.
      expect(JSON.stringify(events)).not.toContain(sick.detail);
      return events.map(({ type }) => type);
    };
    return {
      ...parts,
      knex,
      clock,
      check,
      timer,
      watch,
      checkAgain,
      health,
      notified,
    };
  }

  it('says that a cluster does not answer after two failed checks, since the first, and once', async () => {
    const { checkAgain, health, notified, knex } = await start();
    await checkAgain(healthy);
    expect(await health()).toMatchObject({
      type: 'Healthy',
      status: 'True',
      reason: 'Responding',
      detail: null,
    });
    await checkAgain(sick);
    expect(await health()).toMatchObject({ status: 'True', failures: 1 });
    expect(await notified()).toEqual([]);
    await checkAgain(sick);
    expect(await health()).toMatchObject({
      status: 'False',
      reason: 'NotResponding',
      since: '2026-11-21T10:02:00.000Z',
      message: 'The Kubernetes API does not respond.',
      detail: 'No answer',
    });
    await checkAgain(sick);
    expect(await notified()).toEqual(['EnvironmentUnhealthy']);
    const [{ recipients }] = await knex('outbox_messages').where(
      'topic',
      'EnvironmentUnhealthy',
    );
    expect(JSON.parse(recipients)).toContain('group:default/platform');

    await checkAgain(healthy);
    expect(await health()).toMatchObject({
      status: 'True',
      since: '2026-11-21T10:05:00.000Z',
      failures: 0,
    });
    expect(await notified()).toEqual([
      'EnvironmentUnhealthy',
      'EnvironmentHealthy',
    ]);
  });

  it('ignores one failed check', async () => {
    const { checkAgain, health, notified } = await start();
    await checkAgain(sick);
    await checkAgain(healthy);
    await checkAgain(sick);
    expect(await health()).toMatchObject({ status: 'True', failures: 1 });
    expect(await notified()).toEqual([]);
  });

  it('does not blame the cluster for an AWS that does not answer, and forgets nothing by it', async () => {
    const { checkAgain, health, notified } = await start();
    await checkAgain(healthy);
    await checkAgain(unknown);
    await checkAgain(unknown);
    expect(await health()).toMatchObject({
      status: 'Unknown',
      reason: 'AwsUnreachable',
      since: '2026-11-21T10:02:00.000Z',
      detail: 'AWS is down',
      checked_at: '2026-11-21T10:01:00.000Z',
    });
    expect(await notified()).toEqual([]);

    await checkAgain(sick);
    await checkAgain(unknown);
    await checkAgain(sick);
    await checkAgain(unknown);
    expect(await health()).toMatchObject({
      status: 'False',
      since: '2026-11-21T10:04:00.000Z',
    });
    expect(await notified()).toEqual(['EnvironmentUnhealthy']);
  });

  it('checks no cluster that the engine works on, and ignores a check that it overtook', async () => {
    const { checkAgain, watch, check, knex, health } = await start();
    await knex('operations').update({ state: 'Pending' });
    await watch.checkDue('eksctl');
    expect(check).not.toHaveBeenCalled();

    await knex('operations').update({ state: 'Succeeded' });
    await checkAgain(healthy);
    check.mockImplementationOnce(async () => {
      await knex('operations').update({ state: 'Running' });
      return sick;
    });
    await watch.checkDue('eksctl');
    expect(await health()).toMatchObject({ status: 'True', failures: 0 });
  });

  it('asks once when two replicas come by together', async () => {
    const { watch, check } = await start(Duration.fromObject({ minutes: 5 }));
    await Promise.all([watch.checkDue('eksctl'), watch.checkDue('eksctl')]);
    expect(check).toHaveBeenCalledTimes(1);
  });

  it('asks a new one first, however many are due longer than it can ask', async () => {
    const { knex, watch, check } = await start();
    for (let index = 0; index < 60; index++) {
      const { id } = await insertEnvironment(knex);
      await knex<HealthCheckRow>('health_checks').insert({
        environment_id: id,
        failures: 0,
        due_at: '2026-01-01T00:00:00.000Z',
      });
    }
    const { resource_ref: clusterName } = await insertEnvironment(knex);
    await watch.checkDue('eksctl');
    expect(check.mock.calls.length).toBeLessThan(60);
    expect(check).toHaveBeenCalledWith(
      expect.objectContaining({ resourceRef: clusterName }),
      { signal: expect.any(AbortSignal) },
    );
  });

  it('leaves out environments whose provisioner has no health check, or is not installed', async () => {
    const { knex, watch, check } = await start();
    await insertEnvironment(knex, { provisioner: 'unchecked' });
    await insertEnvironment(knex, { provisioner: 'gone' });
    await watch.checkDue('eksctl');
    expect(check).toHaveBeenCalledTimes(1);
    expect(await knex('health_checks')).toHaveLength(1);
  });

  it('knows nothing about an environment whose check throws', async () => {
    const { watch, check, health } = await start();
    check.mockRejectedValueOnce(new Error('No such account'));
    await watch.checkDue('eksctl');
    expect(await health()).toMatchObject({
      status: 'Unknown',
      reason: 'CheckFailed',
      detail: 'No such account',
      failures: 0,
    });
  });

  it('knows nothing about an environment whose provisioner does not answer in time', async () => {
    const { watch, check, timer, health } = await start();
    check.mockImplementationOnce(() => {
      setImmediate(timer.expire);
      return new Promise(() => {});
    });
    await watch.checkDue('eksctl');
    expect(await health()).toMatchObject({
      status: 'Unknown',
      reason: 'CheckTimedOut',
      params: '{"seconds":60}',
      message: 'Test did not answer within 60 seconds (health).',
      fencing_token: null,
    });
  });
});
