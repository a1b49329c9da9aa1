import {
  mockServices,
  type TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { failureKinds } from 'backstage-plugin-eksctl-node';
import { allowAnyMove } from '../__testUtils__/allowAnyMove';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { testParts } from '../__testUtils__/testParts';
import { restartNodes } from '../__testUtils__/toyOperations';
import { CircuitBreakers } from '../breakers';
import {
  DatabaseClockGuard,
  databaseNow,
  migrate,
  newId,
  systemClock,
  toColumn,
} from '../database';
import { OperationStore } from '../engine/OperationStore';
import { Settlement } from '../engine/Settlement';
import type { ApprovedRequest } from '../environments';
import { deleteEnvironment } from '../environments/deleteEnvironment';
import { queueRequestedDeletion } from '../operations/delete';
import { setFailureDeadline, setNextDeletion } from '../leases/failureDeadline';
import { Reaper } from './Reaper';
import { startLease } from '../leases/startLease';

jest.setTimeout(120_000);

/** The ways in which a failed create comes to wait for another attempt, five hours after it failed. */
const triedAgain = {
  async byItself({ knex, attempt }) {
    // The second attempt, so that the deadline counts from the latest one.
    await knex('operations').update({ due_at: databaseNow(knex) });
    await attempt(3);
  },
  async byHand({ commands, request: { environmentId } }) {
    await commands.retry({ environmentId, actor: 'user:default/dana' });
  },
  async byRevision({ knex, clock, commands, request }) {
    const asked = await knex('requests').where('id', request.requestId).first();
    const requestId = newId();
    await knex('requests').insert({ ...asked, id: requestId });
    await knex.transaction(transaction =>
      commands.revise(transaction, {
        ...request,
        requestId,
        amounts: [{ scope: 'everyone', dimension: 'environments', amount: 1 }],
        at: toColumn(clock.now()),
      }),
    );
  },
} satisfies Record<
  string,
  (
    test: ReturnType<typeof testParts> & {
      request: ApprovedRequest;
      attempt: (maximumAttempts: number) => Promise<void>;
    },
  ) => Promise<void>
>;

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('Reaper on %s', databaseId => {
  /** A lease of eight hours from ten o'clock, with warnings two hours and half an hour before its end, and an hour of grace. */
  async function begin(id: TestDatabaseId) {
    const knex = await databases.init(id);
    await migrate(knex);
    await allowAnyMove(knex);
    const clock = new TestClock();
    const parts = testParts(knex, clock);
    const { environmentId } = await seedEnvironment(knex, parts.commands, {
      at: clock.now(),
    });
    await knex('operations').update({ state: 'Succeeded' });
    await knex('environments').update({ state: 'Ready' });
    await knex.transaction(transaction =>
      startLease(transaction, {
        environmentId,
        at: toColumn(clock.now()),
        events: parts.events,
      }),
    );
    const reaper = new Reaper(parts);
    return {
      ...parts,
      clock,
      environmentId,
      reaper,
      state: async () => (await knex('environments').first()).state,
      phase: async () => (await knex('leases').first()).phase,
      counts: async () => {
        const rows = await knex('events')
          .whereIn('type', ['LeaseWarned', 'LeaseExpired', 'DeletionRequested'])
          .orderBy('id');
        return rows.map(({ type }) => type);
      },
      async after(duration: { hours?: number; minutes?: number }) {
        clock.advance(duration);
        await reaper.reapDue();
      },
    };
  }

  /** By four hours. */
  function extend({
    commands,
    environmentId,
  }: Awaited<ReturnType<typeof begin>>): Promise<void> {
    return commands.extend({
      environmentId,
      duration: 'PT4H',
      reason: 'Demo',
      actor: 'user:default/dana',
    });
  }

  it('goes with a lease to its end', async () => {
    const test = await begin(databaseId);
    await test.after({ hours: 5, minutes: 59 });
    expect(await test.counts()).toEqual([]);
    await test.after({ minutes: 1 });
    await test.after({ minutes: 1 });
    expect(await test.counts()).toEqual(['LeaseWarned']);
    await test.after({ hours: 1, minutes: 29 });
    expect(await test.counts()).toEqual(['LeaseWarned', 'LeaseWarned']);
    await test.after({ minutes: 30 });
    expect(await test.phase()).toBe('grace');
    await test.after({ minutes: 59 });
    expect(await test.phase()).toBe('grace');
    await test.after({ minutes: 1 });
    expect(await test.state()).toBe('Deprovisioning');
    expect(await test.knex('environments').first()).toMatchObject({
      end_reason: 'LeaseExpired',
    });
    expect(await test.counts()).toEqual([
      'LeaseWarned',
      'LeaseWarned',
      'LeaseExpired',
      'DeletionRequested',
    ]);
    expect(
      await test.knex('operations').where('state', 'Pending').select('type'),
    ).toEqual([{ type: 'delete' }]);
    await test.after({ hours: 1 });
    expect(await test.counts()).toHaveLength(4);
  });

  it('sends one warning for all that came due while nobody ran', async () => {
    const test = await begin(databaseId);
    await test.after({ hours: 7, minutes: 45 });
    expect(await test.counts()).toEqual(['LeaseWarned']);
    expect(await test.knex('leases').first()).toMatchObject({
      warnings_sent: 2,
      due_at: '2026-11-21T18:00:00.000Z',
    });
  });

  it('sends no warning for a lease that has ended already, and gives its grace', async () => {
    const test = await begin(databaseId);
    await test.after({ hours: 8, minutes: 5 });
    expect(await test.counts()).toEqual(['LeaseExpired']);
    expect(await test.phase()).toBe('grace');
  });

  it('gives the whole grace after an outage that was longer than the lease and its grace', async () => {
    const test = await begin(databaseId);
    await test.after({ hours: 30 });
    expect(await test.phase()).toBe('grace');
    expect(await test.knex('leases').first()).toMatchObject({
      grace_ends_at: '2026-11-22T17:00:00.000Z',
    });
    await test.after({ minutes: 59 });
    expect(await test.phase()).toBe('grace');
    await test.after({ minutes: 1 });
    expect(await test.state()).toBe('Deprovisioning');
  });

  it('does each step once, however many replicas reap', async () => {
    const test = await begin(databaseId);
    const others = [1, 2, 3].map(() => new Reaper(test));
    test.clock.advance({ hours: 6 });
    await Promise.all(others.map(other => other.reapDue()));
    expect(await test.counts()).toEqual(['LeaseWarned']);
    test.clock.advance({ hours: 2 });
    await Promise.all(others.map(other => other.reapDue()));
    test.clock.advance({ hours: 1 });
    await Promise.all(others.map(other => other.reapDue()));
    expect(await test.counts()).toEqual([
      'LeaseWarned',
      'LeaseExpired',
      'DeletionRequested',
    ]);
  });

  it('lets an extension at the moment of expiry lead back to an active lease, whoever is first', async () => {
    const test = await begin(databaseId);
    test.clock.advance({ hours: 8 });
    await Promise.all([
      new Reaper(test).reapDue(),
      extend(test),
      new Reaper(test).reapDue(),
    ]);
    expect(await test.state()).toBe('Ready');
    expect(await test.knex('leases').first()).toMatchObject({
      phase: 'active',
      extensions: 1,
      expires_at: '2026-11-21T22:00:00.000Z',
      due_at: '2026-11-21T20:00:00.000Z',
    });
    await test.after({ hours: 4 });
    expect(await test.phase()).toBe('grace');
  });

  it('either extends a lease or deletes its environment at the end of the grace', async () => {
    const test = await begin(databaseId);
    await test.after({ hours: 8 });
    test.clock.advance({ hours: 1 });
    const [, extended] = await Promise.allSettled([
      new Reaper(test).reapDue(),
      extend(test),
      new Reaper(test).reapDue(),
    ]);
    const deletions = await test.knex('operations').where('type', 'delete');
    const outcomes = {
      fulfilled: { state: 'Ready', phase: 'active', deletions: 0 },
      rejected: { state: 'Deprovisioning', phase: 'ended', deletions: 1 },
    };
    expect({
      state: await test.state(),
      phase: await test.phase(),
      deletions: deletions.length,
    }).toEqual(outcomes[extended.status]);
  });

  it('begins no deletion for a lease that was extended after it was read', async () => {
    const test = await begin(databaseId);
    const { knex, environmentId } = test;
    await test.after({ hours: 8 });
    const asRead = await knex('leases').first();
    await extend(test);
    const outcome = await knex.transaction(transaction =>
      deleteEnvironment(
        transaction,
        {
          environmentId,
          endReason: 'LeaseExpired',
          lease: asRead,
          at: toColumn(test.clock.now()),
        },
        test,
      ),
    );
    expect(outcome).toBe('lost');
    expect(await test.phase()).toBe('active');
  });

  it('ends a lease whatever durations its row holds', async () => {
    const test = await begin(databaseId);
    await test.knex('leases').update({
      grace: 'P280000Y-1D',
      warnings: JSON.stringify(['P2000000Y', 'soon']),
    });
    await test.after({ hours: 8 });
    expect(await test.phase()).toBe('grace');
    await test.after({ hours: 6 });
    expect(await test.state()).toBe('Deprovisioning');
  });

  it('is not kept from the others by more leases than a batch has that fail each time', async () => {
    const test = await begin(databaseId);
    const { knex, clock } = test;
    // They have been due for longer, so they come first.
    const poisoned = { due_at: '2026-11-20T00:00:00.000Z', expires_at: 'soon' };
    for (let index = 0; index < 120; index += 1) {
      await insertEnvironment(knex, { name: `bad-${index}` }, poisoned);
    }
    const logger = mockServices.logger.mock();
    const reaper = new Reaper({ ...test, logger });
    clock.advance({ hours: 8 });
    for (let run = 0; run < 3; run += 1) {
      await reaper.reapDue();
    }
    expect(
      await knex('leases').where('environment_id', test.environmentId).first(),
    ).toMatchObject({ phase: 'grace' });
    expect(logger.error).toHaveBeenCalledTimes(120);
  });

  it('ends all that is due in one run, each at the time when it is its turn', async () => {
    const test = await begin(databaseId);
    const { knex, clock } = test;
    const end = toColumn(clock.now().plus({ hours: 8 }));
    for (let index = 0; index < 250; index += 1) {
      await insertEnvironment(
        knex,
        { name: `due-${index}` },
        { due_at: end, expires_at: end },
      );
    }
    clock.advance({ hours: 8 });
    const ticking = {
      now: () => {
        clock.advance({ seconds: 1 });
        return clock.now();
      },
    };
    await new Reaper({ ...test, clock: ticking }).reapDue();
    expect(await knex('leases').whereNot('phase', 'grace')).toEqual([]);
    const graces = await knex('leases').pluck('grace_ends_at');
    expect(new Set(graces).size).toBe(251);
  });

  it('ends nothing by a clock that is hours ahead of the database', async () => {
    const test = await begin(databaseId);
    const logger = mockServices.logger.mock();
    const { knex } = test;
    const clock = { now: () => systemClock.now().plus({ hours: 2 }) };
    const inAnHour = toColumn(systemClock.now().plus({ hours: 1 }));
    await knex('leases').update({ due_at: inAnHour, expires_at: inAnHour });
    const clockGuard = new DatabaseClockGuard({ knex, clock, logger });
    await new Reaper({ ...test, clock, clockGuard }).reapDue();
    expect(await test.state()).toBe('Ready');
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('7200 seconds ahead'),
    );
  });

  it('warns again before the end that an extension gave', async () => {
    const test = await begin(databaseId);
    await test.after({ hours: 6 });
    await extend(test);
    await test.after({ hours: 3 });
    expect(await test.counts()).toEqual(['LeaseWarned']);
    await test.after({ hours: 1 });
    expect(await test.counts()).toEqual(['LeaseWarned', 'LeaseWarned']);
    expect(await test.state()).toBe('Ready');
  });

  it('deletes a failed create after its deadline', async () => {
    const test = await begin(databaseId);
    const { knex, environmentId, clock } = test;
    await knex('environments').update({ state: 'ProvisioningFailed' });
    await knex('leases').update({ phase: 'pending' });
    await knex.transaction(transaction =>
      setFailureDeadline(transaction, {
        environmentId,
        at: toColumn(clock.now()),
      }),
    );
    await test.after({ hours: 5, minutes: 59 });
    expect(await test.state()).toBe('ProvisioningFailed');
    await test.after({ minutes: 1 });
    expect(await knex('environments').first()).toMatchObject({
      state: 'Deprovisioning',
      end_reason: 'ProvisioningDeadline',
    });
  });

  /** A failed create that waits for a retry, for one reason or another. */
  async function waiting(id: TestDatabaseId, how: keyof typeof triedAgain) {
    const knex = await databases.init(id);
    await migrate(knex);
    const clock = new TestClock();
    const parts = testParts(knex, clock);
    const request = await seedEnvironment(knex, parts.commands, {
      at: clock.now(),
    });
    const claim = async () =>
      (await new OperationStore({
        knex,
        types: parts.types,
        runnable: parts.runnable,
        replica: 'one',
        claimSeconds: 60,
      }).claim([{ type: 'create' }]))!;
    const attempt = async (maximumAttempts: number) => {
      const operation = await claim();
      const settlement = new Settlement({
        ...parts,
        breakers: new CircuitBreakers({ ...parts, firstBackoffSeconds: 30 }),
        queueRequestedDeletion,
        maximumAttempts,
        firstBackoffSeconds: 30,
      });
      await settlement.begin(operation);
      await settlement.settle(operation, {
        kind: 'failed',
        failure: { ...failureKinds.unknown, cause: 'x', retry: 'backoff' },
      });
    };
    await attempt(how === 'byItself' ? 3 : 1);
    clock.advance({ hours: 5 });
    await triedAgain[how]({ ...parts, request, attempt });
    const reaper = new Reaper(parts);
    return {
      ...parts,
      clock,
      claim,
      reaper,
      environment: () => knex('environments').first(),
      async after(duration: { hours?: number; minutes?: number }) {
        clock.advance(duration);
        await reaper.reapDue();
      },
    };
  }

  it.each(['byItself', 'byHand', 'byRevision'] as const)(
    'deletes after its deadline what was begun and waits to be tried again %s',
    async how => {
      const test = await waiting(databaseId, how);
      const { state } = await test.environment();
      await test.after({ hours: 5, minutes: 59 });
      expect(await test.environment()).toMatchObject({ state });
      test.clock.advance({ minutes: 1 });
      await Promise.all([test.reaper.reapDue(), new Reaper(test).reapDue()]);
      expect(await test.environment()).toMatchObject({
        state: 'Deprovisioning',
        end_reason: 'ProvisioningDeadline',
      });
      expect(
        await test
          .knex('operations')
          .whereIn('state', ['Pending', 'Running'])
          .select('type', 'state'),
      ).toEqual([{ type: 'delete', state: 'Pending' }]);
      expect(await test.knex('leases').first()).toMatchObject({
        deadline: null,
        due_at: null,
      });
      expect(
        await test
          .knex('events')
          .where('type', 'DeletionRequested')
          .select('message'),
      ).toEqual([
        {
          message:
            'Creation cancelled: its resources cost money, and it was not retried before its deadline',
        },
      ]);
    },
  );

  it('leaves alone what is being built again, whatever its deadline was', async () => {
    const test = await waiting(databaseId, 'byHand');
    const { id } = await test.claim();
    await test.after({ hours: 7 });
    const operation = await test.knex('operations').where({ id }).first();
    expect(operation.state).toBe('Running');
    expect(Boolean(operation.cancel_requested)).toBe(false);
    expect(await test.environment()).toMatchObject({ state: 'Queued' });
    expect(await test.knex('leases').first()).toMatchObject({
      due_at: toColumn(test.clock.now().plus({ minutes: 10 })),
    });
    // Its replica could not run it: the deadline still counts.
    await test.knex('operations').where({ id }).update({
      state: 'Pending',
      fencing_token: null,
      claimed_until: null,
    });
    test.clock.advance({ minutes: 10 });
    await test.reaper.reapDue();
    expect(await test.environment()).toMatchObject({
      state: 'Deprovisioning',
      end_reason: 'ProvisioningDeadline',
    });
  });

  it('leaves alone what was never begun, however long it waits', async () => {
    const knex = await databases.init(databaseId);
    await migrate(knex);
    const clock = new TestClock();
    const parts = testParts(knex, clock);
    await seedEnvironment(knex, parts.commands, { at: clock.now() });
    clock.advance({ hours: 100 });
    await new Reaper(parts).reapDue();
    expect((await knex('environments').first()).state).toBe('Queued');
  });

  it.each(['DeprovisioningFailed', 'Quarantined'])(
    'tries the deletion of what is %s again, once, after a rest',
    async state => {
      const test = await begin(databaseId);
      const { knex, environmentId, clock } = test;
      await knex('environments').update({ state, end_reason: 'LeaseExpired' });
      await knex('leases').update({ phase: 'ended' });
      await knex.transaction(transaction =>
        setNextDeletion(transaction, {
          environmentId,
          at: toColumn(clock.now()),
        }),
      );
      await test.after({ minutes: 59 });
      expect(await test.state()).toBe(state);
      clock.advance({ minutes: 1 });
      await Promise.all([test.reaper.reapDue(), new Reaper(test).reapDue()]);
      expect(await knex('environments').first()).toMatchObject({
        state: 'Deprovisioning',
        end_reason: 'LeaseExpired',
      });
      expect(
        await knex('operations').where({ type: 'delete' }).select('state'),
      ).toEqual([{ state: 'Pending' }]);
      expect(
        await knex('events').where('type', 'DeprovisioningRetried'),
      ).toHaveLength(1);
      expect(await knex('leases').first()).toMatchObject({ due_at: null });
    },
  );

  it.each([
    [1, { hours: 1 }],
    [2, { hours: 2 }],
    [4, { hours: 8 }],
    [40, { hours: 24 }],
  ])('rests longer after %i deletions that failed', async (failed, rest) => {
    const { knex, environmentId, clock, operations } = await begin(databaseId);
    const at = toColumn(clock.now());
    for (let count = 0; count < failed; count++) {
      await knex.transaction(transaction =>
        operations.enqueue(transaction, { environmentId, type: 'delete' }),
      );
      await knex('operations')
        .where('type', 'delete')
        .update({ state: 'Failed', finished_at: at });
    }
    await knex.transaction(transaction =>
      setNextDeletion(transaction, { environmentId, at }),
    );
    expect(await knex('leases').first()).toMatchObject({
      due_at: toColumn(clock.now().plus(rest)),
    });
  });

  it('leaves alone what is being deleted already', async () => {
    const test = await begin(databaseId);
    await test.knex('environments').update({ state: 'Deprovisioning' });
    await test.knex('leases').update({ phase: 'ended' });
    await test.after({ hours: 20 });
    expect(await test.counts()).toEqual([]);
    expect(await test.knex('leases').first()).toMatchObject({ due_at: null });
  });

  const pauseRow = {
    id: newId(),
    lane: 'teardown',
    reason: 'An incident',
    paused_by: 'user:default/pat',
    paused_at: '2026-11-21T10:00:00.000Z',
  };

  it.each([null, 'sandbox'])(
    'keeps what is due while deletions are paused in the account %s, and its lease can be extended',
    async account => {
      const test = await begin(databaseId);
      await test.knex('engine_pauses').insert({ ...pauseRow, account });
      await test.after({ hours: 8 });
      await test.after({ hours: 2 });
      expect(await test.state()).toBe('Ready');
      expect(await test.phase()).toBe('grace');
      expect(await test.knex('leases').first()).toMatchObject({
        due_at: toColumn(test.clock.now().plus({ minutes: 10 })),
      });
      await extend(test);
      expect(await test.phase()).toBe('active');
    },
  );

  it('deletes soon after the pause of deletions is lifted, and whatever is paused elsewhere', async () => {
    const test = await begin(databaseId);
    const { knex } = test;
    await knex('engine_pauses').insert([
      { ...pauseRow, account: 'sandbox' },
      { ...pauseRow, id: newId(), account: 'other' },
      { ...pauseRow, id: newId(), account: null, lane: 'build' },
    ]);
    await test.after({ hours: 8 });
    await test.after({ hours: 1 });
    expect(await test.state()).toBe('Ready');
    await knex('engine_pauses').where({ id: pauseRow.id }).delete();
    await test.after({ minutes: 10 });
    expect(await test.state()).toBe('Deprovisioning');
  });

  it.each([
    ['ProvisioningFailed', 'pending'],
    ['DeprovisioningFailed', 'ended'],
  ])(
    'does not delete what is %s while deletions are paused',
    async (state, phase) => {
      const test = await begin(databaseId);
      const { knex, clock } = test;
      const now = toColumn(clock.now());
      await knex('environments').update({ state });
      await knex('leases').update({ phase, deadline: now, due_at: now });
      await knex('engine_pauses').insert({ ...pauseRow, account: null });
      await test.after({ hours: 1 });
      expect(await test.state()).toBe(state);
      await knex('engine_pauses').delete();
      await test.after({ minutes: 10 });
      expect(await test.state()).toBe('Deprovisioning');
    },
  );

  it('waits without an error for an operation that cannot be cancelled, and deletes soon after it', async () => {
    const test = await begin(databaseId);
    const { knex, environmentId, types } = test;
    types.add({ ...restartNodes, cancellable: false });
    await test.after({ hours: 8 });
    const id = await knex.transaction(transaction =>
      test.operations.enqueue(transaction, {
        environmentId,
        type: restartNodes.type,
        input: { nodeGroups: ['one'] },
      }),
    );
    await knex('operations')
      .where({ id })
      .update({ state: 'Running', fencing_token: 'x' });
    const logger = mockServices.logger.mock();
    const reaper = new Reaper({ ...test, logger });
    test.clock.advance({ hours: 1 });
    await reaper.reapDue();
    expect(await test.state()).toBe('Ready');
    expect(logger.error).not.toHaveBeenCalled();
    await knex('operations').where({ id }).update({ state: 'Succeeded' });
    test.clock.advance({ minutes: 1 });
    await reaper.reapDue();
    expect(await test.state()).toBe('Deprovisioning');
  });
});
