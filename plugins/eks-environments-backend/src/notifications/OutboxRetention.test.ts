import { TestDatabases } from '@backstage/backend-test-utils';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { Duration } from 'luxon';
import { testParts } from '../__testUtils__/testParts';
import { migrate, newId, toColumn } from '../database';
import { OutboxRetention } from './OutboxRetention';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'retention of the outbox on %s',
  databaseId => {
    it('removes old messages that nobody still has to deliver, and nothing else', async () => {
      const knex = await databases.init(databaseId);
      await migrate(knex);
      const clock = new TestClock();
      const { clockGuard, logger } = testParts(knex, clock);
      const daysAgo = (days: number) => toColumn(clock.now().minus({ days }));

      const eventId = newId();
      await knex('events').insert({
        id: eventId,
        type: 'EnginePaused',
        message: 'Paused',
        at: daysAgo(40),
      });
      const add = async (title: string, days: number, states: string[]) => {
        const id = newId();
        await knex('outbox_messages').insert({
          id,
          event_id: eventId,
          topic: 'EnginePaused',
          title,
          text: '',
          path: '/',
          recipients: '[]',
          severity: 'normal',
          created_at: daysAgo(days),
        });
        for (const [index, state] of states.entries()) {
          await knex('outbox_deliveries').insert({
            message_id: id,
            channel: `channel-${index}`,
            state,
            due_at: daysAgo(days),
          });
        }
      };
      // More than one batch.
      for (let index = 0; index < 501; index += 1) {
        await add('old', 31, []);
      }
      await add('old', 31, ['Delivered', 'Rejected']);
      await add('stuck', 31, ['Delivered', 'Pending']);
      await add('recent', 29, ['Delivered']);

      const retention = new OutboxRetention({
        knex,
        clock,
        clockGuard,
        logger,
        retention: Duration.fromObject({ days: 30 }),
      });
      await retention.removeOld(AbortSignal.abort());
      expect(await knex('outbox_messages').where('title', 'old')).toHaveLength(
        502,
      );
      await retention.removeOld(new AbortController().signal);
      expect(
        await knex('outbox_messages').orderBy('title').pluck('title'),
      ).toEqual(['recent', 'stuck']);
      expect(await knex('outbox_deliveries').pluck('state')).toHaveLength(3);
      expect(await knex('events').pluck('id')).toEqual([eventId]);
    });
  },
);
