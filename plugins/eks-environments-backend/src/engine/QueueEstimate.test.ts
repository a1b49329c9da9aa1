import { TestDatabases } from '@backstage/backend-test-utils';
import type { DurationLike } from 'luxon';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { testParts } from '../__testUtils__/testParts';
import { databaseNow, migrate, toColumn } from '../database';
import { QueueEstimate } from './QueueEstimate';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('QueueEstimate on %s', id => {
  async function start(options: { ranFor: DurationLike }) {
    const knex = await databases.init(id);
    await migrate(knex);
    const clock = new TestClock();
    const { commands, types, runnable } = testParts(knex, clock);
    const queue = async (name: string) => {
      const { environmentId } = await seedEnvironment(knex, commands, { name });
      const operation = await knex('operations')
        .where('environment_id', environmentId)
        .first();
      return operation.id as string;
    };
    const running = await queue('running');
    await knex('operations')
      .where('id', running)
      .update({
        state: 'Running',
        claimed_by: 'one',
        started_at: toColumn(clock.now().minus(options.ranFor)),
      });
    const estimate = new QueueEstimate({
      knex,
      clock,
      types,
      runnable,
      limits: { concurrency: 1, perRegionOf: {} },
      usualSeconds: async () => 600,
    });
    const queries = jest.fn();
    knex.on('query', queries);
    const position = async (operationId: string) =>
      (await estimate.positionsOf([operationId])).get(operationId);
    return { knex, clock, queue, position, queries };
  }

  it('is asked of the database once in a few seconds, however many ask how often', async () => {
    const { clock, queue, position, queries } = await start({
      ranFor: { minutes: 4 },
    });
    const waiting = await queue('waiting');
    const first = await position(waiting);
    expect(first).toMatchObject({
      place: 1,
      waitsFor: 'worker',
      startsAt: '2026-11-21T10:06:00.000Z',
      endsAt: '2026-11-21T10:16:00.000Z',
    });
    queries.mockClear();
    for (let time = 0; time < 5; time++) {
      clock.advance({ milliseconds: 500 });
      await Promise.all([position(waiting), position(waiting)]);
    }
    expect(queries).not.toHaveBeenCalled();

    // The forecast stays the same, so viewers get no update.
    clock.advance({ milliseconds: 777 });
    expect(await position(waiting)).toEqual(first);
    expect(queries).toHaveBeenCalled();
  });

  it('knows at once what was queued since', async () => {
    const { queue, position } = await start({ ranFor: { minutes: 4 } });
    const waiting = await queue('waiting');
    await position(waiting);
    expect(await position(await queue('later'))).toMatchObject({ place: 2 });
  });

  it('places what no replica can run behind everything else, and says so', async () => {
    const { knex, clock, queue, position } = await start({
      ranFor: { minutes: 4 },
    });
    const lost = await queue('lost');
    const waiting = await queue('waiting');
    await knex('operations')
      .where('id', lost)
      .update({ provisioner: 'removed-module' });
    expect(await position(waiting)).toMatchObject({ place: 1 });
    expect(await position(lost)).toEqual({
      place: 2,
      waitsFor: 'worker',
      reason:
        'No replica of the backend can run it for environments of removed-module now; the fleet page says why',
    });

    await knex('operations')
      .whereNotNull('claimed_by')
      .update({
        provisioner: 'removed-module',
        claimed_until: databaseNow(knex, -1),
      });
    clock.advance({ minutes: 1 });
    expect(await position(waiting)).toMatchObject({
      place: 1,
      reason: 'Waiting for a worker',
    });
  });

  it('moves in steps that are seen where nobody knows more than soon', async () => {
    const { clock, queue, position } = await start({ ranFor: { hours: 1 } });
    const waiting = await queue('waiting');
    const told = new Set<string>();
    for (let seconds = 0; seconds < 60; seconds++) {
      told.add(JSON.stringify(await position(waiting)));
      clock.advance({ seconds: 1 });
    }
    expect(told.size).toBeLessThanOrEqual(7);
  });
});
