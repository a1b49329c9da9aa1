import { TestDatabases } from '@backstage/backend-test-utils';
import type { Operation } from 'backstage-plugin-eks-environments-common';
import { allowAnyMove } from '../__testUtils__/allowAnyMove';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { testParts } from '../__testUtils__/testParts';
import { migrate, toColumn } from '../database';
import { UsualDurations } from './UsualDurations';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const asked: Operation = {
  id: 'one',
  type: 'create',
  title: 'Creation',
  lane: 'build',
  cancellable: true,
  state: 'Running',
  attempt: 1,
  percent: 5,
  phases: [
    { id: 'control-plane', title: 'Control plane', state: 'running' },
    { id: 'nodes', title: 'Nodes', state: 'waiting' },
  ],
  createdAt: '2026-11-21T10:00:00.000Z',
};

describe.each(databases.eachSupportedId())('usual durations on %s', id => {
  it('are the medians of what went well at once', async () => {
    const knex = await databases.init(id);
    await migrate(knex);
    await allowAnyMove(knex);
    const clock = new TestClock();
    const { commands } = testParts(knex, clock);
    const start = clock.now();
    const at = (seconds: number) => toColumn(start.plus({ seconds }));
    const usual = new UsualDurations({ knex, clock });
    expect(await usual.addTo(asked, 'sandbox')).toEqual(asked);

    for (const [seconds, state, attempt] of [
      [600, 'Succeeded', 1],
      [700, 'Succeeded', 1],
      [2000, 'Succeeded', 1],
      [9000, 'Succeeded', 2],
      [9000, 'Failed', 1],
    ] as const) {
      const { environmentId } = await seedEnvironment(knex, commands, {
        name: `env-${seconds}-${state}-${attempt}`.toLowerCase(),
      });
      await knex('environments')
        .where({ id: environmentId })
        .update({ ready_at: at(seconds) });
      await knex('operations')
        .where({ environment_id: environmentId })
        .update({
          state,
          attempt,
          started_at: at(0),
          finished_at: at(seconds),
          phases: JSON.stringify([
            {
              id: 'control-plane',
              title: 'Control plane',
              state: 'done',
              startedAt: at(10),
              finishedAt: at(seconds - 100),
            },
          ]),
        });
    }
    // The result is cached for a minute.
    expect((await usual.addTo(asked, 'sandbox')).usualSeconds).toBeUndefined();
    clock.advance({ minutes: 1 });
    expect(await usual.addTo(asked, 'sandbox')).toMatchObject({
      usualSeconds: 700,
      phases: [
        { id: 'control-plane', usualSeconds: 590 },
        { id: 'nodes', usualSeconds: undefined },
      ],
    });
    expect(await usual.addTo(asked, 'other')).toEqual(asked);
  });
});
