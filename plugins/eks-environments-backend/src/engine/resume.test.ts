import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OperationPhase } from 'backstage-plugin-eks-environments-common';
import knexFactory, { type Knex } from 'knex';
import { kill, startBackend } from '../__testUtils__/backendProcess';
import { manyAtOnce } from '../__testUtils__/engineFixture';
import { fullConfig } from '../__testUtils__/fullConfig';
import { killPoints, Victim } from '../__testUtils__/killPoints';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { testParts } from '../__testUtils__/testParts';
import { databaseNow, migrate, systemClock } from '../database';

/*
 * One backend works on one environment for each point at which it may be killed. Each gets as far as its point and no further. Then the
 * backend is killed, AWS goes on or not, and another backend takes them all over. What each ends as is a test of its own.
 */

jest.setTimeout(180_000);

const SPEED = 400;

describe('a create whose backend was killed', () => {
  let harness: SimulatorHarness;
  let directory: string;
  let knex: Knex;
  let backend: ChildProcess | undefined;
  const victims = new Map<string, { id: string; victim: Victim }>();

  beforeAll(async () => {
    harness = await SimulatorHarness.start(SPEED);
    directory = await mkdtemp(join(tmpdir(), 'resume-'));
    knex = knexFactory({
      client: 'better-sqlite3',
      connection: { filename: join(directory, 'test.sqlite') },
      useNullAsDefault: true,
    });
    await migrate(knex);
    const parts = testParts(knex, systemClock);
    for (const [index, { when }] of killPoints.entries()) {
      const { environmentId: id, clusterName } = await seedEnvironment(
        knex,
        parts.commands,
        { name: `kill-${index}` },
      );
      await knex('environments')
        .where({ id })
        .update({ config: fullConfig(clusterName, id) });
      victims.set(when, { id, victim: new Victim(harness, clusterName) });
    }
    const concurrency = killPoints.length;
    const arrived = forEachPoint(({ arrive }, victim) => arrive(victim));
    backend = startBackend(knex, { aws: harness.aws, concurrency });
    await arrived;
    await kill(backend);

    await forEachPoint(async ({ meanwhile }, victim) => meanwhile?.(victim));
    await knex('operations')
      .where({ state: 'Running' })
      .update({ claimed_until: databaseNow(knex) });
    harness.startEngine(parts, manyAtOnce(concurrency));
    await forEachPoint(async (_, victim) => victim.release());
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

  async function forEachPoint(
    act: (
      point: (typeof killPoints)[number],
      victim: Victim,
    ) => Promise<void> | undefined,
  ): Promise<void> {
    await Promise.all(
      killPoints.map(point => act(point, victims.get(point.when)!.victim)),
    );
  }

  it.each(killPoints)(
    'ends as one complete cluster when killed $when',
    async ({ when, attempt = 1, remade }) => {
      const { id, victim } = victims.get(when)!;
      expect(
        await reaches(knex, id, 'Ready', 'ProvisioningFailed'),
      ).toMatchObject({ state: 'Ready', nodes: 2, failure: null });

      const operations = await knex('operations').where({ environment_id: id });
      expect(operations).toEqual([
        expect.objectContaining({ state: 'Succeeded', attempt, percent: 100 }),
      ]);
      const phases: OperationPhase[] = JSON.parse(operations[0].phases);
      expect(phases.every(({ state }) => state === 'done')).toBe(true);

      expect(victim.cluster()).toMatchObject({
        status: 'ACTIVE',
        nodegroups: [{ name: 'workers', status: 'ACTIVE' }],
        fargateProfiles: [
          expect.not.objectContaining({ fails: expect.anything() }),
        ],
        podIdentityAssociations: expect.arrayContaining([
          expect.objectContaining({
            namespace: 'velero',
            serviceAccount: 'velero',
          }),
        ]),
        serviceAccounts: expect.arrayContaining([
          { namespace: 'default', name: 'shop' },
          { namespace: 'velero', name: 'velero' },
        ]),
      });
      expect(
        victim
          .cluster()
          ?.addons.map(({ name }) => name)
          .sort(),
      ).toEqual([
        'aws-ebs-csi-driver',
        'coredns',
        'eks-pod-identity-agent',
        'kube-proxy',
        'metrics-server',
        'vpc-cni',
      ]);
      expect(
        victim.cluster()?.accessEntries.map(entry => entry.principalArn),
      ).toContain('arn:aws:iam::111122223333:role/Dev');
      expect(victim.oidcProviders()).toBe(1);
      expect(victim.cluster()?.enabledLogTypes).toEqual(['audit']);
      expect(victim.logRetention()).toBe(7);

      const prefix = `eksctl-${victim.clusterName}-`;
      const standing = victim
        .stacks(/.*/)
        .filter(({ status }) => status !== 'DELETE_COMPLETE');
      expect(
        standing.map(({ name, status }) => [name.replace(prefix, ''), status]),
      ).toEqual(
        expect.arrayContaining(
          standing.map(({ name }) => [
            name.replace(prefix, ''),
            'CREATE_COMPLETE',
          ]),
        ),
      );
      expect(
        standing
          .map(({ name }) => name.replace(prefix, ''))
          .map(name => name.replace(/^(accessentry-).*/, '$1'))
          .sort(),
      ).toEqual([
        'accessentry-',
        'addon-aws-ebs-csi-driver-podidentityrole-ebs-csi-controller-sa',
        'addon-iamserviceaccount-default-shop',
        'cluster',
        'nodegroup-workers',
        'podidentityrole-velero-velero',
      ]);
      // Deleted ones count: nothing was made twice that was made well once.
      const madeTwice = victim
        .stacks(/.*/)
        .filter(({ name, events }) =>
          events.some(
            event =>
              event.logicalId === name && event.status === 'CREATE_COMPLETE',
          ),
        )
        .map(({ name }) => name.replace(prefix, ''))
        .filter((name, index, all) => all.indexOf(name) !== index);
      expect(madeTwice.filter(name => !remade?.test(name))).toEqual([]);
    },
  );
});
