import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Region } from 'aws-simulator/testing';
import type { PowerState } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { Duration } from 'luxon';
import { kill, startBackend } from '../__testUtils__/backendProcess';
import { databaseOpeners } from '../__testUtils__/databaseOpeners';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { startOperation } from '../__testUtils__/startOperation';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { testParts } from '../__testUtils__/testParts';
import { until } from '../__testUtils__/until';
import {
  type CostSegmentRow,
  databaseNow,
  type EnvironmentRow,
  migrate,
  systemClock,
} from '../database';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const actor = 'user:default/dana';
const AWAKE_SIZE = 'eks-environments.io/awake-size';

/** A managed and a self-managed group, and a managed one that was approved with no nodes. */
function configOf(clusterName: string, environmentId: string): string {
  return `
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: ${clusterName}
  region: eu-west-1
  version: '1.34'
  tags: { eks-environments.io/environment-id: ${environmentId} }
autoModeConfig: { enabled: false }
managedNodeGroups:
  - { name: workers, instanceType: m7i.large, minSize: 1, desiredCapacity: 2, maxSize: 4 }
  - { name: batch, instanceType: m7i.large, minSize: 0, desiredCapacity: 0, maxSize: 3 }
nodeGroups:
  - { name: own, instanceType: m5.large, minSize: 1, desiredCapacity: 1, maxSize: 2, volumeSize: 80, volumeEncrypted: true }
`;
}

const AWAKE = { workers: '1/2/4', batch: '0/0/3', own: '1/1/2' };
const ASLEEP = { workers: '0/0/4', batch: '0/0/3', own: '0/0/0' };

