import { TestDatabases } from '@backstage/backend-test-utils';
import type { EksctlRunner } from 'backstage-plugin-eksctl-node';
import { Duration } from 'luxon';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { testParts } from '../__testUtils__/testParts';
import { migrate, systemClock } from '../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const ms = (milliseconds: number) => Duration.fromObject({ milliseconds });

/** An eksctl that never ends by itself, and deletes nothing. */
class HangingRunner implements EksctlRunner {
  readonly started: string[] = [];
  stopped = 0;

  /** @param line - printed repeatedly. Omitted: it is silent */
  constructor(private readonly line?: string) {}

  async find() {
    return undefined;
  }

  async start({ args, operation }: Parameters<EksctlRunner['start']>[0]) {
    this.started.push(args.slice(0, 2).join(' '));
    let timer: NodeJS.Timeout | undefined;
    return {
      operation,
      leave: async () => clearInterval(timer),
      stop: async () => {
        this.stopped += 1;
        clearInterval(timer);
      },
      follow: (
        onLine: Parameters<
          Awaited<ReturnType<EksctlRunner['start']>>['follow']
        >[0],
      ) => {
        const { line } = this;
        if (line) {
          timer = setInterval(
            () => onLine({ level: 'warning', stream: 'stdout', text: line }),
            20,
          );
        }
        return new Promise<never>(() => {});
      },
    };
  }
}

describe('an eksctl delete that hangs', () => {
  let harness: SimulatorHarness;

  beforeAll(async () => {
    harness = await SimulatorHarness.start(2_000);
  });
  afterEach(() => harness.endTest());
  afterAll(() => harness.close());

  it.each([
    {
      how: 'says nothing',
      line: undefined,
      config: { silence: ms(500) },
      reason: 'eksctl prints nothing, and nothing is in progress in AWS',
    },
    {
      how: 'waits for ever for a pod, and says so',
      line: '1 pods are unevictable from node ip-10-0-0-1.eu-west-1.compute.internal',
      config: { deletionTimeout: Duration.fromObject({ seconds: 2 }) },
      reason: 'eksctl did not end within 2 seconds',
    },
  ])('and $how is stopped, and deleted without', async given => {
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

    const runner = new HangingRunner(given.line);
    await parts.commands.delete({ environmentId, endReason: 'DeletedByUser' });
    harness.startEngine(parts, { runner, ...given.config });
    expect(
      await reaches(
        knex,
        environmentId,
        'Deprovisioned',
        'DeprovisioningFailed',
        'Quarantined',
      ),
    ).toMatchObject({ state: 'Deprovisioned' });
    expect(runner).toMatchObject({ started: ['delete cluster'], stopped: 1 });
    expect(await knex('operation_log').select('text')).toContainEqual({
      text: expect.stringContaining(given.reason),
    });
    expect(
      await knex('operations').where('type', 'delete').first(),
    ).toMatchObject({ attempt: 1, state: 'Succeeded' });
    expect(harness.existing(clusterName)).toEqual([]);
  });
});
