import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { type Simulator, startSimulator } from 'aws-simulator';
import type { EnvironmentState } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { Duration } from 'luxon';
import { seedEnvironment, installation } from '../__testUtils__/seedEnvironment';
import { testParts } from '../__testUtils__/testParts';
import { until } from '../__testUtils__/until';
import { AwsAccounts } from '../accounts';
import { migrate, systemClock } from '../database';
import { createEngine } from './createEngine';
import type { Engine } from './Engine';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const ms = (milliseconds: number) => Duration.fromObject({ milliseconds });

describe.each(databases.eachSupportedId())('the engine on %s', databaseId => {
  let simulator: Simulator;
  let workingDirectory: string;
  const engines: Engine[] = [];

  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, speed: 2000 });
    workingDirectory = await mkdtemp(join(tmpdir(), 'engine-'));
    process.env.AWS_ENDPOINT_URL = simulator.url;
  });

  afterEach(async () => {
    await Promise.all(engines.splice(0).map(engine => engine.stop()));
    simulator.reset();
  });

  afterAll(async () => {
    delete process.env.AWS_ENDPOINT_URL;
    await simulator.close();
    await rm(workingDirectory, { recursive: true, force: true });
  });

  async function start(id: TestDatabaseId) {
    const knex = await databases.init(id);
    await migrate(knex);
    const parts = testParts(knex, systemClock);
    return { ...parts, startEngine: () => startEngine(parts) };
  }

  function startEngine(parts: ReturnType<typeof testParts>): Engine {
    const { accessKeyId, secretAccessKey } = simulator.credentials;
    const engine = createEngine({
      ...parts,
      installation,
      accounts: new AwsAccounts({
        accounts: [
          {
            id: 'sandbox',
            accountNumber: simulator.credentials.accountId,
            regions: ['eu-west-1'],
          },
        ],
        credentialsManager: {
          getCredentialProvider: async () => ({
            sdkCredentialProvider: async () => ({
              accessKeyId,
              secretAccessKey,
            }),
          }),
        },
      }),
      config: {
        eksctlPath: simulator.eksctlPath,
        eksctlTimeout: Duration.fromObject({ minutes: 40 }),
        concurrency: 2,
        claim: ms(2_000),
        pollInterval: ms(50),
        watchInterval: ms(50),
        reaperInterval: ms(100),
        attempts: 2,
        backoff: ms(20),
        workingDirectory,
        notificationInterval: ms(100),
        operators: [],
      },
    });
    engines.push(engine);
    engine.start();
    return engine;
  }

  function reaches(knex: Knex, id: string, ...states: EnvironmentState[]) {
    return until(async () => {
      const row = await knex('environments').where({ id }).first();
      return states.includes(row.state) && row;
    }, `${states}`);
  }

  /** Whatever of a cluster the accounts hold, apart from the history of deleted stacks. */
  function standing(clusterName: string): string[] {
    return Object.values(simulator.state().accounts).flatMap(account =>
      Object.values(account.regions).flatMap(region =>
        Object.entries(region).flatMap(([kind, things]) =>
          (things as { status?: string; name?: string }[])
            .filter(({ status }) => status !== 'DELETE_COMPLETE')
            .filter(thing => JSON.stringify(thing).includes(clusterName))
            .map(({ name }) => `${kind} ${name}`),
        ),
      ),
    );
  }

  it('builds a cluster and deletes it without a trace', async () => {
    const { knex, commands, startEngine: begin } = await start(databaseId);
    const { environmentId, clusterName } = await seedEnvironment(
      knex,
      commands,
    );
    begin();
    const ready = await reaches(
      knex,
      environmentId,
      'Ready',
      'ProvisioningFailed',
    );
    expect(ready).toMatchObject({ state: 'Ready', nodes: 2, failure: null });
    expect(ready.endpoint).toMatch(/^https:/);
    const lease = await knex('leases').first();
    expect(lease.expires_at > lease.started_at).toBe(true);
    const [create] = await knex('operations');
    expect(create).toMatchObject({
      kind: 'Create',
      state: 'Succeeded',
      attempt: 1,
      percent: 100,
    });
    expect(
      JSON.parse(create.phases).map(({ state }: { state: string }) => state),
    ).toEqual(['done', 'done', 'done', 'done', 'done']);

    await commands.delete({
      environmentId,
      endReason: 'DeletedByUser',
      actor: 'user:default/dana',
    });
    const gone = await reaches(
      knex,
      environmentId,
      'Deprovisioned',
      'DeprovisioningFailed',
      'Quarantined',
    );
    expect(gone).toMatchObject({
      state: 'Deprovisioned',
      end_reason: 'DeletedByUser',
    });
    expect(JSON.parse(gone.sweep).looked.length).toBeGreaterThan(10);
    expect(standing(clusterName)).toEqual([]);
  });
});