describe.each(databases.eachSupportedId())('the power on %s', databaseId => {
  let harness: SimulatorHarness;
  let knex: Knex;
  let parts: ReturnType<typeof testParts>;
  let id: string;
  let clusterName: string;

  beforeAll(async () => {
    harness = await SimulatorHarness.start(2000);
  });
  afterAll(() => harness.close());

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex);
    parts = testParts(knex, systemClock);
    const seeded = await seedEnvironment(knex, parts.commands);
    id = seeded.environmentId;
    clusterName = seeded.clusterName;
    await knex('environments')
      .where({ id })
      .update({ spec: configOf(clusterName, id) });
    harness.startEngine(parts, {
      verifyFor: Duration.fromObject({ seconds: 6 }),
    });
    await reaches(knex, id, 'Ready');
  });
  afterEach(() => harness.endTest());

  const region = (): Region =>
    harness.simulator.state().accounts[harness.aws.accountId].regions[
      'eu-west-1'
    ];
  const cluster = () =>
    region().clusters.find(({ name }) => name === clusterName);
  const instances = () =>
    region().instances.filter(instance => instance.clusterName === clusterName)
      .length;

  function groups() {
    const managed = cluster()!.nodegroups.map(({ name, scaling, tags }) => ({
      name,
      tags,
      size: [scaling.minSize, scaling.desiredSize, scaling.maxSize].join('/'),
    }));
    const own = region().autoScalingGroups.map(group => ({
      name: group.nodegroupName,
      tags: group.tags,
      size: [group.minSize, group.desiredCapacity, group.maxSize].join('/'),
    }));
    return [...managed, ...own];
  }
  const sizes = () =>
    Object.fromEntries(groups().map(({ name, size }) => [name, size]));
  const tags = () =>
    Object.fromEntries(
      groups().flatMap(({ name, tags: all }) =>
        AWAKE_SIZE in all ? [[name, all[AWAKE_SIZE]]] : [],
      ),
    );

  const row = (): Promise<EnvironmentRow> =>
    knex<EnvironmentRow>('environments')
      .where({ id })
      .first()
      .then(found => found!);
  const change = (type: 'hibernate' | 'resume') =>
    startOperation(knex, parts.starter, { type, environmentId: id });

  const powerIs = (power: PowerState) =>
    until(async () => {
      const open = await knex('operations')
        .where('environment_id', id)
        .whereIn('state', ['Pending', 'Running'])
        .first();
      return !open && (await row()).power === power;
    }, `power ${power}`);

  async function hibernated(): Promise<void> {
    await change('hibernate');
    await powerIs('off');
  }

  async function events(): Promise<string[]> {
    const all = await knex('events').orderBy('id');
    return all.map(({ type }) => type);
  }

  it('goes off and on again, with exactly the sizes that were there', async () => {
    await hibernated();
    expect(sizes()).toEqual(ASLEEP);
    expect(tags()).toEqual({ workers: '1/2/4', own: '1/1/2' });
    expect(instances()).toBe(0);
    expect(await row()).toMatchObject({ state: 'Ready', nodes: 0 });

    await change('resume');
    await powerIs('on');
    expect(sizes()).toEqual(AWAKE);
    expect(tags()).toEqual({});
    expect(instances()).toBe(3);
    expect(await row()).toMatchObject({ nodes: 3, restore: null });
    expect((await events()).slice(-4)).toEqual([
      'HibernationRequested',
      'EnvironmentHibernated',
      'ResumptionRequested',
      'EnvironmentResumed',
    ]);
  });

  it('costs less while it is off, and the rate before afterwards', async () => {
    const { hourly_cost: before } = await row();
    await hibernated();
    const { hourly_cost: off } = await row();
    // A control plane and one NAT gateway with its address.
    expect(off).toBeGreaterThanOrEqual(100_000);
    expect(off).toBeLessThan(before);
    await change('resume');
    await powerIs('on');
    const segments = await knex<CostSegmentRow>('cost_segments').orderBy('id');
    expect(segments.map(({ hourly_cost }) => hourly_cost)).toEqual([
      before,
      off,
      before,
    ]);
    expect(segments.map(({ ended_at }) => ended_at === null)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('stays off when an autoscaler starts nodes meanwhile', async () => {
    const [workers] = cluster()!.nodegroups;
    await change('hibernate');
    await until(async () => workers.scaling.desiredSize === 0, 'scaled down');
    workers.scaling = { ...workers.scaling, desiredSize: 3 };
    await powerIs('off');
    expect(sizes()).toEqual(ASLEEP);
    expect(tags()).toMatchObject({ workers: '1/2/4' });
    expect(instances()).toBe(0);
  });

  it('restores the sizes from the database where somebody removed the tags', async () => {
    const [workers] = cluster()!.nodegroups;
    workers.scaling = { minSize: 2, desiredSize: 3, maxSize: 5 };
    await hibernated();
    for (const group of groups()) {
      delete group.tags[AWAKE_SIZE];
    }
    await change('resume');
    await powerIs('on');
    expect(sizes()).toEqual({ ...AWAKE, workers: '2/3/5' });
  });

  it('starts no nodes of a group that had none before', async () => {
    const [workers] = cluster()!.nodegroups;
    workers.scaling = { minSize: 0, desiredSize: 0, maxSize: 4 };
    region().instances = region().instances.filter(
      ({ nodegroupName }) => nodegroupName !== 'workers',
    );
    await hibernated();
    expect(tags()).toEqual({ own: '1/1/2' });
    await change('resume');
    await powerIs('on');
    expect(sizes()).toEqual({ ...AWAKE, workers: '0/0/4' });
  });

  it('remembers sizes and rate of before when it goes off again before it was on', async () => {
    const { hourly_cost: before } = await row();
    await hibernated();
    for (const group of groups()) {
      delete group.tags[AWAKE_SIZE];
    }
    // A resumption that never began: its rate was not changed back.
    await knex('environments').where({ id }).update({ power: 'resuming' });
    await hibernated();
    await change('resume');
    await powerIs('on');
    expect(sizes()).toEqual(AWAKE);
    expect(await row()).toMatchObject({ hourly_cost: before });
  });

  it('says why it could not be resumed, and can be resumed later', async () => {
    await hibernated();
    const fault = harness.simulator.faults.add({
      effect: { kind: 'nodegroup-capacity' },
      match: { cluster: clusterName },
    });
    await change('resume');
    await powerIs('resuming');
    const conditions = await knex('environment_conditions').where({
      environment_id: id,
      type: 'ChangeFailed',
    });
    expect(conditions).toMatchObject([{ status: 'True' }]);
    expect(conditions[0].detail).toMatch(/InsufficientInstanceCapacity/);
    expect(await row()).toMatchObject({ state: 'Ready', failure: null });
    expect((await events()).at(-1)).toBe('ResumptionFailed');

    harness.simulator.faults.remove(fault.id);
    await change('resume');
    await powerIs('on');
    expect(sizes()).toEqual(AWAKE);
    expect(
      await knex('environment_conditions').where({ type: 'ChangeFailed' }),
    ).toEqual([]);
  });

  it('is deleted without being resumed', async () => {
    await hibernated();
    const launched = region().instances.length;
    await parts.commands.delete({
      environmentId: id,
      endReason: 'DeletedByUser',
      actor,
    });
    await expect(
      reaches(knex, id, 'Deprovisioned', 'Quarantined'),
    ).resolves.toMatchObject({ state: 'Deprovisioned' });
    expect(launched).toBe(0);
    expect(harness.existing(clusterName)).toEqual([]);
  });

  it('gives way to a deletion, wherever it is', async () => {
    const [workers] = cluster()!.nodegroups;
    await change('hibernate');
    await until(async () => workers.scaling.desiredSize === 0, 'scaled down');
    await parts.commands.delete({
      environmentId: id,
      endReason: 'DeletedByUser',
      actor,
    });
    await expect(
      reaches(knex, id, 'Deprovisioned', 'Quarantined'),
    ).resolves.toMatchObject({ state: 'Deprovisioned' });
  });

  it('refuses a second change while one is open', async () => {
    const outcomes = await Promise.allSettled([
      change('hibernate'),
      change('hibernate'),
      change('hibernate'),
    ]);
    expect(
      outcomes.filter(({ status }) => status === 'fulfilled'),
    ).toHaveLength(1);
    await powerIs('off');
    await expect(change('hibernate')).rejects.toThrow(
      'its power is Hibernated',
    );
  });
});

describe.each(databaseOpeners())(
  'a backend that is killed while it changes the power on %s',
  (_, open) => {
    let harness: SimulatorHarness;
    let directory: string;
    let backend: ChildProcess | undefined;

    beforeAll(async () => {
      harness = await SimulatorHarness.start(400);
      directory = await mkdtemp(join(tmpdir(), 'power-'));
    });
    afterAll(async () => {
      if (backend) {
        await kill(backend);
      }
      await harness.endTest();
      await harness.close();
      await rm(directory, { recursive: true, force: true });
    });

    it('leaves changes that another one completes', async () => {
      const knex = await open(directory);
      await migrate(knex);
      const parts = testParts(knex, systemClock);
      const { environmentId: id, clusterName } = await seedEnvironment(
        knex,
        parts.commands,
      );
      await knex('environments')
        .where({ id })
        .update({ spec: configOf(clusterName, id) });
      const aws = harness.aws;
      backend = startBackend(knex, { aws });
      await reaches(knex, id, 'Ready');
      const region = () =>
        harness.simulator.state().accounts[aws.accountId].regions['eu-west-1'];
      const workers = () => region().clusters[0].nodegroups[0];

      const killedWhen = async (
        type: 'hibernate' | 'resume',
        arrived: () => boolean,
      ) => {
        await startOperation(knex, parts.starter, { type, environmentId: id });
        await until(async () => arrived(), `${type} arrived`);
        await kill(backend!);
        await knex('operations')
          .where({ state: 'Running' })
          .update({ claimed_until: databaseNow(knex) });
        backend = startBackend(knex, { aws });
      };
      const powerIs = (power: PowerState) =>
        until(async () => {
          const row = await knex('environments').where({ id }).first();
          return row.power === power;
        }, power);

      // Between the tag and the change of the size, as near as AWS can tell, and during the update.
      await killedWhen('hibernate', () => AWAKE_SIZE in workers().tags);
      await powerIs('off');
      expect(workers().tags).toMatchObject({ [AWAKE_SIZE]: '1/2/4' });
      expect(region().instances).toEqual([]);

      await killedWhen('resume', () => workers().status === 'UPDATING');
      await powerIs('on');
      expect(workers()).toMatchObject({
        scaling: { minSize: 1, desiredSize: 2, maxSize: 4 },
      });
      expect(AWAKE_SIZE in workers().tags).toBe(false);
      expect(region().autoScalingGroups).toMatchObject([
        { minSize: 1, desiredCapacity: 1, maxSize: 2 },
      ]);
    });
  },
);
