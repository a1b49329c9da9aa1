import { TestDatabases } from '@backstage/backend-test-utils';
import type { AnyOperationType } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { testParts } from '../__testUtils__/testParts';
import { restartNodes } from '../__testUtils__/toyOperations';
import { CircuitBreakers } from '../breakers';
import { databaseNow, migrate } from '../database';
import { PersistentSettlement } from '../engine/PersistentSettlement';
import { Settlement } from '../engine/Settlement';
import { DatabaseOperationQueue } from './DatabaseOperationQueue';
import { queueRequestedDeletion } from './delete';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const never = () => new Promise<undefined>(() => {});
const hanging: AnyOperationType = {
  ...restartNodes,
  type: 'hanging-hooks',
  retry: { ...restartNodes.retry, maximumAttempts: 1 },
  onBegin: never,
  onSettled: never,
};

describe.each(databases.eachSupportedId())(
  'hooks that do not return on %s',
  databaseId => {
    let knex: Knex;
    let environmentId: string;
    const deadlines: number[] = [];
    /** Every pause is over at once. */
    const pause = async (milliseconds: number) => {
      deadlines.push(milliseconds);
    };

    async function begin() {
      knex = await databases.init(databaseId);
      await migrate(knex);
      const parts = { ...testParts(knex), pause };
      parts.types.add(hanging);
      const logger: any = {
        error: jest.fn(),
        warn: jest.fn(),
        info: jest.fn(),
      };
      const operations = new DatabaseOperationQueue({ ...parts, logger });
      const settlement = new Settlement({
        ...parts,
        operations,
        breakers: new CircuitBreakers({ ...parts, firstBackoffSeconds: 30 }),
        queueRequestedDeletion,
        maximumAttempts: 1,
        firstBackoffSeconds: 30,
      });
      await knex('blueprints').insert({
        name: 'sandbox',
        version: 1,
        digest: 'digest',
        document: '{}',
        loaded_at: '2026-11-21T10:00:00.000Z',
      });
      ({ id: environmentId } = await insertEnvironment(knex));
      const id = await knex.transaction(transaction =>
        operations.enqueue(transaction, {
          environmentId,
          type: hanging.type,
          input: { nodeGroups: ['one'] },
        }),
      );
      const row = () => knex('operations').where({ id }).first();
      return {
        logger,
        operations,
        settlement,
        row,
        end: new PersistentSettlement({
          settlement,
          logger,
          pause,
          retries: { tries: 2, firstBackoffMs: 1 },
          signal: new AbortController().signal,
        }),
        async claimed() {
          await knex('operations')
            .where({ id })
            .update({
              state: 'Running',
              attempt: 1,
              fencing_token: 'of-a-worker',
              claimed_until: databaseNow(knex, 60),
            });
          return row();
        },
      };
    }

    it('fail the beginning after their deadline', async () => {
      const { settlement, claimed, row } = await begin();
      await expect(settlement.begin(await claimed())).rejects.toThrow(
        'onBegin of the operation type hanging-hooks failed: it did not return within 10 seconds',
      );
      expect(deadlines).toContain(10_000);
      expect(await row()).toMatchObject({ started_at: null });
    });

    it('let an operation end without them', async () => {
      const { end, claimed, row } = await begin();
      await end.settle(await claimed(), { kind: 'succeeded', result: {} });
      expect(await row()).toMatchObject({ state: 'Failed' });
    });

    it('let a deletion cancel what waits', async () => {
      const { operations, logger, row } = await begin();
      await knex.transaction(async transaction => {
        const cancelled = await operations.cancel(transaction, {
          environmentId,
        });
        expect(cancelled).toMatchObject({ kind: 'ended' });
        await operations.tellCancelled(
          transaction,
          (cancelled as any).operation,
        );
      });
      expect(await row()).toMatchObject({ state: 'Cancelled' });
      expect(logger.error).toHaveBeenCalledTimes(1);
    });
  },
);
