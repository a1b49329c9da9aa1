import {
  type TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { allowAnyMove } from '../__testUtils__/allowAnyMove';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { TestClock } from '../__testUtils__/TestClock';
import { testParts } from '../__testUtils__/testParts';
import { migrate, toColumn } from '../database';
import { insertOperation } from '../engine/insertOperation';
import { setFailureDeadline, setNextDeletion } from './failureDeadline';
import { Reaper } from './Reaper';
import { startLease } from './startLease';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('Reaper on %s', databaseId => {
  /** A lease of eight hours from ten o'clock, with warnings two hours and half an hour before, and an hour of grace. */
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
    expect(await test.state()).toBe('Expiring');
    await test.after({ minutes: 59 });
    expect(await test.state()).toBe('Expiring');
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
      await test.knex('operations').where('state', 'Pending').select('kind'),
    ).toEqual([{ kind: 'Delete' }]);
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
    expect(await test.state()).toBe('Expiring');
  });

  it('gives the whole grace after an outage that was longer than the lease and its grace', async () => {
    const test = await begin(databaseId);
    await test.after({ hours: 30 });
    expect(await test.state()).toBe('Expiring');
    expect(await test.knex('leases').first()).toMatchObject({
      grace_ends_at: '2026-11-22T17:00:00.000Z',
    });
    await test.after({ minutes: 59 });
    expect(await test.state()).toBe('Expiring');
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

  it('warns again before the end that an extension gave', async () => {
    const test = await begin(databaseId);
    await test.after({ hours: 6 });
    await test.commands.extend({
      environmentId: test.environmentId,
      duration: 'PT4H',
      reason: 'Demo',
      actor: 'user:default/dana',
    });
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

  it.each(['DeprovisioningFailed', 'Quarantined'])(
    'tries the deletion of what is %s again, once, after a rest',
    async state => {
      const test = await begin(databaseId);
      const { knex, environmentId, clock } = test;
      await knex('environments').update({ state, end_reason: 'LeaseExpired' });
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
        await knex('operations').where({ kind: 'Delete' }).select('state'),
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
    const { knex, environmentId, clock } = await begin(databaseId);
    const at = toColumn(clock.now());
    for (let count = 0; count < failed; count++) {
      await knex.transaction(transaction =>
        insertOperation(transaction, { environmentId, kind: 'Delete', at }),
      );
      await knex('operations')
        .where('kind', 'Delete')
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
    await test.after({ hours: 20 });
    expect(await test.counts()).toEqual([]);
    expect(await test.knex('leases').first()).toMatchObject({ due_at: null });
  });
});
