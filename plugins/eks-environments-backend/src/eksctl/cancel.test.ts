import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OperationPhase } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { kill, startBackend } from '../__testUtils__/backendProcess';
import { databaseOpeners } from '../__testUtils__/databaseOpeners';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { testParts } from '../__testUtils__/testParts';
import { until } from '../__testUtils__/until';
import { migrate, systemClock } from '../database';

jest.setTimeout(120_000);

/** All possible final states. */
const ends = [
  'Ready',
  'Deprovisioned',
  'DeprovisioningFailed',
  'Quarantined',
] as const;

// Slow enough to be stopped in the middle; a create takes about three seconds.
const SPEED = 300;

describe.each(databaseOpeners())('work that is stopped on %s', (_, open) => {
  let harness: SimulatorHarness;
  let directory: string;
  let knex: Knex;
  let parts: ReturnType<typeof testParts>;
  let backend: ChildProcess | undefined;

  beforeAll(async () => {
    harness = await SimulatorHarness.start(SPEED);
    directory = await mkdtemp(join(tmpdir(), 'cancel-'));
    knex = await open(directory);
    await migrate(knex);
    parts = testParts(knex, systemClock);
  });

  afterEach(async () => {
    if (backend) {
      await kill(backend);
    }
    await harness.endTest();
  });

  afterAll(async () => {
    await harness.close();
    await knex.destroy();
    await rm(directory, { recursive: true, force: true });
  });

  const cancel = (environmentId: string) =>
    parts.commands.delete({
      environmentId,
      endReason: 'DeletedByUser',
      onlyUnfinished: true,
    });

  const operationsOf = (environmentId: string) =>
    knex('operations')
      .where({ environment_id: environmentId })
      .orderBy('id')
      .select('type', 'state', 'fencing_token', 'claimed_by');

  it('is released by a backend that gets SIGTERM, and taken over by another one', async () => {
    const { environmentId } = await seedEnvironment(knex, parts.commands, {
      name: 'term',
    });
    backend = startBackend(knex, { aws: harness.aws });
    await harness.stackReaches('-cluster', 'CREATE_IN_PROGRESS');
    backend.kill('SIGTERM');
    await once(backend, 'exit');
    expect(await operationsOf(environmentId)).toMatchObject([
      { type: 'create', state: 'Running', fencing_token: null },
    ]);

    harness.startEngine(parts);
    await until(
      async () => (await operationsOf(environmentId))[0].fencing_token !== null,
      'a takeover',
      // Many polls, but less than an unreleased claim would last.
      900,
    );
    expect(
      await reaches(knex, environmentId, 'Ready', 'ProvisioningFailed'),
    ).toMatchObject({ state: 'Ready' });
  });

  it('is deleted while its first stack is being created, without waiting for it', async () => {
    const { environmentId, clusterName } = await seedEnvironment(
      knex,
      parts.commands,
      { name: 'early' },
    );
    harness.startEngine(parts);
    await harness.stackReaches(`${clusterName}-cluster`, 'CREATE_IN_PROGRESS');
    await cancel(environmentId);
    // A second cancellation changes nothing.
    await cancel(environmentId);
    expect(await reaches(knex, environmentId, ...ends)).toMatchObject({
      state: 'Deprovisioned',
      end_reason: 'Cancelled',
    });
    expect(harness.existing(clusterName)).toEqual([]);
    // The stack was never complete: nobody waited for it.
    expect(harness.historyOf(`eksctl-${clusterName}-cluster`)).not.toContain(
      'CREATE_COMPLETE',
    );
  });

  it('ends in one truth when it is cancelled as it is claimed', async () => {
    harness.startEngine(parts);
    for (const name of ['a', 'b', 'c', 'd']) {
      const { environmentId, clusterName } = await seedEnvironment(
        knex,
        parts.commands,
        { name: `race-${name}` },
      );
      await cancel(environmentId);
      expect(await reaches(knex, environmentId, ...ends)).toMatchObject({
        state: 'Deprovisioned',
        end_reason: 'Cancelled',
      });
      expect(harness.existing(clusterName)).toEqual([]);
      const [create] = await operationsOf(environmentId);
      expect(create).toMatchObject({ type: 'create', state: 'Cancelled' });
    }
  });

  it('is either ready or cancelled, never both', async () => {
    const { environmentId, clusterName } = await seedEnvironment(
      knex,
      parts.commands,
      { name: 'last' },
    );
    harness.startEngine(parts);
    // The last phase: the environment is Ready in a moment, or already.
    await until(async () => {
      const { phases } = await knex('operations')
        .where({ environment_id: environmentId })
        .first('phases');
      return (JSON.parse(phases) as OperationPhase[]).some(
        ({ id, state }) => id === 'verification' && state !== 'waiting',
      );
    }, 'verification');
    const cancelled = await cancel(environmentId).then(
      () => true,
      error => {
        expect(error).toMatchObject({ name: 'ConflictError' });
        return false;
      },
    );
    const row = await reaches(
      knex,
      environmentId,
      ...(cancelled ? (['Deprovisioned'] as const) : (['Ready'] as const)),
    );
    expect(row.end_reason).toBe(cancelled ? 'Cancelled' : null);
    expect(harness.existing(clusterName).length > 0).toBe(!cancelled);
  });
});
