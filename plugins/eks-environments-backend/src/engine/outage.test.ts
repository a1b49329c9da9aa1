import { TestDatabases } from '@backstage/backend-test-utils';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { testParts } from '../__testUtils__/testParts';
import { until } from '../__testUtils__/until';
import { BreakerDesk, CircuitBreakers } from '../breakers';
import { type OperationRow, migrate, systemClock } from '../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

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
    const { environmentId } = await seedEnvironment(knex, parts.commands);
    const operation = async () =>
      (await knex<OperationRow>('operations')
        .where('environment_id', environmentId)
        .first())!;
    return { knex, parts, environmentId, operation };
  }

  it('makes a create wait for its end, and uses up no attempt', async () => {
    const { knex, parts, environmentId, operation } = await begin();
    const desk = new BreakerDesk({ knex });
    const breakers = new CircuitBreakers({ knex, firstBackoffSeconds: 0.01 });
    const { id: fault } = harness.simulator.faults.add({
      match: { service: 'sts' },
      effect: {
        kind: 'error',
        status: 503,
        code: 'ServiceUnavailable',
        message: 'Down',
      },
    });
    harness.startEngine(parts, { attempts: 1 });
    const open = await until(
      async () => (await desk.list())[0],
      'an open breaker',
      60_000,
    );
    expect(open).toMatchObject({
      failure: { class: 'transient' },
      failures: 3,
    });
    expect(await operation()).toMatchObject({ state: 'Pending', attempt: 0 });

    harness.simulator.faults.remove(fault);
    await until(async () => {
      await breakers.admitProbes();
      return (await operation()).state === 'Running';
    }, 'a probe');
    await reaches(knex, environmentId, 'Ready');
    expect((await operation()).attempt).toBe(1);
    expect(await desk.list()).toEqual([]);
  });

  it('keeps eksctl from starting where a quota has no room, and the others from trying', async () => {
    const { knex, parts, environmentId } = await begin();
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
    expect(await new BreakerDesk({ knex }).list()).toMatchObject([
      { state: 'open', failure: { class: 'quota' } },
    ]);
  });
});
