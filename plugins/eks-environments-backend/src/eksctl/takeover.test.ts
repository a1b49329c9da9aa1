import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { kill, startBackend } from '../__testUtils__/backendProcess';
import { databaseOpeners } from '../__testUtils__/databaseOpeners';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { testParts } from '../__testUtils__/testParts';
import { until } from '../__testUtils__/until';
import { migrate, systemClock } from '../database';

jest.setTimeout(120_000);

const ends = ['Ready', 'ProvisioningFailed'] as const;

// Slow enough to be killed in the middle; a create takes about three seconds.
const SPEED = 300;

describe.each(databaseOpeners())('a killed backend on %s', (_, open) => {
  let harness: SimulatorHarness;
  let directory: string;
  let knex: Knex;
  let parts: ReturnType<typeof testParts>;
  const children: ChildProcess[] = [];

  beforeAll(async () => {
    harness = await SimulatorHarness.start(SPEED);
    directory = await mkdtemp(join(tmpdir(), 'takeover-'));
    knex = await open(directory);
    await migrate(knex);
    parts = testParts(knex, systemClock);
  });

  afterEach(async () => {
    await Promise.all(children.splice(0).map(kill));
    await harness.endTest();
  });

  afterAll(async () => {
    await harness.close();
    await knex.destroy();
    await rm(directory, { recursive: true, force: true });
  });

  /** Starts a backend in another process. */
  function start(): ChildProcess {
    const child = startBackend(knex, { aws: harness.aws });
    children.push(child);
    return child;
  }

  it('has its create finished by another one, with one control plane', async () => {
    const before = harness.controlPlanesBegun();
    const { environmentId } = await seedEnvironment(knex, parts.commands, {
      name: 'one',
    });
    const backend = start();
    await harness.stackReaches('-cluster', 'CREATE_IN_PROGRESS');
    await kill(backend);
    expect(
      await knex('environments').where({ id: environmentId }).first(),
    ).toMatchObject({ state: 'Provisioning' });

    harness.startEngine(parts);
    expect(await reaches(knex, environmentId, ...ends)).toMatchObject({
      state: 'Ready',
      nodes: 2,
    });
    expect(harness.controlPlanesBegun()).toBe(before + 1);
    // A takeover is not a new attempt.
    const operation = await knex('operations')
      .where({ environment_id: environmentId })
      .first();
    expect(operation).toMatchObject({ state: 'Succeeded', attempt: 1 });
    const log = await knex('operation_log')
      .where({ operation_id: operation.id })
      .orderBy('sequence');
    expect(log.map(({ sequence }) => sequence)).toEqual(
      log.map((__, index) => index + 1),
    );
  });

  it('has its nodes finished by another one', async () => {
    const { environmentId } = await seedEnvironment(knex, parts.commands, {
      name: 'two',
    });
    const backend = start();
    await harness.stackReaches('-nodegroup-workers', 'CREATE_IN_PROGRESS');
    await kill(backend);
    harness.startEngine(parts);
    expect(await reaches(knex, environmentId, ...ends)).toMatchObject({
      state: 'Ready',
      nodes: 2,
    });
  });

  it('has its create finished although the one that took over is killed, too', async () => {
    const before = harness.controlPlanesBegun();
    const { environmentId } = await seedEnvironment(knex, parts.commands, {
      name: 'again',
    });
    const first = start();
    await harness.stackReaches('-cluster', 'CREATE_IN_PROGRESS');
    await kill(first);
    const second = start();
    await harness.stackReaches('-nodegroup-workers', 'CREATE_IN_PROGRESS');
    await kill(second);
    harness.startEngine(parts);
    expect(await reaches(knex, environmentId, ...ends)).toMatchObject({
      state: 'Ready',
      nodes: 2,
    });
    expect(harness.controlPlanesBegun()).toBe(before + 1);
  });

  it('has its deletion finished by another one, and nothing is left', async () => {
    const { environmentId, clusterName } = await seedEnvironment(
      knex,
      parts.commands,
      { name: 'three' },
    );
    const first = harness.startEngine(parts);
    await reaches(knex, environmentId, ...ends);
    await first.stop();

    await parts.commands.delete({ environmentId, endReason: 'DeletedByUser' });
    const backend = start();
    await harness.stackReaches('-cluster', 'DELETE_IN_PROGRESS');
    await kill(backend);
    expect(
      await knex('environments').where({ id: environmentId }).first(),
    ).toMatchObject({ state: 'Deprovisioning' });

    harness.startEngine(parts);
    expect(
      await reaches(
        knex,
        environmentId,
        'Deprovisioned',
        'DeprovisioningFailed',
        'Quarantined',
      ),
    ).toMatchObject({ state: 'Deprovisioned' });
    expect(harness.existing(clusterName)).toEqual([]);
  });

  it('hands over at once when it is shut down in order', async () => {
    const { environmentId } = await seedEnvironment(knex, parts.commands, {
      name: 'four',
    });
    const first = harness.startEngine(parts);
    await harness.stackReaches('-cluster', 'CREATE_IN_PROGRESS');
    await first.stop();
    const operation = () =>
      knex('operations').where({ environment_id: environmentId }).first();
    expect(await operation()).toMatchObject({
      state: 'Running',
      fencing_token: null,
    });

    harness.startEngine(parts);
    await until(
      async () => (await operation()).fencing_token !== null,
      'a takeover',
    );
    expect(await reaches(knex, environmentId, ...ends)).toMatchObject({
      state: 'Ready',
    });
  });
});
