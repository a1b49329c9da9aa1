import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { DurationLikeObject } from 'luxon';
import { systemClock } from './clock';
import { DatabaseClockGuard } from './ClockGuard';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'DatabaseClockGuard on %s',
  databaseId => {
    async function guard(offset: DurationLikeObject) {
      const logger = mockServices.logger.mock();
      const knex = await databases.init(databaseId);
      const clock = { now: () => systemClock.now().plus(offset) };
      return { guard: new DatabaseClockGuard({ knex, clock, logger }), logger };
    }

    it.each([[{}], [{ seconds: 30 }], [{ seconds: -30 }]])(
      'acts on a clock that is off by %j',
      async offset => {
        const { guard: sut, logger } = await guard(offset);
        expect(await sut.check()).toEqual({ kind: 'inStep' });
        expect(logger.error).not.toHaveBeenCalled();
      },
    );

    it.each([
      [{ hours: 2 }, /is 7200 seconds ahead of the database's/],
      [{ minutes: -3 }, /is 180 seconds behind the database's/],
    ])('refuses a clock that is off by %j', async (offset, message) => {
      const { guard: sut, logger } = await guard(offset);
      expect(await sut.check()).toMatchObject({ kind: 'apart' });
      expect(logger.error).toHaveBeenCalledWith(expect.stringMatching(message));
    });
  },
);
