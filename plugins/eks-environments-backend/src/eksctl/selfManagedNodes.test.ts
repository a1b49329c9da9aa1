import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory, { type Knex } from 'knex';
import { kill, startBackend } from '../__testUtils__/backendProcess';
import { manyAtOnce } from '../__testUtils__/engineFixture';
import { Victim } from '../__testUtils__/killPoints';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { testParts } from '../__testUtils__/testParts';
import { databaseNow, migrate, systemClock } from '../database';

/*
 * A cluster with nodes that EKS does not manage: a stack creates their group, and an access entry lets them join. Each case is an
 * environment that gets as far as its point before the backend is killed; another backend takes them over, and deletes them.
 */

jest.setTimeout(180_000);

const points: Array<{
  when: string;
  arrive: (victim: Victim) => Promise<unknown>;
}> = [
  {
    when: 'while the control plane is made',
    arrive: victim => victim.reaches(/^cluster$/, 'CREATE_IN_PROGRESS'),
  },
  {
    when: 'before the group is begun',
    arrive: victim => victim.reaches(/^cluster$/, 'CREATE_COMPLETE'),
  },
  {
    when: 'while the group is made',
    arrive: victim =>
      victim.reaches(/^nodegroup-workers$/, 'CREATE_IN_PROGRESS'),
  },
  {
    when: 'when the group is made',
    arrive: victim => victim.reaches(/^nodegroup-workers$/, 'CREATE_COMPLETE'),
  },
];

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
nodeGroups:
  - { name: workers, instanceType: m5.large, minSize: 1, desiredCapacity: 2, maxSize: 3, volumeSize: 80, volumeEncrypted: true }
`;
}

describe('self-managed nodes', () => {
  let harness: SimulatorHarness;
  let directory: string;
  let knex: Knex;
  let parts: ReturnType<typeof testParts>;
  let backend: ChildProcess | undefined;
  const victims = new Map<string, { id: string; victim: Victim }>();

  beforeAll(async () => {
    harness = await SimulatorHarness.start(400);
    directory = await mkdtemp(join(tmpdir(), 'self-managed-'));
    knex = knexFactory({
      client: 'better-sqlite3',
      connection: { filename: join(directory, 'test.sqlite') },
      useNullAsDefault: true,
    });
    await migrate(knex);
    parts = testParts(knex, systemClock);
    for (const [index, { when }] of points.entries()) {
      const { environmentId: id, clusterName } = await seedEnvironment(
        knex,
        parts.commands,
        { name: `own-${index}` },
      );
      await knex('environments')
        .where({ id })
        .update({ spec: configOf(clusterName, id) });
      victims.set(when, { id, victim: new Victim(harness, clusterName) });
    }
    const arrived = Promise.all(
      points.map(({ when, arrive }) => arrive(victims.get(when)!.victim)),
    );
    const concurrency = points.length;
    backend = startBackend(knex, { aws: harness.aws, concurrency });
    await arrived;
    await kill(backend);
    await knex('operations')
      .where({ state: 'Running' })
      .update({ claimed_until: databaseNow(knex) });
    harness.startEngine(parts, manyAtOnce(concurrency));
  });

  afterAll(async () => {
    if (backend) {
      await kill(backend);
    }
    await harness.endTest();
    await harness.close();
    await knex.destroy();
    await rm(directory, { recursive: true, force: true });
  });

  it.each(points)(
    'are Ready after a kill $when, and gone after a deletion',
    async ({ when }) => {
      const { id, victim } = victims.get(when)!;
      expect(
        await reaches(knex, id, 'Ready', 'ProvisioningFailed'),
      ).toMatchObject({ state: 'Ready', nodes: 2, failure: null });
      expect(victim.cluster()).toMatchObject({
        status: 'ACTIVE',
        nodegroups: [],
      });
      expect(victim.stacks(/^nodegroup-workers$/)).toHaveLength(1);

      await parts.commands.delete({
        environmentId: id,
        endReason: 'DeletedByUser',
        actor: 'user:default/dana',
      });
      expect(
        await reaches(
          knex,
          id,
          'Deprovisioned',
          'DeprovisioningFailed',
          'Quarantined',
        ),
      ).toMatchObject({ state: 'Deprovisioned' });
      expect(harness.existing(victim.clusterName)).toEqual([]);
    },
  );
});
