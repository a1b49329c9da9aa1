import { TestDatabases } from '@backstage/backend-test-utils';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { testParts } from '../__testUtils__/testParts';
import { until } from '../__testUtils__/until';
import { CircuitBreakerAdmin, CircuitBreakers } from '../breakers';
import { type OperationRow, migrate, systemClock } from '../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const down = {
  match: { service: 'sts' },
  effect: {
    kind: 'error',
    status: 503,
    code: 'ServiceUnavailable',
    message: 'Down',
  },
} as const;

describe('trouble in AWS', () => {
  let harness: SimulatorHarness;

  beforeAll(async () => {
    harness = await SimulatorHarness.start(2_000);
  });
  afterEach(() => harness.endTest());
  afterAll(() => harness.close());

  async function begin() {
    const knex = await databases.init('SQLITE_3');
    await migrate(knex);
    const parts = testParts(knex, systemClock);
    const seed = async (name: string) =>
      (await seedEnvironment(knex, parts.commands, { name })).environmentId;
    return { knex, parts, seed };
  }

  it('makes a create wait for its end, and uses up no attempt', async () => {
    const { knex, parts, seed } = await begin();
    const environmentIds = [
      await seed('one'),
      await seed('two'),
      await seed('three'),
    ];
    const attempts = async (state: OperationRow['state']) =>
      (await knex<OperationRow>('operations').where({ state })).map(
        ({ attempt }) => attempt,
      );
    const desk = new CircuitBreakerAdmin(parts);
    const breakers = new CircuitBreakers({
      ...parts,
      firstBackoffSeconds: 0.01,
    });
    const { id: fault } = harness.simulator.faults.add(down);
    harness.startEngine(parts, { attempts: 1 });
    const open = await until(
      async () => (await desk.list())[0],
      'an open breaker',
      60_000,
    );
    expect(open).toMatchObject({ failure: { class: 'transient' } });
    // An operation in progress when the breaker opened also counts.
    expect(open.failures).toBeGreaterThanOrEqual(3);
    await until(
      async () => (await attempts('Pending')).join() === '0,0,0',
      'creates that wait',
    );

    harness.simulator.faults.remove(fault);
    await until(async () => {
      await breakers.admitProbes();
      return (await attempts('Running')).length > 0;
    }, 'a probe');
    for (const environmentId of environmentIds) {
      await reaches(knex, environmentId, 'Ready');
    }
    expect(await attempts('Succeeded')).toEqual([1, 1, 1]);
    expect(await desk.list()).toEqual([]);
  });

  it('makes a deletion wait for its end, too', async () => {
    const { knex, parts, seed } = await begin();
    const environmentId = await seed('one');
    const engine = harness.startEngine(parts);
    await reaches(knex, environmentId, 'Ready');
    await engine.stop();
    await parts.commands.delete({ environmentId, endReason: 'DeletedByUser' });
    const { id: fault } = harness.simulator.faults.add(down);
    harness.startEngine(parts, { attempts: 1 });
    const deletion = () =>
      knex<OperationRow>('operations').where('type', 'delete').first();
    await until(
      async () => ((await deletion())?.waits ?? 0) > 2,
      'attempts that do not count',
    );

    harness.simulator.faults.remove(fault);
    await reaches(knex, environmentId, 'Deprovisioned');
    expect(await deletion()).toMatchObject({ state: 'Succeeded', attempt: 1 });
  });

  it('keeps eksctl from starting where a quota has no room, and the others from trying', async () => {
    const { knex, parts, seed } = await begin();
    const environmentId = await seed('one');
    harness.simulator.state().quotas = { 'L-F678F1CE': 0 };
    harness.startEngine(parts);

    const { failure } = await reaches(
      knex,
      environmentId,
      'ProvisioningFailed',
    );
    expect(JSON.parse(failure!)).toMatchObject({
      class: 'quota',
      cause: 'VPCs in eu-west-1: 0 of 0 used, 1 more needed',
    });
    expect(harness.controlPlanesBegun()).toBe(0);
    expect(await new CircuitBreakerAdmin(parts).list()).toMatchObject([
      { state: 'open', failure: { class: 'quota' } },
    ]);
  });
});
