import { TestDatabases } from '@backstage/backend-test-utils';
import { Duration } from 'luxon';
import { allowAnyMove } from '../../__testUtils__/allowAnyMove';
import { seedEnvironment } from '../../__testUtils__/seedEnvironment';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { testParts } from '../../__testUtils__/testParts';
import {
  DatabaseClockGuard,
  migrate,
  systemClock,
  toColumn,
} from '../../database';
import { LogRetention } from './LogRetention';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('log retention on %s', id => {
  it('removes the logs of operations that ended long ago, and nothing else', async () => {
    const knex = await databases.init(id);
    await migrate(knex);
    await allowAnyMove(knex);
    const clock = new TestClock();
    const { commands, clockGuard, logger } = testParts(knex, clock);
    const retention = new LogRetention({
      knex,
      clock,
      clockGuard,
      logger,
      retention: Duration.fromObject({ days: 30 }),
    });
    const daysAgo = (days: number) => toColumn(clock.now().minus({ days }));
    const add = async (name: string, lines: number, finishedAt?: string) => {
      const { environmentId } = await seedEnvironment(knex, commands, { name });
      const [{ id: operationId }] = await knex('operations')
        .where({ environment_id: environmentId })
        .update(
          finishedAt
            ? { state: 'Succeeded', finished_at: finishedAt }
            : { state: 'Running' },
        )
        .returning('id');
      await knex.batchInsert(
        'operation_log',
        Array.from({ length: lines }, (_, index) => ({
          operation_id: operationId,
          sequence: index + 1,
          time: daysAgo(40),
          level: 'info',
          text: 'line',
        })),
        100,
      );
      return operationId as string;
    };
    const old = await add('old', 2_500, daysAgo(31));
    const empty = await add('empty', 0, daysAgo(90));
    const recent = await add('recent', 3, daysAgo(29));
    const running = await add('running', 3);
    const left = async () => {
      const rows: Array<{ operation_id: string; lines: string | number }> =
        await knex('operation_log')
          .groupBy('operation_id')
          .select('operation_id')
          .count({ lines: '*' });
      return Object.fromEntries(
        rows.map(row => [row.operation_id, Number(row.lines)]),
      );
    };
    const removedAt = async () => {
      const rows = await knex('operations').select('id', 'log_removed_at');
      return Object.fromEntries(rows.map(row => [row.id, row.log_removed_at]));
    };

    // When it is stopped in the middle, it marks nothing that still has lines.
    await retention.removeOld(AbortSignal.abort());
    expect(await removedAt()).toMatchObject({ [old]: null });

    await retention.removeOld(new AbortController().signal);
    expect(await left()).toEqual({ [recent]: 3, [running]: 3 });
    const now = toColumn(clock.now());
    expect(await removedAt()).toEqual({
      [old]: now,
      [empty]: now,
      [recent]: null,
      [running]: null,
    });

    clock.advance({ days: 2 });
    await retention.removeOld(new AbortController().signal);
    expect(await left()).toEqual({ [running]: 3 });
    expect(await removedAt()).toMatchObject({ [old]: now });
  });

  it('removes nothing by a clock that is ahead of the database', async () => {
    const knex = await databases.init(id);
    await migrate(knex);
    const clock = { now: () => systemClock.now().plus({ days: 100 }) };
    const { commands, logger } = testParts(knex, new TestClock());
    await seedEnvironment(knex, commands, { name: 'recent' });
    const finishedAt = toColumn(systemClock.now().minus({ days: 1 }));
    await allowAnyMove(knex);
    await knex('operations').update({
      state: 'Succeeded',
      finished_at: finishedAt,
    });
    const retention = new LogRetention({
      knex,
      clock,
      clockGuard: new DatabaseClockGuard({ knex, clock, logger }),
      logger,
      retention: Duration.fromObject({ days: 30 }),
    });
    await retention.removeOld(new AbortController().signal);
    expect(await knex('operations').pluck('log_removed_at')).toEqual([null]);
  });
});
