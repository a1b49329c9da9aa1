import { TestDatabases } from '@backstage/backend-test-utils';
import { Duration } from 'luxon';
import type { Knex } from 'knex';
import { fullConfig } from '../__testUtils__/fullConfig';
import { Victim } from '../__testUtils__/killPoints';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { testParts } from '../__testUtils__/testParts';
import { until } from '../__testUtils__/until';
import { migrate, systemClock } from '../database';
import type { EngineConfig } from '../engine';
import type { EksctlConfig } from '../__testUtils__/eksctlModule';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
/** EC2's quota for G and VT instances. */
const G_INSTANCES = 'L-DB2E81BA';
const ends = ['Ready', 'ProvisioningFailed'] as const;
const milliseconds = (count: number) =>
  Duration.fromObject({ milliseconds: count });

/** Creates whose state AWS knows better than eksctl. */
describe('a create in doubt', () => {
  let harness: SimulatorHarness;

  beforeAll(async () => {
    harness = await SimulatorHarness.start(1000);
  });
  afterEach(() => harness.endTest());
  afterAll(() => harness.close());

  async function begin(
    config: Partial<EngineConfig & EksctlConfig>,
    clusterConfig?: (clusterName: string, environmentId: string) => string,
  ) {
    const knex = await databases.init('SQLITE_3');
    await migrate(knex);
    const parts = testParts(knex, systemClock);
    const { environmentId, clusterName } = await seedEnvironment(
      knex,
      parts.commands,
    );
    if (clusterConfig) {
      await knex('environments').update({
        spec: clusterConfig(clusterName, environmentId),
      });
    }
    const victim = new Victim(harness, clusterName);
    return {
      knex,
      environmentId,
      victim,
      start: () => harness.startEngine(parts, config),
    };
  }

  const hasSaid = (knex: Knex, text: string) =>
    until(
      () => knex('operation_log').where('text', 'like', `%${text}%`).first(),
      text,
    );

  it('stops an eksctl that hangs, once AWS is done, and goes on from what AWS has', async () => {
    const { knex, environmentId, victim, start } = await begin({
      silence: milliseconds(1_500),
    });
    start();
    await victim.frozen(/^cluster$/, 'CREATE_IN_PROGRESS');
    await victim.hangsAt('cloudformation', 'DescribeStacks');
    const { text } = await hasSaid(knex, 'Still in progress in AWS');
    expect(text).toContain(
      `eksctl-${victim.clusterName}-cluster CREATE_IN_PROGRESS`,
    );
    expect(
      await knex('operation_log').where('text', 'like', '%stopping%'),
    ).toEqual([]);

    victim.release();
    await hasSaid(knex, 'nothing is in progress in AWS');
    expect(await reaches(knex, environmentId, ...ends)).toMatchObject({
      state: 'Ready',
      nodes: 2,
    });
    expect(await knex('operations')).toEqual([
      expect.objectContaining({ attempt: 1, state: 'Succeeded' }),
    ]);
    expect(harness.controlPlanesBegun()).toBe(1);
    expect(victim.cluster()?.addons.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['vpc-cni', 'coredns', 'kube-proxy']),
    );
  });

  it('tries again when eksctl hangs before it asked AWS for anything', async () => {
    const { knex, environmentId, victim, start } = await begin({
      silence: milliseconds(1_000),
    });
    start();
    await victim.hangsAt('cloudformation', 'CreateStack');
    expect(await reaches(knex, environmentId, ...ends)).toMatchObject({
      state: 'Ready',
    });
    // An AWS that does not answer uses up no attempt.
    expect(await knex('operations').first()).toMatchObject({ attempt: 1 });
    expect(
      await knex('events').where('type', 'ProvisioningRetried'),
    ).toHaveLength(1);
    expect(harness.controlPlanesBegun()).toBe(1);
  });

  it.each([
    ['is not awaited by eksctl', 'coredns'],
    ['makes eksctl fail', 'metrics-server'],
  ])(
    'is ready with a warning for an add-on that is not well and %s',
    async (_, addon) => {
      const { knex, environmentId, victim, start } = await begin({
        verifyFor: milliseconds(500),
      });
      victim.fails({ kind: 'addon-degraded', addon });
      start();
      expect(await reaches(knex, environmentId, ...ends)).toMatchObject({
        state: 'Ready',
        nodes: 2,
      });
      const warning = await hasSaid(knex, 'The cluster can be used, but');
      expect(warning).toMatchObject({
        level: 'warning',
        text: expect.stringContaining(`The add-on ${addon} is DEGRADED: `),
      });
      expect(await knex('operations').first()).toMatchObject({ attempt: 1 });
      const event = await knex('events')
        .where({ type: 'EnvironmentReady' })
        .first();
      expect(event.message).toContain(`The add-on ${addon} is DEGRADED`);
    },
  );

  it('makes a Fargate profile again that failed while eksctl waits for it', async () => {
    const { knex, environmentId, victim, start } = await begin({}, fullConfig);
    victim.fails({ kind: 'fargate-profile-fails', step: 'create' });
    start();
    expect(await reaches(knex, environmentId, ...ends)).toMatchObject({
      state: 'Ready',
    });
    await hasSaid(
      knex,
      'The Fargate profile batch is CREATE_FAILED: Internal failure; it is deleted and will be recreated',
    );
    expect(victim.cluster()?.fargateProfiles).toEqual([
      expect.not.objectContaining({ fails: expect.anything() }),
    ]);
    expect(await knex('operations').first()).toMatchObject({ attempt: 1 });
  });

  it('tries again when a Fargate profile that failed can not be removed either', async () => {
    const { knex, environmentId, victim, start } = await begin({}, fullConfig);
    victim.fails({ kind: 'fargate-profile-fails', step: 'create' });
    victim.fails({ kind: 'fargate-profile-fails', step: 'delete' });
    start();
    expect(await reaches(knex, environmentId, ...ends)).toMatchObject({
      state: 'Ready',
    });
    await hasSaid(knex, 'The Fargate profile batch is DELETE_FAILED');
    expect(victim.cluster()?.fargateProfiles).toHaveLength(1);
    expect(await knex('operations').first()).toMatchObject({ attempt: 2 });
    expect(harness.controlPlanesBegun()).toBe(1);
  });

  it('waits for the log group of the control plane to say how long it keeps its lines', async () => {
    const { knex, environmentId, victim, start } = await begin({}, fullConfig);
    start();
    await victim.frozen(/^accessentry-/, 'CREATE_IN_PROGRESS');
    const giveBack = victim.takeLogGroup();
    victim.release();
    await hasSaid(
      knex,
      'Waiting for the cluster: CloudWatch has no log group of the control plane yet',
    );
    giveBack();
    expect(await reaches(knex, environmentId, ...ends)).toMatchObject({
      state: 'Ready',
    });
    expect(victim.logRetention()).toBe(7);
  });

  it('makes nodes again whose device plugin eksctl never came to', async () => {
    harness.simulator.state().quotas = { [G_INSTANCES]: 64 };
    const { knex, environmentId, victim, start } = await begin(
      { silence: milliseconds(1_000) },
      (...names) => fullConfig(...names).replace('m7i.large', 'g5.xlarge'),
    );
    start();
    await victim.hangsAt(
      'kubernetes',
      'POST /apis/apps/v1/namespaces/kube-system/daemonsets',
    );
    expect(victim.cluster()?.nodegroups).toHaveLength(1);
    expect(await reaches(knex, environmentId, ...ends)).toMatchObject({
      state: 'Ready',
      nodes: 2,
    });
    expect(victim.cluster()?.daemonSets).toEqual([
      'nvidia-device-plugin-daemonset',
    ]);
    expect(victim.stacks(/^nodegroup-workers$/)).toHaveLength(2);
    expect(await knex('operations').first()).toMatchObject({ attempt: 1 });
  });

  it('does not ask for device plugins where eksctl ended well', async () => {
    harness.simulator.state().quotas = { [G_INSTANCES]: 64 };
    const { knex, environmentId, victim, start } = await begin({}, (...names) =>
      fullConfig(...names).replace('m7i.large', 'g5.xlarge'),
    );
    start();
    await victim.has(({ daemonSets = [] }) => daemonSets.length > 0);
    // As if this version of eksctl used another name.
    victim.cluster()!.daemonSets = [];
    expect(await reaches(knex, environmentId, ...ends)).toMatchObject({
      state: 'Ready',
    });
    expect(victim.stacks(/^nodegroup-workers$/)).toHaveLength(1);
  });

  it('is not ready without its nodes, however long eksctl would wait for them', async () => {
    const { knex, environmentId, victim, start } = await begin({
      attempts: 1,
      verifyFor: milliseconds(500),
      silence: milliseconds(1_000),
    });
    victim.fails({ kind: 'nodes-not-ready' });
    start();
    const failed = await reaches(knex, environmentId, ...ends);
    expect(failed.state).toBe('ProvisioningFailed');
    expect(JSON.parse(failed.failure ?? '')).toMatchObject({
      cause: '0 of 2 nodes are ready',
    });
  });
});
