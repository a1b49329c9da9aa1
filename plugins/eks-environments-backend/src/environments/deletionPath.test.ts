import {
  type TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { allowAnyMove } from '../__testUtils__/allowAnyMove';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { testParts } from '../__testUtils__/testParts';
import { restartNodes } from '../__testUtils__/toyOperations';
import { CircuitBreakers } from '../breakers';
import { databaseNow, migrate, newId, toColumn } from '../database';
import { UnregisteredOperations } from '../engine';
import { OperationStore } from '../engine/OperationStore';
import { Settlement } from '../engine/Settlement';
import { queueRequestedDeletion } from '../operations/delete';
import { Reaper } from '../reaper';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const actor = 'user:default/dana';

describe.each(databases.eachSupportedId())('a deletion on %s', databaseId => {
  async function begin(testDatabase: TestDatabaseId) {
    const knex = await databases.init(testDatabase);
    await migrate(knex);
    await allowAnyMove(knex);
    const clock = new TestClock();
    const parts = testParts(knex, clock);
    parts.types.add(restartNodes);
    const request = await seedEnvironment(knex, parts.commands, {
      at: clock.now(),
    });
    await knex('operations').update({
      state: 'Failed',
      started_at: toColumn(clock.now()),
      finished_at: toColumn(clock.now()),
    });
    const { environmentId, requestId } = request;
    const reserve = (holder: string) =>
      knex('quota_reservations').insert({
        holder_kind: 'request',
        holder_id: holder,
        scope: 'everyone',
        dimension: 'environments',
        amount: 1,
        reserved_at: toColumn(clock.now()),
      });
    return {
      ...parts,
      clock,
      environmentId,
      environment: () => knex('environments').first(),
      lease: () => knex('leases').first(),
      open: () =>
        knex('operations')
          .whereIn('state', ['Pending', 'Running'])
          .select('type', 'state'),
      /** A revision that waits for a decision, with its reservation. */
      async revision(): Promise<string> {
        const approved = await knex('requests').where('id', requestId).first();
        const revisionId = newId();
        await knex('requests').insert({
          ...approved,
          id: revisionId,
          state: 'PendingApproval',
          environment_id: environmentId,
        });
        await knex('quota_balances').insert({
          scope: 'everyone',
          dimension: 'environments',
          amount: 1,
        });
        await reserve(revisionId);
        return revisionId;
      },
      /** An open operation of a type that is registered, or not any more. */
      async operation(changes: object = {}): Promise<string> {
        const id = await knex.transaction(transaction =>
          parts.operations.enqueue(transaction, {
            environmentId,
            type: restartNodes.type,
            input: { nodeGroups: ['one'] },
          }),
        );
        await knex('operations').where({ id }).update(changes);
        return id;
      },
      delete: () =>
        parts.commands.delete({
          environmentId,
          endReason: 'DeletedByUser',
          actor,
        }),
    };
  }

  const held = (knex: Knex, seconds: number) => ({
    state: 'Running',
    attempt: 1,
    fencing_token: 'of-a-worker',
    started_at: '2026-11-21T10:00:00.000Z',
    claimed_until: databaseNow(knex, seconds),
  });

  /** Settles an operation that was asked to stop, as its worker does. */
  async function stop(test: Awaited<ReturnType<typeof begin>>, id: string) {
    const operation = await test.knex('operations').where({ id }).first();
    await new Settlement({
      ...test,
      breakers: new CircuitBreakers({ ...test, firstBackoffSeconds: 30 }),
      queueRequestedDeletion,
      maximumAttempts: 3,
      firstBackoffSeconds: 30,
    }).cancelled(operation);
  }

  it.each(['person', 'reaper'] as const)(
    'of a %s withdraws the revision of a failed environment whose operation runs, ends the lease, and follows once the operation stopped',
    async who => {
      const test = await begin(databaseId);
      const { knex } = test;
      await knex('environments').update({ state: 'ProvisioningFailed' });
      const due = toColumn(test.clock.now());
      await knex('leases').update({ deadline: due, due_at: due });
      const revisionId = await test.revision();
      const id = await test.operation(held(knex, 60));

      await (who === 'person' ? test.delete() : new Reaper(test).reapDue());
      expect(
        await knex('requests').where('id', revisionId).first(),
      ).toMatchObject({ state: 'Cancelled' });
      expect(await knex('quota_balances').first()).toMatchObject({ amount: 0 });
      expect(await test.lease()).toMatchObject({
        phase: 'ended',
        deadline: null,
        due_at: null,
      });
      expect(await test.environment()).toMatchObject({
        state: 'Deprovisioning',
        end_reason: who === 'person' ? 'DeletedByUser' : 'ProvisioningDeadline',
      });
      expect(await test.open()).toEqual([
        { type: 'restart-nodes', state: 'Running' },
      ]);

      await stop(test, id);
      expect(await test.open()).toEqual([{ type: 'delete', state: 'Pending' }]);
    },
  );

  it('waits for an operation that cannot be cancelled, and changes nothing', async () => {
    const test = await begin(databaseId);
    const { knex } = test;
    test.types.add({ ...restartNodes, type: 'upgrade', cancellable: false });
    await knex('environments').update({ state: 'ProvisioningFailed' });
    const revisionId = await test.revision();
    await test.operation({ ...held(knex, 60), type: 'upgrade' });
    await expect(test.delete()).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('Another operation'),
    });
    expect(await test.environment()).toMatchObject({
      state: 'ProvisioningFailed',
      end_reason: null,
    });
    expect(
      await knex('requests').where('id', revisionId).first(),
    ).toMatchObject({ state: 'PendingApproval' });
  });

  it('ends an operation that waits, although its type cannot be cancelled while it runs', async () => {
    const test = await begin(databaseId);
    const { knex } = test;
    test.types.add({ ...restartNodes, type: 'upgrade', cancellable: false });
    await knex('environments').update({ state: 'Ready' });
    const id = await test.operation({ type: 'upgrade' });
    await knex('engine_pauses').insert({
      id: newId(),
      lane: 'change',
      reason: 'Maintenance',
      paused_by: actor,
      paused_at: toColumn(test.clock.now()),
    });
    await test.delete();
    expect(await knex('operations').where({ id }).first()).toMatchObject({
      state: 'Cancelled',
    });
    expect(await test.open()).toEqual([{ type: 'delete', state: 'Pending' }]);
  });

  it('that waits already is not queued again', async () => {
    const test = await begin(databaseId);
    await test.knex('environments').update({ state: 'Ready' });
    await test.delete();
    const queued = () => test.knex('operations').where('type', 'delete');
    const before = await queued();
    await test.delete();
    expect(await queued()).toEqual(before);
  });

  it('takes no operation but its own any more', async () => {
    const test = await begin(databaseId);
    await test.knex('environments').update({ state: 'Ready' });
    await test.delete();
    await test.knex('operations').delete();
    await expect(test.operation()).rejects.toThrow(
      'The environment is being deleted; no other operation can be queued',
    );
  });

  it.each(['Queued', 'Provisioning', 'Deprovisioning'])(
    'begins for what is %s though no operation is open',
    async state => {
      const test = await begin(databaseId);
      await test.knex('environments').update({ state });
      await test.delete();
      expect(await test.open()).toEqual([{ type: 'delete', state: 'Pending' }]);
      expect(await test.environment()).toMatchObject({
        state: 'Deprovisioning',
      });
    },
  );

  describe('of an environment whose operation has a type that is not registered any more', () => {
    const cases = {
      waits: () => ({}),
      'lost its worker': (knex: Knex) => held(knex, -1),
    };

    it.each(Object.entries(cases))(
      'ends it when it %s, and follows',
      async (_, changes) => {
        const test = await begin(databaseId);
        await test.knex('environments').update({ state: 'Ready' });
        const id = await test.operation({
          ...changes(test.knex),
          type: 'removed',
        });
        await test.delete();
        expect(
          await test.knex('operations').where({ id }).first(),
        ).toMatchObject({
          state: 'Cancelled',
          fencing_token: null,
          finished_at: expect.any(String),
        });
        expect(await test.open()).toEqual([
          { type: 'delete', state: 'Pending' },
        ]);
        expect(
          await test.knex('events').where('type', 'OperationCancelled').first(),
        ).toMatchObject({ message: 'removed was cancelled' });
      },
    );

    it('asks a replica that has the type to stop it, and follows without it when that is gone', async () => {
      const test = await begin(databaseId);
      const { knex } = test;
      const warnings: string[] = [];
      const logger: any = {
        ...test.logger,
        warn: (message: string) => warnings.push(message),
      };
      const unregistered = new UnregisteredOperations({ ...test, logger });
      await knex('environments').update({ state: 'Ready' });
      const id = await test.operation({ ...held(knex, 60), type: 'removed' });
      await test.delete();
      await unregistered.check();
      expect(await test.open()).toEqual([
        { type: 'removed', state: 'Running' },
      ]);
      expect(warnings).toEqual([
        expect.stringContaining('1 open operations have the type removed'),
      ]);

      await knex('operations')
        .where({ id })
        .update({ claimed_until: databaseNow(knex, -301) });
      await unregistered.check();
      expect(await test.open()).toEqual([{ type: 'delete', state: 'Pending' }]);
      expect(warnings).toHaveLength(1);
    });
  });

  it('waits for a provisioner that is not registered, which is logged once for each change', async () => {
    const test = await begin(databaseId);
    const { knex } = test;
    const warn = jest.fn();
    const provisioners = { ids: [] as string[] };
    const logger: any = { ...test.logger, warn };
    const unregistered = new UnregisteredOperations({
      ...test,
      provisioners,
      logger,
    });
    // A type that needs no provisioner is run without one.
    await knex('environments').update({ state: 'Ready' });
    await test.operation({ state: 'Pending' });
    await unregistered.check();
    expect(warn).not.toHaveBeenCalled();

    await test.delete();
    await unregistered.check();
    await unregistered.check();
    expect(warn.mock.calls).toEqual([
      [
        '1 open operations have the provisioner eksctl, which is not registered, so no replica runs them; install its module',
      ],
    ]);
    expect(await test.open()).toEqual([{ type: 'delete', state: 'Pending' }]);

    provisioners.ids.push('eksctl');
    await unregistered.check();
    expect(warn).toHaveBeenCalledTimes(1);
    provisioners.ids.pop();
    await unregistered.check();
    expect(warn).toHaveBeenCalledTimes(2);
  });

  it('is not needed for what a removed type left running to give its place to others', async () => {
    const test = await begin(databaseId);
    const { knex, commands } = test;
    const store = new OperationStore({
      knex,
      types: test.types,
      runnable: test.runnable,
      replica: 'one',
      claimSeconds: 60,
      limits: { total: 1, perRegionOf: {} },
    });
    await test.operation({
      ...held(knex, 60),
      type: 'removed',
      lane: 'build',
    });
    await seedEnvironment(knex, commands, { name: 'other' });
    expect(await store.claim([{ type: 'create' }])).toBeUndefined();
    await knex('operations')
      .where('type', 'removed')
      .update({ claimed_until: databaseNow(knex, -1) });
    expect(await store.claim([{ type: 'create' }])).toMatchObject({
      type: 'create',
    });
  });
});
