import {
  type TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { EksStacks } from 'backstage-plugin-eksctl-node';
import type { Knex } from 'knex';
import { parse, stringify } from 'yaml';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { testParts } from '../__testUtils__/testParts';
import { migrate, systemClock } from '../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const failedOrGone = [
  'Deprovisioned',
  'DeprovisioningFailed',
  'Quarantined',
] as const;

describe.each(databases.eachSupportedId())('the engine on %s', databaseId => {
  let harness: SimulatorHarness;

  beforeAll(async () => {
    harness = await SimulatorHarness.start(2000);
  });
  afterEach(() => harness.endTest());
  afterAll(() => harness.close());

  async function begin(id: TestDatabaseId) {
    const knex = await databases.init(id);
    await migrate(knex);
    const parts = testParts(knex, systemClock);
    const request = await seedEnvironment(knex, parts.commands);
    return { ...parts, parts, ...request };
  }

  async function eventsOf(knex: Knex) {
    return (await knex('events').orderBy('id')).map(({ type }) => type);
  }

  it('reaches a cluster whose creator got no rights by an access entry of its own', async () => {
    const { knex, parts, commands, environmentId } = await begin(databaseId);
    const row = await knex('environments').where({ id: environmentId }).first();
    const config = parse(row.spec);
    config.accessConfig = {
      authenticationMode: 'API',
      bootstrapClusterCreatorAdminPermissions: false,
      accessEntries: [
        {
          principalARN: 'arn:aws:iam::111111111111:user/portal',
          accessPolicies: [
            {
              policyARN:
                'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
              accessScope: { type: 'cluster' },
            },
          ],
        },
      ],
    };
    await knex('environments')
      .where({ id: environmentId })
      .update({ spec: stringify(config) });
    harness.startEngine(parts);
    await expect(
      reaches(knex, environmentId, 'Ready', 'ProvisioningFailed'),
    ).resolves.toMatchObject({ state: 'Ready', nodes: 2 });

    await commands.delete({
      environmentId,
      endReason: 'DeletedByUser',
      actor: 'user:default/dana',
    });
    await expect(
      reaches(knex, environmentId, ...failedOrGone),
    ).resolves.toMatchObject({ state: 'Deprovisioned' });
  });

  it('builds a cluster and deletes it without a trace', async () => {
    const { knex, parts, commands, environmentId, clusterName } = await begin(
      databaseId,
    );
    harness.startEngine(parts);
    const ready = await reaches(
      knex,
      environmentId,
      'Ready',
      'ProvisioningFailed',
    );
    expect(ready).toMatchObject({
      state: 'Ready',
      nodes: 2,
      kubernetes_version: '1.34',
      failure: null,
      endpoint: expect.stringMatching(/^https:/),
    });
    const lease = await knex('leases').first();
    expect(lease.expires_at > lease.started_at).toBe(true);
    const [create] = await knex('operations');
    expect(create).toMatchObject({
      type: 'create',
      state: 'Succeeded',
      attempt: 1,
      percent: 100,
    });
    expect(
      JSON.parse(create.phases).map(({ state }: { state: string }) => state),
    ).toEqual(['done', 'done', 'done', 'done', 'done']);
    const log = await knex('operation_log').orderBy('sequence');
    expect(log.map(({ sequence }) => sequence)).toEqual(
      log.map((_, index) => index + 1),
    );
    expect(log.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^EKS cluster ".*" in "eu-west-1" region is ready/,
        ),
        'The cluster answers and its nodes are ready',
      ]),
    );

    await commands.delete({
      environmentId,
      endReason: 'DeletedByUser',
      actor: 'user:default/dana',
    });
    const gone = await reaches(knex, environmentId, ...failedOrGone);
    expect(gone).toMatchObject({
      state: 'Deprovisioned',
      end_reason: 'DeletedByUser',
    });
    expect(await knex('cost_segments')).toEqual([
      expect.objectContaining({
        environment_id: environmentId,
        ended_at: gone.ended_at,
      }),
    ]);
    expect(JSON.parse(gone.sweep ?? '')).toMatchObject({ incomplete: [] });
    expect(harness.existing(clusterName)).toEqual([]);
    expect(await eventsOf(knex)).toEqual([
      'EnvironmentQueued',
      'ProvisioningStarted',
      'LeaseStarted',
      'EnvironmentReady',
      'DeletionRequested',
      'DeprovisioningStarted',
      'EnvironmentDeprovisioned',
    ]);
  });

  it('says in plain words that AWS has no room, and builds when it has', async () => {
    const { knex, parts, commands, environmentId, clusterName } = await begin(
      databaseId,
    );
    harness.simulator.faults.add({ effect: { kind: 'cluster-capacity' } });
    harness.startEngine(parts);
    const failed = await reaches(
      knex,
      environmentId,
      'Ready',
      'ProvisioningFailed',
    );
    expect(JSON.parse(failed.failure ?? '')).toMatchObject({
      class: 'capacity',
      message:
        'AWS has no capacity for this cluster in these zones at present.',
      remedy: expect.stringContaining('Retry later'),
      cause: expect.stringContaining('sufficient capacity'),
      // CloudFormation rolled it back.
      existing: [],
    });
    expect(await knex('operations').first()).toMatchObject({
      state: 'Failed',
      attempt: 2,
    });
    expect((await knex('leases').first()).deadline).toEqual(expect.any(String));

    harness.simulator.faults.clear();
    await commands.retry({ environmentId, actor: 'user:default/dana' });
    const ready = await reaches(
      knex,
      environmentId,
      'Ready',
      'ProvisioningFailed',
    );
    expect(ready).toMatchObject({ state: 'Ready', failure: null });
    expect((await knex('leases').first()).deadline).toBeNull();

    await commands.delete({ environmentId, endReason: 'DeletedByUser' });
    expect(await reaches(knex, environmentId, ...failedOrGone)).toMatchObject({
      state: 'Deprovisioned',
    });
    expect(harness.existing(clusterName)).toEqual([]);
  });

  it('keeps the control plane when only its nodes failed', async () => {
    const { knex, parts, environmentId } = await begin(databaseId);
    harness.simulator.faults.add({
      effect: { kind: 'nodegroup-capacity' },
      times: 1,
    });
    harness.startEngine(parts);
    const ready = await reaches(
      knex,
      environmentId,
      'Ready',
      'ProvisioningFailed',
    );
    expect(ready).toMatchObject({ state: 'Ready', nodes: 2 });
    expect(await knex('operations').first()).toMatchObject({ attempt: 2 });
    expect(harness.controlPlanesBegun()).toBe(1);
  });

  it('deletes what a failed create left', async () => {
    const { knex, parts, commands, environmentId, clusterName } = await begin(
      databaseId,
    );
    harness.simulator.faults.add({ effect: { kind: 'vpc-quota' } });
    harness.startEngine(parts);
    const failed = await reaches(
      knex,
      environmentId,
      'Ready',
      'ProvisioningFailed',
    );
    expect(JSON.parse(failed.failure ?? '')).toMatchObject({ class: 'quota' });
    // A quota does not recover by itself, so there is no retry.
    expect(await knex('operations').first()).toMatchObject({ attempt: 1 });
    expect(harness.existing(clusterName)).not.toEqual([]);

    await commands.delete({ environmentId, endReason: 'DeletedByUser' });
    expect(await reaches(knex, environmentId, ...failedOrGone)).toMatchObject({
      state: 'Deprovisioned',
    });
    expect(harness.existing(clusterName)).toEqual([]);
  });

  it('sweeps what the workloads left, with the proof that it was theirs', async () => {
    const { knex, parts, commands, environmentId, clusterName } = await begin(
      databaseId,
    );
    harness.startEngine(parts);
    await reaches(knex, environmentId, 'Ready');
    harness.simulator.addLeftovers(
      {
        accountId: harness.aws.accountId,
        regionName: 'eu-west-1',
        cluster: clusterName,
      },
      ['volume', 'log-group'],
    );
    await commands.delete({ environmentId, endReason: 'DeletedByUser' });
    const gone = await reaches(knex, environmentId, ...failedOrGone);
    expect(gone.state).toBe('Deprovisioned');
    expect(JSON.parse(gone.sweep ?? '').items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'volume',
          outcome: 'removed',
          proof: expect.stringContaining(clusterName),
        }),
        expect.objectContaining({ kind: 'log-group', outcome: 'removed' }),
      ]),
    );
    expect(harness.existing(clusterName)).toEqual([]);
  });

  it('stops building when somebody cancels, and removes what stood', async () => {
    const { knex, parts, commands, environmentId, clusterName } = await begin(
      databaseId,
    );
    // Nodes never become ready, so the create cannot end by itself.
    harness.simulator.faults.add({ effect: { kind: 'nodes-not-ready' } });
    harness.startEngine(parts);
    await harness.stackReaches('-cluster', 'CREATE_COMPLETE');
    const cancel = () =>
      commands.delete({
        environmentId,
        endReason: 'Cancelled',
        actor: 'user:default/dana',
      });
    await Promise.all([cancel(), cancel()]);
    expect(await reaches(knex, environmentId, ...failedOrGone)).toMatchObject({
      state: 'Deprovisioned',
      end_reason: 'Cancelled',
    });
    expect(
      await knex('operations').select('type', 'state').orderBy('id'),
    ).toEqual([
      { type: 'create', state: 'Cancelled' },
      { type: 'delete', state: 'Succeeded' },
    ]);
    expect(await eventsOf(knex)).toEqual([
      'EnvironmentQueued',
      'ProvisioningStarted',
      'DeletionRequested',
      'DeprovisioningStarted',
      'EnvironmentDeprovisioned',
    ]);
    expect(harness.existing(clusterName)).toEqual([]);
  });

  it.each([
    ['node group', 'AWS::EKS::Nodegroup'],
    ['VPC', 'AWS::EC2::VPC'],
  ])(
    'deletes a stack again whose %s could not be deleted',
    async (_, resourceType) => {
      const { knex, parts, commands, environmentId, clusterName } = await begin(
        databaseId,
      );
      harness.startEngine(parts);
      await reaches(knex, environmentId, 'Ready');
      harness.simulator.faults.add({
        effect: {
          kind: 'stack-delete-fails',
          resourceType,
          reason: 'DependencyViolation: it has dependencies',
        },
        times: 1,
      });
      await commands.delete({ environmentId, endReason: 'DeletedByUser' });
      expect(await reaches(knex, environmentId, ...failedOrGone)).toMatchObject(
        { state: 'Deprovisioned' },
      );
      expect(harness.existing(clusterName)).toEqual([]);
    },
  );

  it('deletes stacks by their ids, since a name may be that of another worker’s by then', async () => {
    const { knex, parts, commands, environmentId } = await begin(databaseId);
    const deletions = jest.spyOn(EksStacks.prototype, 'deleteStack');
    const { faults } = harness.simulator;
    faults.add({ effect: { kind: 'cluster-capacity' }, times: 1 });
    harness.startEngine(parts);
    await reaches(knex, environmentId, 'Ready', 'ProvisioningFailed');
    const ofCreate = deletions.mock.calls.length;
    expect(ofCreate).toBeGreaterThan(0);

    faults.add({
      effect: {
        kind: 'stack-delete-fails',
        resourceType: 'AWS::EKS::Nodegroup',
        reason: 'DependencyViolation: it has dependencies',
      },
      times: 1,
    });
    await commands.delete({ environmentId, endReason: 'DeletedByUser' });
    await reaches(knex, environmentId, ...failedOrGone);
    expect(deletions.mock.calls.length).toBeGreaterThan(ofCreate);
    for (const [id] of deletions.mock.calls) {
      expect(id).toMatch(/^arn:aws:cloudformation:/);
    }
    deletions.mockRestore();
  });

  it('says what keeps a stack from being deleted, and deletes it when a person tries again', async () => {
    const { knex, parts, commands, environmentId, clusterName } = await begin(
      databaseId,
    );
    harness.startEngine(parts);
    await reaches(knex, environmentId, 'Ready');
    harness.simulator.faults.add({
      effect: {
        kind: 'stack-delete-fails',
        resourceType: 'AWS::EC2::VPC',
        reason: 'DependencyViolation: it has dependencies',
      },
    });
    await commands.delete({ environmentId, endReason: 'DeletedByUser' });
    const failed = await reaches(knex, environmentId, ...failedOrGone);
    expect(failed.state).toBe('Quarantined');
    expect(JSON.parse(failed.failure ?? '')).toMatchObject({
      class: 'conflict',
      cause: expect.stringContaining('DependencyViolation'),
    });

    harness.simulator.faults.clear();
    await commands.retry({ environmentId, actor: 'user:default/pat' });
    await reaches(knex, environmentId, 'Deprovisioned');
    expect(harness.existing(clusterName)).toEqual([]);
  });
});
