import { TestDatabases } from '@backstage/backend-test-utils';
import { type EksctlRunOptions } from 'backstage-plugin-eksctl-node';
import { FindableEksctlRunner } from 'backstage-plugin-eksctl-node/testUtils';
import type { Knex } from 'knex';
import { localRunner } from '../__testUtils__/engineFixture';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { testParts } from '../__testUtils__/testParts';
import { migrate, systemClock } from '../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

// Slow enough for a handover in the middle.
const SPEED = 300;

/** Also records what was started. */
class RecordingRunner extends FindableEksctlRunner {
  readonly started: string[] = [];

  start(options: EksctlRunOptions) {
    this.started.push(options.args.slice(0, 2).join(' '));
    return super.start(options);
  }
}

describe('an eksctl that outlives its worker', () => {
  let harness: SimulatorHarness;
  let knex: Knex;
  let parts: ReturnType<typeof testParts>;
  let runner: RecordingRunner;

  beforeAll(async () => {
    harness = await SimulatorHarness.start(SPEED);
    knex = await databases.init('SQLITE_3');
    await migrate(knex);
    parts = testParts(knex, systemClock);
  });

  beforeEach(() => {
    runner = new RecordingRunner(localRunner(harness.aws));
  });

  afterEach(() => harness.endTest());
  afterAll(() => harness.close());

  async function handOverInTheMiddle(name: string) {
    const seeded = await seedEnvironment(knex, parts.commands, { name });
    const first = harness.startEngine(parts, { runner });
    await harness.stackReaches(
      `${seeded.clusterName}-cluster`,
      'CREATE_IN_PROGRESS',
    );
    await first.stop();
    expect(runner.started).toEqual(['create cluster']);
    return seeded;
  }

  async function logOf(environmentId: string, type: string) {
    const lines = await knex('operation_log')
      .join('operations', 'operations.id', 'operation_log.operation_id')
      .where({ environment_id: environmentId, type })
      .orderBy('sequence');
    return lines.map(({ text }) => text).join('\n');
  }

  it('is followed by the worker that takes over, not started again', async () => {
    const { environmentId, clusterName } = await handOverInTheMiddle('kept');
    harness.startEngine(parts, { runner });
    expect(
      await reaches(knex, environmentId, 'Ready', 'ProvisioningFailed'),
    ).toMatchObject({ state: 'Ready', nodes: 2 });
    expect(
      runner.started.filter(command => command === 'create cluster'),
    ).toHaveLength(1);
    expect(harness.controlPlanesBegun()).toBe(1);
    // The last line of the eksctl run that created it.
    expect(await logOf(environmentId, 'create')).toMatch(
      new RegExp(
        `an earlier worker started[^]*"${clusterName}" in "eu-west-1" region is ready`,
      ),
    );
    expect(await runner.find(environmentId)).toBeUndefined();
  });

  it('is ended before what it makes is deleted', async () => {
    const { environmentId, clusterName } = await handOverInTheMiddle('gone');
    await parts.commands.delete({ environmentId, endReason: 'DeletedByUser' });
    harness.startEngine(parts, { runner });
    expect(
      await reaches(
        knex,
        environmentId,
        'Deprovisioned',
        'DeprovisioningFailed',
        'Quarantined',
      ),
    ).toMatchObject({ state: 'Deprovisioned' });
    expect(await logOf(environmentId, 'delete')).toContain(
      'Stopping the eksctl of an earlier operation',
    );
    expect(harness.existing(clusterName)).toEqual([]);
  });
});
