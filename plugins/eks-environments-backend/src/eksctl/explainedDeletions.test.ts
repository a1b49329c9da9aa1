import { TestDatabases } from '@backstage/backend-test-utils';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { testParts } from '../__testUtils__/testParts';
import { migrate, systemClock } from '../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('a deletion that fails', () => {
  let harness: SimulatorHarness;

  beforeAll(async () => {
    harness = await SimulatorHarness.start(2_000);
  });
  afterEach(() => harness.endTest());
  afterAll(() => harness.close());

  it('is explained by itself, not by a creation that failed before', async () => {
    const knex = await databases.init('SQLITE_3');
    await migrate(knex);
    const parts = testParts(knex, systemClock);
    const { environmentId, clusterName } = await seedEnvironment(
      knex,
      parts.commands,
    );
    const builder = harness.startEngine(parts);
    await reaches(knex, environmentId, 'Ready', 'ProvisioningFailed');
    await builder.stop();

    const account = harness.simulator.state().accounts[harness.aws.accountId];
    const { stacks } = account.regions['eu-west-1'];
    for (const { name, events } of stacks) {
      const began = events.findIndex(({ logicalId }) => logicalId === name);
      events.splice(began + 1, 0, {
        ...events[began],
        logicalId: 'ManagedNodeGroup',
        type: 'AWS::EKS::Nodegroup',
        physicalId: '',
        status: 'CREATE_FAILED',
        reason: 'You have requested more vCPU capacity than your current limit',
      });
    }
    harness.simulator.faults.add({
      effect: {
        kind: 'stack-delete-fails',
        resourceType: 'AWS::EKS::Nodegroup',
        reason: 'DependencyViolation - resource has a dependent object',
      },
    });
    await parts.commands.delete({ environmentId, endReason: 'DeletedByUser' });
    harness.startEngine(parts, { attempts: 1 });

    const { failure } = await reaches(
      knex,
      environmentId,
      'DeprovisioningFailed',
      'Quarantined',
      'Deprovisioned',
    );
    expect(JSON.parse(failure ?? '')).toMatchObject({
      cause: expect.stringContaining('DependencyViolation'),
    });
    expect(harness.existing(clusterName)).not.toEqual([]);
  });
});
