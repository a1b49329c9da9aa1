import { TestDatabases } from '@backstage/backend-test-utils';
import type { ChangeHint } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { testParts } from '../__testUtils__/testParts';
import { until } from '../__testUtils__/until';
import { migrate, newId } from '../database';
import { DatabaseOperationJournal } from './DatabaseOperationJournal';
import type { LogLimits } from './LogLimit';
import type { ClaimedOperation } from './types';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const generous = { lines: 1_000, bytes: 1_000_000 };

/** A database whose transactions fail on demand; everything else passes. */
function breakable(knex: Knex) {
  const failures: Array<'before' | 'after'> = [];
  const broken = new Proxy(knex, {
    get(target, name) {
      if (name !== 'transaction') {
        return Reflect.get(target, name);
      }
      return async (work: (transaction: Knex.Transaction) => Promise<void>) => {
        const failure = failures.shift();
        if (failure !== 'before') {
          await target.transaction(work);
        }
        if (failure) {
          throw new Error('connection terminated');
        }
      };
    },
  });
  return { broken, failures };
}

describe.each(databases.eachSupportedId())(
  'the journal of an operation on %s',
  databaseId => {
    let knex: Knex;
    let environmentId: string;
    let id: string;
    const hints: ChangeHint[] = [];
    const onError = jest.fn();

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await migrate(knex);
      await knex('blueprints').insert({
        name: 'sandbox',
        version: 1,
        digest: '',
        document: '{}',
        loaded_at: '2026-11-21T10:00:00.000Z',
      });
    });

    beforeEach(async () => {
      hints.length = 0;
      onError.mockReset();
      environmentId = (await insertEnvironment(knex)).id;
      id = newId();
      await knex('operations').insert({
        id,
        environment_id: environmentId,
        type: 'create',
        lane: 'build',
        state: 'Running',
        attempt: 1,
        fencing_token: 'ours',
        phases: JSON.stringify(
          testParts(knex).types.plannedPhases('create', 'eksctl'),
        ),
        created_at: '2026-11-21T10:00:00.000Z',
        due_at: '2026-11-21T10:00:00.000Z',
      });
    });

    const row = () =>
      knex('operations').where({ id }).first() as Promise<ClaimedOperation>;
    const texts = () =>
      knex('operation_log')
        .where('operation_id', id)
        .orderBy('sequence')
        .pluck('text');

    async function open(
      options: { on?: Knex; limits?: LogLimits } = {},
    ): Promise<DatabaseOperationJournal> {
      return DatabaseOperationJournal.open({
        knex: options.on ?? knex,
        clock: new TestClock(),
        changes: { publish: hint => void hints.push(hint) },
        operation: await row(),
        intervalMs: 1,
        limits: options.limits ?? generous,
        onError,
      });
    }

    it.each(['before', 'after'] as const)(
      'stores each line once and in its place when the connection breaks %s a write',
      async moment => {
        const { broken, failures } = breakable(knex);
        const journal = await open({ on: broken });
        journal.log('one');
        await journal.flush();
        failures.push(moment, moment);
        journal.log('two');
        journal.log('three');
        await until(async () => failures.length === 0, 'the failures');
        journal.log('four');
        await until(async () => (await texts()).length === 4, 'the lines');
        journal.close();

        expect(await texts()).toEqual(['one', 'two', 'three', 'four']);
        expect(
          await knex('operation_log')
            .where('operation_id', id)
            .pluck('sequence'),
        ).toEqual([1, 2, 3, 4]);
        expect(onError).not.toHaveBeenCalled();
      },
    );

    it('gives up when the database stays away', async () => {
      const { broken, failures } = breakable(knex);
      failures.push(...Array.from({ length: 20 }, () => 'before' as const));
      const journal = await open({ on: broken });
      journal.log('one');
      await until(async () => onError.mock.calls.length > 0, 'the end');
      expect(onError).toHaveBeenCalledTimes(1);
      expect(onError).toHaveBeenCalledWith(
        expect.objectContaining({ message: 'connection terminated' }),
      );
      expect(await texts()).toEqual([]);
    });

    it('writes nothing more when somebody else holds the operation', async () => {
      const journal = await open();
      await knex('operations')
        .where({ id })
        .update({ fencing_token: 'of-another' });
      journal.log('one');
      await until(async () => onError.mock.calls.length > 0, 'the end');
      expect(onError).toHaveBeenCalledWith(
        expect.objectContaining({ reason: 'lost' }),
      );
      expect(await texts()).toEqual([]);
    });

    it('keeps the beginning and the end of a log without end, and says what it left out', async () => {
      const limits = { lines: 10, bytes: 1_000_000 };
      const journal = await open({ limits });
      for (let line = 1; line <= 1_000; line++) {
        journal.log(`line ${line}`);
      }
      await journal.flush();
      expect((await texts()).slice(9)).toEqual([
        'line 10',
        expect.stringMatching(/has as many lines as are kept.*last 200 lines/),
      ]);
      expect(await row()).toMatchObject({ message: 'line 1000' });

      await journal.storeRest();
      const stored = await texts();
      expect(stored).toHaveLength(10 + 1 + 1 + 200);
      expect(stored.slice(11, 13)).toEqual([
        '… 790 lines left out',
        'line 801',
      ]);
      expect(stored.at(-1)).toBe('line 1000');

      // The end of the next attempt is also kept, and no line is stored twice.
      const next = await open({ limits });
      next.log('the cause of the failure');
      await next.storeRest();
      expect((await texts()).slice(212)).toEqual(['the cause of the failure']);
    });

    it('limits the bytes, too, as the database counts them', async () => {
      const limits = { lines: 1_000, bytes: 30 };
      const journal = await open({ limits });
      journal.log('€€€€€'); // 15 bytes
      await journal.flush();
      const next = await open({ limits });
      next.log('€€€€€');
      next.log('left out for now');
      await next.flush();
      expect(await texts()).toEqual([
        '€€€€€',
        '€€€€€',
        expect.stringMatching(/as many lines as are kept/),
      ]);
    });

    it('never goes back, neither in an attempt nor in the next one', async () => {
      const journal = await open();
      journal.progress('control-plane', 55);
      journal.progress('control-plane', 40);
      await journal.flush();
      expect(await row()).toMatchObject({ percent: 55 });

      // As a new attempt finds it.
      await knex('operations')
        .where({ id })
        .update({
          phases: JSON.stringify(
            testParts(knex).types.plannedPhases('create', 'eksctl'),
          ),
        });
      const next = await open();
      next.progress('preflight', 0);
      await next.flush();
      expect(await row()).toMatchObject({ percent: 55, phase: 'preflight' });
      next.progress('nodes', 68);
      await next.flush();
      expect(await row()).toMatchObject({ percent: 68, phase: 'nodes' });
    });

    it('calls lists to read again for steps, not for lines', async () => {
      const journal = await open();
      journal.progress('control-plane', 5);
      await journal.flush();
      const seen = hints.length;
      for (const percent of [6, 7, 8, 9]) {
        journal.log(`line ${percent}`);
        journal.progress('control-plane', percent);
        await journal.flush();
      }
      expect(hints).toHaveLength(seen);
      journal.progress('control-plane', 10);
      await journal.flush();
      journal.progress('nodes', 10);
      await journal.flush();
      expect(hints.slice(seen)).toEqual([
        { type: 'OperationProgressed', environmentId },
        { type: 'OperationProgressed', environmentId },
      ]);
    });

    it('stores no commands for a terminal', async () => {
      const journal = await open();
      journal.addLine({
        level: 'info',
        text: '\u001b[31mred\u001b[0m\tand\u0007 bell\u009b2J',
      });
      await journal.flush();
      expect(await texts()).toEqual(['red\tand bell']);
      expect(await row()).toMatchObject({ message: 'red\tand bell' });
    });
  },
);
