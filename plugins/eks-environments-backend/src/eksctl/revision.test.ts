import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { testParts } from '../__testUtils__/testParts';
import { migrate, newId, systemClock } from '../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const SPEED = 300;

describe('the revision of a failed create', () => {
  let harness: SimulatorHarness;
  let knex: Knex;
  let parts: ReturnType<typeof testParts>;

  beforeAll(async () => {
    harness = await SimulatorHarness.start(SPEED);
    knex = await databases.init('SQLITE_3');
    await migrate(knex);
    parts = testParts(knex, systemClock);
  });

  afterEach(() => harness.endTest());
  afterAll(() => harness.close());

  /** An environment whose nodes were not available, with an approved revision. */
  async function revised(name: string) {
    const first = await seedEnvironment(knex, parts.commands, { name });
    harness.simulator.faults.add({ effect: { kind: 'nodegroup-capacity' } });
    const engine = harness.startEngine(parts);
    const failed = await reaches(
      knex,
      first.environmentId,
      'Ready',
      'ProvisioningFailed',
    );
    expect(JSON.parse(failed.failure ?? '').existing).toEqual(
      expect.arrayContaining([
        `EKS cluster ${first.clusterName}`,
        `stack eksctl-${first.clusterName}-cluster`,
      ]),
    );
    await engine.stop();
    harness.simulator.faults.clear();
    const stackOfNodes = `eksctl-${first.clusterName}-nodegroup-workers`;
    expect(harness.historyOf(stackOfNodes)).not.toEqual([]);

    const { environmentId } = first;
    const asked = await knex('requests').where('id', first.requestId).first();
    const other = {
      ...first,
      requestId: newId(),
      spec: first.spec.replace('name: workers', 'name: others'),
    };
    await knex('requests').insert({
      ...asked,
      id: other.requestId,
      environment_id: environmentId,
    });
    await knex.transaction(transaction =>
      parts.commands.revise(transaction, {
        ...other,
        amounts: [{ scope: 'everyone', dimension: 'environments', amount: 1 }],
      }),
    );
    return first;
  }

  it('is deleted and created again, under the same name and without what was made of the first ones', async () => {
    const { environmentId, clusterName } = await revised('one');
    harness.startEngine(parts);
    expect(
      await reaches(knex, environmentId, 'Ready', 'ProvisioningFailed'),
    ).toMatchObject({ state: 'Ready', nodes: 2, resource_ref: clusterName });
    const existing = harness.existing(clusterName).join('\n');
    expect(existing).toContain(`eksctl-${clusterName}-nodegroup-others`);
    expect(existing).not.toContain('nodegroup-workers');
    // Charged without a gap, at the rate of the earlier values and then of the new ones.
    const [earlier, present] = await knex('cost_segments')
      .where('environment_id', environmentId)
      .orderBy('id');
    expect([present.started_at, present.ended_at]).toEqual([
      earlier.ended_at,
      null,
    ]);
    // Deleted once: what is created afterwards stays.
    expect(
      harness
        .historyOf(`eksctl-${clusterName}-cluster`)
        .filter(status => status === 'DELETE_COMPLETE'),
    ).toHaveLength(1);
    const operation = await knex('operations')
      .where({ environment_id: environmentId })
      .orderBy('id', 'desc')
      .first();
    expect(operation).toMatchObject({ state: 'Succeeded', percent: 100 });
    expect(JSON.parse(operation.checkpoint)).toEqual({ cleared: true });
  });

  it('goes on with the deletion when another worker takes over in the middle of it', async () => {
    const { environmentId, clusterName } = await revised('two');
    const first = harness.startEngine(parts);
    await harness.stackReaches(`${clusterName}-cluster`, 'DELETE_IN_PROGRESS');
    await first.stop();
    harness.startEngine(parts);
    expect(
      await reaches(knex, environmentId, 'Ready', 'ProvisioningFailed'),
    ).toMatchObject({ state: 'Ready' });
    expect(harness.existing(clusterName).join('\n')).not.toContain('workers');
  });
});
