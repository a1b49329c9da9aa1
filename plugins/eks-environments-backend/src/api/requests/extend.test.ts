import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { clearTables } from '../../__testUtils__/clearTables';
import { insertEnvironment } from '../../__testUtils__/insertEnvironment';
import { startTestService } from '../../__testUtils__/startTestService';
import { migrate, toColumn } from '../../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const now = DateTime.utc().startOf('minute');
const END = now.plus({ days: 1 });

describe.each(databases.eachSupportedId())(
  'extensions by approval on %s',
  databaseId => {
    let knex: Knex;
    let api: Awaited<ReturnType<typeof startTestService>>;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await migrate(knex);
      api = await startTestService(knex);
    });

    afterEach(() => clearTables(knex));

    /** A lease that ends tomorrow; its owner may extend it to the second day from now, an approval to the tenth. */
    async function leased(changes: object = {}): Promise<string> {
      const { id } = await insertEnvironment(knex);
      await knex('leases')
        .where('environment_id', id)
        .update({
          phase: 'active',
          started_at: toColumn(now.minus({ days: 1 })),
          expires_at: toColumn(END),
          grace_ends_at: toColumn(END.plus({ hours: 6 })),
          latest_end: toColumn(now.plus({ days: 2 })),
          latest_approved_end: toColumn(now.plus({ days: 10 })),
          ...changes,
        });
      return id;
    }
    const input = (environmentId: string, wanted: object) => ({
      type: 'extend',
      environmentId,
      reason: 'The customer comes next week',
      input: wanted,
    });
    const leaseOf = async (id: string) => {
      const { body } = await api.get('dana', `/environments/${id}`);
      return body.lease;
    };
    const decide = (person: string, id: string, decision = 'approve') =>
      api.post(person, `/requests/${id}/decisions`, { decision });

    it('show what changes, cost nothing of the quota and ask a person, though policy approves creations', async () => {
      const id = await leased();
      const { body: plan } = await api.post(
        'dana',
        '/plans',
        input(id, { duration: 'P5D' }),
      );
      expect(plan).toMatchObject({
        outcome: 'acceptable',
        findings: [],
        blueprint: { name: 'sandbox', version: 1 },
        changes: [
          {
            code: 'lease-end',
            format: 'time',
            before: toColumn(END),
            after: toColumn(END.plus({ days: 5 })),
          },
        ],
        quota: [],
        approval: {
          mode: 'person',
          rule: expect.stringContaining('past what the owner can extend'),
          // Platform engineers.
          steps: [{ approvers: [], quorum: 1 }],
        },
      });
      expect(plan).not.toHaveProperty('lease');
    });

    it('move the end of the lease when somebody approves, and not before', async () => {
      const id = await leased({ extensions: 3, maximum_extensions: 3 });
      const until = END.plus({ days: 5 }).setZone('Europe/Berlin').toISO();
      const { status, body: asked } = await api.post(
        'dana',
        '/requests',
        input(id, { until }),
      );
      expect(status).toBe(201);
      expect(asked).toMatchObject({
        type: 'extend',
        title: 'Extension',
        state: 'PendingApproval',
        environmentId: id,
        plan: { changes: [{ code: 'lease-end' }] },
      });
      expect(asked).not.toHaveProperty('values');
      expect((await leaseOf(id)).expiresAt).toBe(toColumn(END));

      const { body: environment } = await api.get(
        'dana',
        `/environments/${id}`,
      );
      expect(environment.pendingRequest).toEqual({
        id: asked.id,
        type: 'extend',
      });
      expect((await decide('dana', asked.id)).status).toBe(403);
      expect((await decide('pat', asked.id)).body.state).toBe('Approved');
      expect(await leaseOf(id)).toMatchObject({
        expiresAt: toColumn(END.plus({ days: 5 })),
        graceEndsAt: toColumn(END.plus({ days: 5, hours: 6 })),
        extensions: 4,
      });
      const { body: events } = await api.get(
        'dana',
        `/environments/${id}/events`,
      );
      expect(events.items).toMatchObject([
        { type: 'LeaseExtended', actor: 'user:default/dana' },
        { type: 'RequestApproved', actor: 'user:default/pat' },
        { type: 'RequestCreated', code: 'event.change-requested' },
      ]);
    });

    it('show the cost of the added time at the present rate', async () => {
      const id = await leased();
      const { body: plan } = await api.post(
        'dana',
        '/plans',
        input(id, { duration: 'P5D' }),
      );
      const all = (amount: string) => {
        const money = { amount, currency: 'USD' };
        return { min: money, desired: money, max: money };
      };
      expect(plan.cost).toMatchObject({
        hourly: all('0.10'),
        lease: all('12.00'),
        unpriced: [],
      });
    });

    it('show the sizes that the items of the cost can have', async () => {
      const id = await leased();
      const money = (amount: string) => ({ amount, currency: 'USD' });
      const item = {
        name: 'nodes',
        detail: 'm7i.large',
        hourly: {
          min: money('0.10'),
          desired: money('0.20'),
          max: money('1.00'),
        },
      };
      await knex('environments')
        .where({ id })
        .update({ cost_items: JSON.stringify([item, item]) });
      const { body: plan } = await api.post(
        'dana',
        '/plans',
        input(id, { duration: 'P5D' }),
      );
      expect(plan.cost.hourly).toEqual({
        min: money('0.20'),
        desired: money('0.40'),
        max: money('2.00'),
      });
      expect(plan.cost.lease.max).toEqual(money('240.00'));
    });

    it('conflict with the state of a lease that has not started', async () => {
      const { id } = await insertEnvironment(knex, { state: 'Provisioning' });
      const { status, body } = await api.post(
        'dana',
        '/requests',
        input(id, { duration: 'P1D' }),
      );
      expect(status).toBe(409);
      expect(body.error.message).toMatch(/Only a lease that is active/);
    });

    it.each([undefined, ' ', 'x'.repeat(1001)])(
      'are refused without a reason of a fitting length',
      async reason => {
        const id = await leased();
        const { status, body } = await api.post('dana', '/requests', {
          ...input(id, { duration: 'P5D' }),
          reason,
        });
        expect(status).toBe(400);
        expect(body.error.message).toMatch(/^reason must/);
      },
    );

    it.each([
      ['past the total that always holds', {}, 'P10D', /past/],
      [
        'where nothing is left',
        { latest_approved_end: toColumn(END) },
        'P1D',
        /as long as its blueprint allows/,
      ],
    ])('conflict with the state %s', async (_, lease, duration, message) => {
      const id = await leased(lease);
      const { status, body } = await api.post(
        'dana',
        '/requests',
        input(id, { duration }),
      );
      expect(status).toBe(409);
      expect(body.error.message).toMatch(message);
    });

    it.each([
      [
        'within what the owner may do alone',
        { duration: 'PT12H' },
        /needs no approval/,
      ],
      ['without a length', {}, /duration.*until/],
      [
        'with both',
        { duration: 'P1D', until: '2126-01-01T00:00:00Z' },
        /either/i,
      ],
      [
        'until a time without a zone',
        { until: '2126-01-01T00:00' },
        /time zone/,
      ],
      [
        'until a time that has passed',
        { until: '2020-01-01T00:00:00Z' },
        /after/,
      ],
      ['by months', { duration: 'P1M' }, /duration/],
      ['with a field that does not exist', { days: 3 }, /^input: .*days/],
      [
        'until a text that is too long',
        { until: 'T'.repeat(50_000) },
        /^input\.until: /,
      ],
    ])('are refused %s', async (_, wanted, message) => {
      const id = await leased();
      const { status, body } = await api.post(
        'dana',
        '/requests',
        input(id, wanted),
      );
      expect(status).toBe(400);
      expect(body.error.message).toMatch(message);
      expect(await knex('requests').where('type', 'extend')).toEqual([]);
    });

    it('are hidden from who may not see the environment', async () => {
      const id = await leased();
      const asked = await Promise.all(
        ['ari', 'olga'].map(person =>
          api.post(person, '/requests', input(id, { duration: 'P5D' })),
        ),
      );
      expect(asked.map(({ status }) => status)).toEqual([404, 404]);
    });

    it('wait one at a time, of two that come at once as well', async () => {
      const id = await leased();
      const answers = await Promise.all(
        ['dana', 'cole'].map(person =>
          api.post(person, '/requests', input(id, { duration: 'P5D' })),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      const third = await api.post(
        'dana',
        '/requests',
        input(id, { duration: 'P6D' }),
      );
      expect(third.body.error.message).toMatch(/waits for a decision/);
    });

    it('are withdrawn by a deletion, and late approvals change nothing', async () => {
      const id = await leased();
      const { body: asked } = await api.post(
        'dana',
        '/requests',
        input(id, { duration: 'P5D' }),
      );
      const [deletion, decision] = await Promise.all([
        api.post('dana', `/environments/${id}/deletion`, {}),
        decide('pat', asked.id),
      ]);
      expect([202, 409]).toContain(deletion.status);
      const { body: request } = await api.get('dana', `/requests/${asked.id}`);
      expect([decision.status, request.state]).toEqual(
        decision.status === 200 ? [200, 'Approved'] : [409, 'Cancelled'],
      );
      expect((await leaseOf(id)).expiresAt).toBe(
        toColumn(decision.status === 200 ? END.plus({ days: 5 }) : END),
      );
    });

    it('end the lease at a time within the limits of the owner, without a request', async () => {
      const id = await leased();
      const until = now.plus({ days: 2 }).toISO();
      const extended = await api.post(
        'dana',
        `/environments/${id}/extensions`,
        {
          until,
          reason: 'Demo',
        },
      );
      expect(extended.status).toBe(200);
      expect(extended.body.lease).toMatchObject({
        expiresAt: toColumn(now.plus({ days: 2 })),
        latestEnd: toColumn(now.plus({ days: 2 })),
        latestApprovedEnd: toColumn(now.plus({ days: 10 })),
      });
      const past = await api.post('dana', `/environments/${id}/extensions`, {
        until: now.plus({ days: 3 }).toISO(),
        reason: 'Demo',
      });
      expect(past.status).toBe(409);
    });
  },
);
