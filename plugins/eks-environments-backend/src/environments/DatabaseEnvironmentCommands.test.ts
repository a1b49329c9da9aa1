import {
  type TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { environmentStateLabels } from 'backstage-plugin-eks-environments-common';
import { allowAnyMove } from '../__testUtils__/allowAnyMove';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { testParts } from '../__testUtils__/testParts';
import { migrate, toColumn } from '../database';
import { startLease } from '../leases/startLease';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const actor = 'user:default/dana';

describe.each(databases.eachSupportedId())('commands on %s', databaseId => {
  async function begin(id: TestDatabaseId) {
    const knex = await databases.init(id);
    await migrate(knex);
    await allowAnyMove(knex);
    const clock = new TestClock();
    const parts = testParts(knex, clock);
    const request = await seedEnvironment(knex, parts.commands, {
      at: clock.now(),
    });
    const { environmentId } = request;
    return {
      ...parts,
      clock,
      ...request,
      environment: () => knex('environments').first(),
      lease: () => knex('leases').first(),
      operations: () =>
        knex('operations').select('type', 'state').orderBy('id'),
      /** As the engine leaves it. */
      async become(state: string) {
        await knex('operations').update({
          state: state === 'Provisioning' ? 'Running' : 'Succeeded',
          started_at: toColumn(clock.now()),
        });
        await knex('environments').update({ state });
        if (state === 'Ready') {
          await knex.transaction(transaction =>
            startLease(transaction, {
              environmentId,
              at: toColumn(clock.now()),
              events: parts.events,
            }),
          );
        }
      },
    };
  }

  it('ends at once what nobody began to build, and gives its quota back', async () => {
    const test = await begin(databaseId);
    const { knex, environmentId, commands } = test;
    await knex('quota_balances').insert({
      scope: 'everyone',
      dimension: 'environments',
      amount: 1,
    });
    await knex('quota_reservations').insert({
      holder_kind: 'environment',
      holder_id: environmentId,
      scope: 'everyone',
      dimension: 'environments',
      amount: 1,
      reserved_at: '2026-11-21T10:00:00.000Z',
    });
    await commands.delete({ environmentId, endReason: 'DeletedByUser', actor });
    expect(await test.environment()).toMatchObject({
      state: 'Deprovisioned',
      end_reason: 'Cancelled',
      ended_by: actor,
      ended_at: '2026-11-21T10:00:00.000Z',
    });
    expect(await test.operations()).toEqual([
      { type: 'create', state: 'Cancelled' },
    ]);
    expect(await knex('quota_balances').first()).toMatchObject({ amount: 0 });
  });

  it('deletes what a first try may have left when a retry is cancelled', async () => {
    const test = await begin(databaseId);
    const { environmentId, commands, knex } = test;
    await test.become('ProvisioningFailed');
    await commands.retry({ environmentId, actor });
    expect(await test.environment()).toMatchObject({ state: 'Queued' });
    await commands.delete({ environmentId, endReason: 'DeletedByUser', actor });
    expect(await test.environment()).toMatchObject({
      state: 'Deprovisioning',
      end_reason: 'Cancelled',
    });
    expect(
      await knex('operations').where('state', 'Pending').select('type'),
    ).toEqual([{ type: 'delete' }]);
  });

  it('asks a running create to stop, once', async () => {
    const test = await begin(databaseId);
    const { environmentId, commands, knex } = test;
    await test.become('Provisioning');
    const cancel = () =>
      commands.delete({ environmentId, endReason: 'Cancelled', actor });
    await cancel();
    await cancel();
    expect(Boolean((await knex('operations').first()).cancel_requested)).toBe(
      true,
    );
    expect(await test.environment()).toMatchObject({
      state: 'Deprovisioning',
      end_reason: 'Cancelled',
    });
    expect(await test.lease()).toMatchObject({ phase: 'ended', due_at: null });
    expect(await test.operations()).toEqual([
      { type: 'create', state: 'Running' },
    ]);
    expect(
      await knex('events').where('type', 'DeletionRequested'),
    ).toHaveLength(1);
  });

  it('deletes once what stands, however many ask', async () => {
    const test = await begin(databaseId);
    const { environmentId, commands } = test;
    await test.become('Ready');
    const remove = () =>
      commands.delete({ environmentId, endReason: 'DeletedByUser', actor });
    await Promise.allSettled([remove(), remove(), remove()]);
    await remove();
    expect(await test.environment()).toMatchObject({ state: 'Deprovisioning' });
    expect(await test.operations()).toEqual([
      { type: 'create', state: 'Succeeded' },
      { type: 'delete', state: 'Pending' },
    ]);
    expect(await test.lease()).toMatchObject({ due_at: null });
  });

  it('rolls everything back with what was to stand and fall with it', async () => {
    const test = await begin(databaseId);
    const { environmentId, commands } = test;
    await test.become('Ready');
    await expect(
      commands.delete({
        environmentId,
        endReason: 'DeletedByUser',
        alongside: async () => {
          throw new Error('The key is taken');
        },
      }),
    ).rejects.toThrow('The key is taken');
    expect(await test.environment()).toMatchObject({ state: 'Ready' });
  });

  it('extends within the limits and names them', async () => {
    const test = await begin(databaseId);
    const { environmentId, commands } = test;
    await test.become('Ready');
    const extend = (duration: string) =>
      commands.extend({ environmentId, duration, reason: 'Demo', actor });

    await expect(extend('PT0S')).rejects.toThrow(
      /duration must be a duration of weeks/,
    );
    await expect(extend('PT0M')).rejects.toThrow(/at least a minute/);
    await expect(extend('soon')).rejects.toThrow(/not "soon"/);
    await expect(extend('PT17H')).rejects.toThrow(
      /can't be extended past 2026-11-22T10:00:00.000Z/,
    );
    await extend('PT4H');
    expect(await test.lease()).toMatchObject({
      expires_at: '2026-11-21T22:00:00.000Z',
      grace_ends_at: '2026-11-21T23:00:00.000Z',
      extensions: 1,
      warnings_sent: 0,
      due_at: '2026-11-21T20:00:00.000Z',
      tag_due_at: '2026-11-21T10:00:00.000Z',
    });
    await extend('PT2H');
    await expect(extend('PT1H')).rejects.toThrow(/extended 2 of 2 times/);
  });

  it.each([
    'P-1000Y365005D',
    'P9999999Y',
    '-PT1H',
    'PT1H-1M',
    'P1M',
    'PT60S',
    'PT1.5H',
    'P1D\u0000',
    '9'.repeat(10_000),
  ])('extends by no such thing as %j, and leaves the end', async duration => {
    const test = await begin(databaseId);
    const { environmentId, commands } = test;
    await test.become('Ready');
    const before = await test.lease();
    await expect(
      commands.extend({ environmentId, duration, reason: 'Demo', actor }),
    ).rejects.toThrow(
      /^duration must be a duration of weeks, days, hours and minutes such as P5D or PT36H/,
    );
    expect(await test.lease()).toEqual(before);
  });

  it('comes back from grace, counted from now', async () => {
    const test = await begin(databaseId);
    const { environmentId, commands, clock, knex } = test;
    await test.become('Ready');
    clock.advance({ hours: 8, minutes: 30 });
    await knex('leases').update({ phase: 'grace' });
    await commands.extend({
      environmentId,
      duration: 'PT1H',
      reason: 'Not done',
      actor,
    });
    expect(await test.environment()).toMatchObject({ state: 'Ready' });
    expect(await test.lease()).toMatchObject({
      phase: 'active',
      expires_at: '2026-11-21T19:30:00.000Z',
      // Of the warnings two hours and half an hour before the end, the first is past.
      warnings_sent: 1,
      due_at: '2026-11-21T19:00:00.000Z',
    });
  });

  it.each([
    'Queued',
    'Provisioning',
    'Deprovisioning',
    'Deprovisioned',
  ] as const)('neither extends nor retries what is %s', async state => {
    const test = await begin(databaseId);
    const { environmentId, commands, knex } = test;
    await knex('environments').update({ state });
    await expect(
      commands.extend({ environmentId, duration: 'PT1H', reason: '', actor }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    await expect(
      commands.retry({ environmentId, actor }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining(environmentStateLabels[state]),
    });
    expect(await test.environment()).toMatchObject({ state });
  });

  it('cancels what is unfinished, and nothing that is past that', async () => {
    const test = await begin(databaseId);
    const { environmentId, commands } = test;
    await test.become('Ready');
    const cancel = () =>
      commands.delete({
        environmentId,
        endReason: 'DeletedByUser',
        onlyUnfinished: true,
      });
    await expect(cancel()).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('the state of the environment is Ready'),
    });
    expect(await test.environment()).toMatchObject({ state: 'Ready' });
  });

  it('tries a failed create again as often as is allowed', async () => {
    const test = await begin(databaseId);
    const { environmentId, commands } = test;
    const fail = () => test.become('ProvisioningFailed');
    const retry = () => commands.retry({ environmentId, actor });
    await fail();
    await retry();
    await fail();
    await retry();
    await fail();
    await expect(retry()).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('retried 2 of 2 times'),
    });
    expect(await test.environment()).toMatchObject({
      state: 'ProvisioningFailed',
      retries: 2,
    });
  });
});
