import {
  type TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { EventType } from 'backstage-plugin-eks-environments-common';
import type {
  DeliveryOutcome,
  OutboxMessage,
} from 'backstage-plugin-eks-environments-node';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { testParts } from '../__testUtils__/testParts';
import { migrate } from '../database';
import { OutboxDispatcher } from './OutboxDispatcher';
import { readStuckMessages } from './stuckMessages';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** A channel whose answers a test sets. */
class TestChannel {
  readonly taken: OutboxMessage[] = [];
  answer: () => DeliveryOutcome | Promise<DeliveryOutcome> = () => ({
    kind: 'delivered',
  });

  constructor(readonly id: string) {}

  async deliver(message: OutboxMessage): Promise<DeliveryOutcome> {
    const outcome = await this.answer();
    if (outcome.kind === 'delivered') {
      this.taken.push(message);
    }
    return outcome;
  }
}

describe.each(databases.eachSupportedId())('the outbox on %s', databaseId => {
  async function begin(id: TestDatabaseId) {
    const knex = await databases.init(id);
    await migrate(knex);
    const parts = testParts(knex);
    const { environmentId, requestId } = await seedEnvironment(
      knex,
      parts.commands,
    );
    const mail = new TestChannel('mail');
    const portal = new TestChannel('portal');
    const createDispatcher = () =>
      new OutboxDispatcher({
        ...parts,
        channels: [mail, portal],
        appBaseUrl: 'https://portal.example.com',
        backoffSeconds: 60,
      });
    return {
      ...parts,
      environmentId,
      requestId,
      mail,
      portal,
      createDispatcher,
      dispatcher: createDispatcher(),
      record: (type: EventType, actor?: string) =>
        knex.transaction(transaction =>
          parts.events.record(transaction, {
            type,
            environmentId,
            actor,
            message: 'The cluster answered',
            at: '2026-11-21T10:00:00.000Z',
          }),
        ),
      /** Simulates the end of a pause. */
      timePasses: () =>
        knex('outbox_deliveries').update({
          due_at: '2026-01-01T00:00:00.000Z',
        }),
      deliveries: () =>
        knex('outbox_deliveries')
          .select('channel', 'state', 'attempts', 'last_error')
          .orderBy('channel'),
    };
  }

  it('drops what an event makes pointless, and only what no channel took', async () => {
    const test = await begin(databaseId);
    test.mail.answer = () => ({ kind: 'retry', reason: 'down' });
    await test.record('LeaseWarned');
    await test.record('EnvironmentUnhealthy');
    await test.dispatcher.deliverDue();
    await test.record('EnvironmentHealthy');
    await test.record('LeaseExtended');
    test.mail.answer = () => ({ kind: 'delivered' });
    await test.timePasses();
    await test.dispatcher.deliverDue();

    expect(test.mail.taken.map(({ topic }) => topic)).toEqual([
      'EnvironmentHealthy',
      'LeaseExtended',
    ]);
    expect(test.portal.taken).toHaveLength(4);
    expect(
      (await test.deliveries()).filter(({ state }) => state === 'Superseded'),
    ).toEqual([
      expect.objectContaining({ channel: 'mail' }),
      expect.objectContaining({ channel: 'mail' }),
    ]);
  });

  it('tells of nothing but its end once an environment is gone', async () => {
    const test = await begin(databaseId);
    test.mail.answer = () => ({ kind: 'retry', reason: 'down' });
    await test.record('EnvironmentReady');
    await test.record('DeletionRequested');
    await test.dispatcher.deliverDue();
    await test.record('EnvironmentDeprovisioned');
    test.mail.answer = () => ({ kind: 'delivered' });
    await test.timePasses();
    await test.dispatcher.deliverDue();

    expect(test.mail.taken.map(({ topic }) => topic)).toEqual([
      'EnvironmentDeprovisioned',
    ]);
  });

  it('leads from the warning of a lease to the dialog that extends it', async () => {
    const test = await begin(databaseId);
    await test.record('LeaseWarned');
    await test.dispatcher.deliverDue();
    expect(test.mail.taken.map(({ link }) => link)).toEqual([
      `https://portal.example.com/environments/${test.environmentId}?action=extend`,
    ]);
  });

  it('delivers each message to each channel once, with a link', async () => {
    const test = await begin(databaseId);
    await test.record('EnvironmentReady');
    await Promise.all([
      test.dispatcher.deliverDue(),
      test.createDispatcher().deliverDue(),
    ]);
    await test.dispatcher.deliverDue();
    for (const { taken } of [test.mail, test.portal]) {
      expect(taken).toEqual([
        {
          id: expect.any(String),
          topic: 'EnvironmentReady',
          title: 'shop is ready',
          text: 'The cluster answered.\n\nIts page says how to reach it.',
          link: `https://portal.example.com/environments/${test.environmentId}`,
          recipients: ['user:default/dana', 'group:default/team-shop'],
          severity: 'normal',
          environmentId: test.environmentId,
          requestId: undefined,
          occurredAt: '2026-11-21T10:00:00.000Z',
        },
      ]);
    }
  });

  it('keeps what a channel that is down did not take, and holds up no other', async () => {
    const test = await begin(databaseId);
    await test.record('EnvironmentReady');
    test.mail.answer = () => ({ kind: 'retry', reason: 'SES is down' });
    await test.dispatcher.deliverDue();
    expect(test.portal.taken).toHaveLength(1);
    expect(await test.deliveries()).toEqual([
      {
        channel: 'mail',
        state: 'Pending',
        attempts: 1,
        last_error: 'SES is down',
      },
      { channel: 'portal', state: 'Delivered', attempts: 1, last_error: null },
    ]);
    expect(await readStuckMessages(test.knex)).toEqual([
      {
        channel: 'mail',
        messages: 1,
        since: expect.any(String),
        reason: 'SES is down',
      },
    ]);
    // Not before the end of its pause.
    await test.dispatcher.deliverDue();
    expect((await test.deliveries())[0]).toMatchObject({ attempts: 1 });

    test.mail.answer = () => {
      throw new Error('socket hang up');
    };
    await test.timePasses();
    await test.dispatcher.deliverDue();
    expect((await test.deliveries())[0]).toMatchObject({
      state: 'Pending',
      attempts: 2,
      last_error: 'socket hang up',
    });

    test.mail.answer = () => ({ kind: 'delivered' });
    await test.timePasses();
    await test.dispatcher.deliverDue();
    expect(test.mail.taken).toHaveLength(1);
    expect(test.portal.taken).toHaveLength(1);
    expect((await test.deliveries())[0]).toMatchObject({ state: 'Delivered' });
    expect(await readStuckMessages(test.knex)).toEqual([]);
  });

  it('ends what will never be taken, with the reason', async () => {
    const test = await begin(databaseId);
    await test.record('EnvironmentReady');
    test.mail.answer = () => ({ kind: 'rejected', reason: 'Nobody has mail' });
    await test.dispatcher.deliverDue();
    await test.timePasses();
    await test.dispatcher.deliverDue();
    expect((await test.deliveries())[0]).toEqual({
      channel: 'mail',
      state: 'Rejected',
      attempts: 1,
      last_error: 'Nobody has mail',
    });
  });

  it('delivers again what a killed process left claimed', async () => {
    const test = await begin(databaseId);
    await test.record('EnvironmentReady');
    await test.knex('outbox_deliveries').update({
      fencing_token: 'of-the-dead',
      attempts: 1,
      claimed_until: '9999-01-01T00:00:00.000Z',
    });
    await test.dispatcher.deliverDue();
    expect(test.mail.taken).toHaveLength(0);
    await test
      .knex('outbox_deliveries')
      .update({ claimed_until: '2026-01-01T00:00:00.000Z' });
    await test.dispatcher.deliverDue();
    expect(test.mail.taken).toHaveLength(1);
  });

  it('holds one message at a time, and none for longer than a delivery may take', async () => {
    const test = await begin(databaseId);
    await test.record('EnvironmentReady');
    await test.record('LeaseWarned');
    let held: { seconds: number }[] = [];
    test.mail.answer = async () => {
      const claims = await test
        .knex('outbox_deliveries')
        .where({ channel: 'mail', state: 'Pending' })
        .whereNotNull('fencing_token');
      held = held.concat(
        claims.map(({ claimed_until: until }) => ({
          seconds: (Date.parse(until) - Date.now()) / 1000,
        })),
      );
      return { kind: 'delivered' };
    };
    await test.dispatcher.deliverDue();
    expect(held).toHaveLength(2);
    expect(Math.max(...held.map(({ seconds }) => seconds))).toBeLessThan(46);
  });

  it('tells operators of what goes wrong, and nobody of what they did themselves', async () => {
    const test = await begin(databaseId);
    await test.record('ProvisioningFailed', 'user:default/dana');
    await test.dispatcher.deliverDue();
    expect(test.mail.taken[0]).toMatchObject({
      severity: 'high',
      recipients: ['group:default/team-shop', 'group:default/platform'],
    });
  });

  it.each([
    ['EnvironmentQuarantined', 'has leftovers', []],
    [
      'EnvironmentUnhealthy',
      'does not answer',
      ['user:default/dana', 'group:default/team-shop'],
    ],
    [
      'DeprovisioningFailed',
      'could not be deleted',
      ['user:default/dana', 'group:default/team-shop'],
    ],
  ] as const)('tells operators of %s', async (type, title, people) => {
    const test = await begin(databaseId);
    await test.record(type);
    await test.dispatcher.deliverDue();
    expect(test.mail.taken).toMatchObject([
      {
        title: `shop ${title}`,
        severity: 'high',
        recipients: [...people, 'group:default/platform'],
      },
    ]);
  });

  it('forgets a message together with the change that was rolled back', async () => {
    const test = await begin(databaseId);
    const before = await test.knex('events').count();
    await test.knex
      .transaction(async transaction => {
        await test.events.record(transaction, {
          type: 'EnvironmentReady',
          environmentId: test.environmentId,
          message: 'Not true',
          at: '2026-11-21T10:00:00.000Z',
        });
        throw new Error('rolled back');
      })
      .catch(() => {});
    expect(await test.knex('events').count()).toEqual(before);
    expect(await test.knex('outbox_messages')).toEqual([]);
  });
});
