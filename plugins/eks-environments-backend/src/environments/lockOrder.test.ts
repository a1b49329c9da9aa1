import { TestDatabases } from '@backstage/backend-test-utils';
import type { OperationTransaction } from 'backstage-plugin-eks-environments-node';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import type { Knex } from 'knex';
import { allowAnyMove } from '../__testUtils__/allowAnyMove';
import { clearTables } from '../__testUtils__/clearTables';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { testParts } from '../__testUtils__/testParts';
import { restartNodes } from '../__testUtils__/toyOperations';
import { until } from '../__testUtils__/until';
import { CircuitBreakers } from '../breakers';
import { databaseNow, migrate, toColumn } from '../database';
import { Settlement } from '../engine/Settlement';
import { queueRequestedDeletion } from '../operations/delete';
import { requestPending } from './retryRefusals';
import type { ApprovedRequest } from './types';

jest.setTimeout(120_000);

// SQLite has one connection, so nothing waits for a lock.
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const actor = 'user:default/dana';

describe.each(databases.eachSupportedId())(
  'a failed environment with an operation of a module on %s',
  databaseId => {
    const clock = new TestClock();
    let knex: Knex;
    let parts: ReturnType<typeof testParts>;
    let settlement: Settlement;
    let request: ApprovedRequest;
    let meanwhile: (transaction: OperationTransaction) => Promise<void>;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await migrate(knex);
      await allowAnyMove(knex);
      parts = testParts(knex, clock);
      const hook = async (transaction: OperationTransaction) => {
        await meanwhile(transaction);
        return undefined;
      };
      parts.types.add({ ...restartNodes, onBegin: hook, onSettled: hook });
      settlement = new Settlement({
        ...parts,
        breakers: new CircuitBreakers({ ...parts, firstBackoffSeconds: 30 }),
        queueRequestedDeletion,
        maximumAttempts: 3,
        firstBackoffSeconds: 30,
      });
    });

    beforeEach(async () => {
      await clearTables(knex);
      request = await seedEnvironment(knex, parts.commands, {
        at: clock.now(),
      });
      await knex('operations').update({
        state: 'Failed',
        started_at: toColumn(clock.now()),
        finished_at: toColumn(clock.now()),
      });
      await knex('environments').update({ state: 'ProvisioningFailed' });
    });

    /** An operation that a worker holds. */
    async function claimed(changes: object = {}) {
      const { environmentId } = request;
      const id = await knex.transaction(transaction =>
        parts.operations.enqueue(transaction, {
          environmentId,
          type: restartNodes.type,
          input: { nodeGroups: ['one'] },
        }),
      );
      await knex('operations')
        .where({ id })
        .update({
          state: 'Running',
          attempt: 1,
          fencing_token: 'of-a-worker',
          claimed_until: databaseNow(knex, 60),
          started_at: toColumn(clock.now()),
          ...changes,
        });
      return knex('operations').where({ id }).first();
    }

    const waitsForLock = () =>
      until(
        async () => {
          const { rows } = await knex.raw(
            `select 1 from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'`,
          );
          return rows.length > 0;
        },
        'a transaction that waits for a lock',
        10_000,
      );

    const commands: Record<string, () => Promise<unknown>> = {
      retry: () =>
        parts.commands.retry({
          environmentId: request.environmentId,
          actor,
        }),
      revision: () =>
        knex.transaction(transaction =>
          parts.commands.revise(transaction, {
            ...request,
            amounts: [
              { scope: 'everyone', dimension: 'environments', amount: 1 },
            ],
          }),
        ),
      deletion: () =>
        parts.commands.delete({
          environmentId: request.environmentId,
          endReason: 'DeletedByUser',
          actor,
        }),
    };

    const writes: Record<string, (row: any) => Promise<void>> = {
      begins: row => settlement.begin({ ...row, started_at: null }),
      succeeds: row =>
        settlement.settle(row, { kind: 'succeeded', result: {} }),
      'was cancelled': row => settlement.cancelled(row),
    };

    const races = Object.keys(commands).flatMap(command =>
      Object.keys(writes).map(write => ({ command, write })),
    );

    it.each(races)(
      'lets no $command deadlock with a worker whose operation $write',
      async ({ command, write }) => {
        const row = await claimed();
        let outcome: Promise<string> | undefined;
        meanwhile = async ({ knex: transaction }) => {
          // Between the worker's write of the operation and the write of the environment.
          outcome = commands[command]().then(
            () => 'done',
            error => error.name,
          );
          await Promise.race([
            waitsForLock(),
            outcome.then(early => {
              throw new Error(`It did not wait: ${early}`);
            }),
          ]);
          await transaction('environments').update({ failure: '{}' });
        };
        await writes[write](row);
        const conflicts = write === 'begins' && command !== 'deletion';
        expect(await outcome).toBe(conflicts ? 'ConflictError' : 'done');
      },
    );

    it('lets no retry overtake the request for a revision', async () => {
      const { environmentId, requestId } = request;
      let retry: Promise<string> | undefined;
      await knex.transaction(async transaction => {
        // As a request for a revision does: it locks the environment, and is written then.
        await transaction('environments')
          .where('id', environmentId)
          .update({ updated_at: toColumn(clock.now()) });
        retry = commands.retry().then(
          () => 'done',
          error => error.message,
        );
        await waitsForLock();
        await transaction('requests').where('id', requestId).update({
          type: 'revise',
          state: 'PendingApproval',
          environment_id: environmentId,
        });
      });
      expect(await retry).toBe(requestPending.message);
      expect(await knex('environments').first()).toMatchObject({
        state: 'ProvisioningFailed',
      });
    });
  },
);
