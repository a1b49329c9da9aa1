import { TestDatabases } from '@backstage/backend-test-utils';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { testParts } from '../__testUtils__/testParts';
import { migrate, systemClock } from '../database';
import type { DryRunVerdict } from '../__testUtils__/eksctlModule';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('the check of a config before its creation', () => {
  let harness: SimulatorHarness;

  beforeAll(async () => {
    harness = await SimulatorHarness.start(2_000);
  });
  afterEach(() => harness.endTest());
  afterAll(() => harness.close());

  async function create(verdict: DryRunVerdict) {
    const knex = await databases.init('SQLITE_3');
    await migrate(knex);
    const parts = testParts(knex, systemClock);
    const { environmentId } = await seedEnvironment(knex, parts.commands, {
      name: 'checked',
    });
    harness.startEngine(parts, {
      dryRun: { peek: () => verdict, check: async () => verdict },
    });
    const environment = await reaches(
      knex,
      environmentId,
      'Ready',
      'ProvisioningFailed',
    );
    const log = await knex('operation_log').select('text');
    return { environment, log: log.map(({ text }) => text) };
  }

  it('builds nothing of what eksctl refuses, and says why', async () => {
    const { environment } = await create({
      kind: 'refused',
      sentence: 'a sentence that no rule knows',
    });
    expect(environment.state).toBe('ProvisioningFailed');
    expect(JSON.parse(environment.failure ?? '')).toMatchObject({
      class: 'user',
      cause: 'a sentence that no rule knows',
    });
    expect(harness.controlPlanesBegun()).toBe(0);
  });

  it('goes on where eksctl could not check it', async () => {
    const { environment, log } = await create({
      kind: 'unchecked',
      reason: 'AWS was not reached',
    });
    expect(environment.state).toBe('Ready');
    expect(log).toContain(
      'eksctl could not check the config beforehand. AWS was not reached',
    );
  });
});
