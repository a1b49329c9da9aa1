import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OperationPhase } from 'backstage-plugin-eks-environments-common';
import knexFactory, { type Knex } from 'knex';
import { databaseNow, migrate, systemClock } from '../database';
import { kill, startBackend } from '../__testUtils__/backendProcess';
import { booksOf } from '../__testUtils__/clusterBooks';
import { manyAtOnce } from '../__testUtils__/engineFixture';
import { type KillPoint, Victim } from '../__testUtils__/killPoints';
import {
  everyPoint,
  permissionPoints,
  type ResumeCase,
} from '../__testUtils__/resumeCases';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { reaches, SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { testParts } from '../__testUtils__/testParts';

/*
 * One backend works on one environment for each config and each point at which it may be killed. Each gets exactly as far as its point.
 * Then the backend is killed, AWS continues or not, and another backend takes all of them over, beside one of each config that was not
 * interrupted. The outcome of each is a test of its own: AWS must have exactly what it has of the uninterrupted one.
 */
interface Seeded {
  environmentId: string;
  clusterName: string;
}

const SPEED = 400;
/** Enough for all at once on a busy machine. */
const PATIENCE_MS = 300_000;

describe.each([
  ['every point', everyPoint],
  ['the points where parts get their permissions', permissionPoints],
])('a creation that is killed at %s', (_title, cases) => {
  const rows = cases.flatMap(({ points, ...rest }) =>
    points.map(point => ({ ...rest, ...point })),
  );
  let harness: SimulatorHarness;
  let directory: string;
  let knex: Knex;
  let parts: ReturnType<typeof testParts>;
  let backend: ChildProcess | undefined;
  const victims = new Map<string, Seeded & { victim: Victim }>();
  const references = new Map<string, Seeded>();

  async function seed(
    name: string,
    config: ResumeCase['config'],
  ): Promise<Seeded> {
    const { environmentId, clusterName } = await seedEnvironment(
      knex,
      parts.commands,
      { name },
    );
    await knex('environments')
      .where({ id: environmentId })
      .update({ spec: config(clusterName, environmentId) });
    return { environmentId, clusterName };
  }

  /** Equally long: AWS truncates names that it generates. */
  const nameOf = (letter: string, index: number) =>
    `${letter}-${String(index).padStart(3, '0')}`;

  const keyOf = (row: { name: string; when: string }) =>
    `${row.name} ${row.when}`;

  async function forEachRow(
    act: (row: KillPoint, victim: Victim) => Promise<void> | undefined,
  ): Promise<void> {
    await Promise.all(
      rows.map(row => act(row, victims.get(keyOf(row))!.victim)),
    );
  }

  beforeAll(async () => {
    harness = await SimulatorHarness.start(SPEED);
    directory = await mkdtemp(join(tmpdir(), 'resume-'));
    knex = knexFactory({
      client: 'better-sqlite3',
      connection: { filename: join(directory, 'test.sqlite') },
      useNullAsDefault: true,
    });
    await migrate(knex);
    parts = testParts(knex, systemClock);
    harness.addRole('Given');
    for (const [index, row] of rows.entries()) {
      const seeded = await seed(nameOf('k', index), row.config);
      const victim = new Victim(harness, seeded.clusterName);
      victims.set(keyOf(row), { ...seeded, victim });
    }
    const arrived = forEachRow(({ arrive }, victim) => arrive(victim));
    backend = startBackend(knex, {
      aws: harness.aws,
      concurrency: rows.length,
    });
    await arrived;
    await kill(backend);

    await forEachRow(async ({ meanwhile }, victim) => meanwhile?.(victim));
    await knex('operations')
      .where({ state: 'Running' })
      .update({ claimed_until: databaseNow(knex) });
    for (const [index, { name, config }] of cases.entries()) {
      references.set(name, await seed(nameOf('w', index), config));
    }
    harness.startEngine(parts, manyAtOnce(rows.length + cases.length));
    await forEachRow(async (_, victim) => victim.release());
  }, PATIENCE_MS);

  afterAll(async () => {
    if (backend) {
      await kill(backend);
    }
    await harness.endTest();
    await harness.close();
    await knex.destroy();
    await rm(directory, { recursive: true, force: true });
  });

  async function booksOfReady(seeded: Seeded) {
    const { environmentId } = seeded;
    expect(
      await reaches(knex, environmentId, 'Ready', 'ProvisioningFailed'),
    ).toMatchObject({ state: 'Ready', failure: null });
    return booksOf(harness, seeded);
  }

  describe.each(cases)('a creation of $name', ({ name, points }) => {
    it(
      'is made at once when nothing interrupts it',
      async () => {
        const { environmentId } = references.get(name)!;
        await booksOfReady(references.get(name)!);
        const completed = await knex('operation_log')
          .join('operations', 'operations.id', 'operation_log.operation_id')
          .where({ environment_id: environmentId })
          .andWhere(line =>
            line
              .whereLike('text', 'Missing: %')
              .orWhereLike('text', 'Differs: %'),
          )
          .select('text');
        expect(completed).toEqual([]);
      },
      PATIENCE_MS,
    );

    it.each(points)(
      'ends as the same cluster when it is killed $when',
      async ({ when, attempt = 1, remade }) => {
        const { environmentId, victim, clusterName } = victims.get(
          keyOf({ name, when }),
        )!;
        expect(await booksOfReady({ environmentId, clusterName })).toEqual(
          await booksOfReady(references.get(name)!),
        );

        const operations = await knex('operations').where({
          environment_id: environmentId,
        });
        expect(operations).toEqual([
          expect.objectContaining({
            state: 'Succeeded',
            attempt,
            percent: 100,
          }),
        ]);
        const phases: OperationPhase[] = JSON.parse(operations[0].phases);
        expect(phases.every(({ state }) => state === 'done')).toBe(true);
        expect(
          victim.madeTwice().filter(suffix => !remade?.test(suffix)),
        ).toEqual([]);
      },
      PATIENCE_MS,
    );
  });
});
