import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { allowAnyMove } from '../../__testUtils__/allowAnyMove';
import { clearTables } from '../../__testUtils__/clearTables';
import {
  sandboxInput,
  startTestService,
  teamInput,
} from '../../__testUtils__/startTestService';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { testParts } from '../../__testUtils__/testParts';
import { until } from '../../__testUtils__/until';
import { databaseNow, migrate, newId, toColumn } from '../../database';
import { Reaper } from '../../reaper';
import { DatabaseOperationQueue } from '../../operations';
import { BlueprintPlanner } from '../../requests/planning';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const now = DateTime.fromISO('2026-11-21T10:00:00Z', { zone: 'utc' });

describe.each(databases.eachSupportedId())(
  'revisions of a failed environment on %s',
  databaseId => {
    let knex: Knex;
    let api: Awaited<ReturnType<typeof startTestService>>;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await migrate(knex);
      await allowAnyMove(knex);
      api = await startTestService(knex, {
        quotas: {
          overrides: [
            { scope: 'group:default/team-shop', limits: { nodes: 3 } },
          ],
        },
      });
    });

    afterEach(() => clearTables(knex));

    const environment = () => knex('environments').first();
    const nodesTaken = async () =>
      (
        await knex('quota_balances')
          .where({ scope: 'group:default/team-shop', dimension: 'nodes' })
          .first()
      ).amount;

    /** An environment as its failed create leaves it. */
    async function failedEnvironment(input: object): Promise<string> {
      const { body } = await api.post('dana', '/requests', input);
      if (body.state === 'PendingApproval') {
        const path = `/requests/${body.id}/decisions`;
        await api.post('ari', path, { decision: 'approve' });
      }
      await knex('operations').update({
        state: 'Failed',
        started_at: toColumn(now),
      });
      await knex('environments').update({
        state: 'ProvisioningFailed',
        retries: 1,
      });
      await knex('leases').update({ due_at: toColumn(now) });
      return (await environment()).id;
    }

    /** What a person asks, with the environment as it is then. */
    async function revise(person: string, id: string, input: object) {
      const { status, body } = await api.post(person, '/requests', {
        type: 'revise',
        environmentId: id,
        ...input,
      });
      return { status, request: body };
    }

    it('are planned for the same environment, with what it holds counted once', async () => {
      const environmentId = await failedEnvironment(sandboxInput);
      const { body: plan } = await api.post('dana', '/plans', {
        type: 'revise',
        environmentId,
        values: { nodes: 2 },
      });
      expect(plan).toMatchObject({
        outcome: 'acceptable',
        config: expect.stringContaining((await environment()).resource_ref),
      });
      expect(
        plan.quota.find(
          ({ scope, dimension }: { scope: string; dimension: string }) =>
            scope === 'group:default/team-shop' && dimension === 'nodes',
        ),
      ).toMatchObject({ before: 2, after: 3, exceeded: false });
      expect(await nodesTaken()).toBe(2);
    });

    it('keep id and cluster, swap the reservation, and are built from scratch when policy approves', async () => {
      const id = await failedEnvironment(sandboxInput);
      const before = await environment();
      const { status, request } = await revise('dana', id, {
        values: { nodes: 2 },
        lease: 'P3D',
      });
      expect(status).toBe(201);
      expect(request).toMatchObject({
        type: 'revise',
        title: 'Revision',
        state: 'Approved',
        environmentId: id,
        values: { nodes: 2 },
        lease: 'P3D',
        // As it was asked for first.
        name: sandboxInput.name,
        owner: sandboxInput.owner,
        reason: sandboxInput.reason,
      });
      const { body } = await api.get('dana', `/environments/${id}`);
      expect(body).toMatchObject({
        id,
        clusterName: before.resource_ref,
        state: 'Queued',
        values: { nodes: 2 },
        lease: { duration: 'P3D' },
        retries: { used: 0, limit: 3 },
      });
      expect(body.requestId).not.toBe(before.request_id);
      expect((await environment()).spec).toContain('"desiredCapacity": 2');
      expect((await environment()).existing_spec).toBe(before.spec);
      expect(await nodesTaken()).toBe(3);
      expect(
        await knex('quota_reservations')
          .whereNull('released_at')
          .distinct('holder_kind', 'holder_id'),
      ).toEqual([{ holder_kind: 'environment', holder_id: id }]);
      const operation = await knex('operations')
        .where('state', 'Pending')
        .first();
      expect(operation).toMatchObject({ type: 'create' });
      expect(JSON.parse(operation.input)).toEqual({ fromScratch: true });
      // One timeline shows both requests.
      const { body: events } = await api.get(
        'dana',
        `/environments/${id}/events`,
      );
      expect(
        events.items.filter(
          ({ type }: { type: string }) => type === 'RequestCreated',
        ),
      ).toHaveLength(2);
    });

    it('are refused when the quota has no room for them, and change nothing', async () => {
      const id = await failedEnvironment(sandboxInput);
      const before = await environment();
      await knex('quota_limits').insert({
        scope: 'group:default/team-shop',
        dimension: 'nodes',
        amount: 2,
        set_by: 'user:default/pat',
        set_at: toColumn(now),
      });
      const { status, request } = await revise('dana', id, {
        values: { nodes: 2 },
      });
      expect([status, request.error.message]).toEqual([
        409,
        expect.stringContaining('team-shop is 2 nodes'),
      ]);
      expect(await environment()).toEqual(before);
      expect(await nodesTaken()).toBe(2);
      // A smaller one fits, although the quota is used up.
      const fewer = await revise('dana', id, { values: { nodes: 1 } });
      expect(fewer.status).toBe(201);
    });

    describe('that a person decides', () => {
      const other = { values: { maximumNodes: 6 } };
      const firstInput = { ...teamInput, values: { maximumNodes: 4 } };

      /** From a blueprint that a person approves, with room for more in its quota. */
      async function failedLargeEnvironment(): Promise<string> {
        await knex('quota_limits').insert({
          scope: 'group:default/team-shop',
          dimension: 'nodes',
          amount: 100,
          set_by: 'user:default/pat',
          set_at: toColumn(now),
        });
        return failedEnvironment(firstInput);
      }

      /** @returns the ids of a failed environment and of a request to revise it */
      async function askRevision() {
        const id = await failedLargeEnvironment();
        const taken = await nodesTaken();
        await revise('dana', id, other);
        const { body } = await api.get('dana', `/environments/${id}`);
        return { id, taken, requestId: body.pendingRequest?.id, body };
      }

      it('wait, and meanwhile nothing else is tried', async () => {
        const { id, taken, requestId, body } = await askRevision();
        expect(body).toMatchObject({
          state: 'ProvisioningFailed',
          values: expect.objectContaining(firstInput.values),
          actions: expect.arrayContaining([
            {
              action: 'retry',
              possible: false,
              reason: {
                code: 'request-pending',
                message:
                  'A request about this environment waits for a decision; withdraw it first',
              },
            },
          ]),
        });
        expect(requestId).toEqual(expect.any(String));
        expect([taken, await nodesTaken()]).toEqual([4, 6]);
        const retry = await api.post('dana', `/environments/${id}/retry`);
        const again = await revise('dana', id, other);
        expect([retry.status, again.status]).toEqual([409, 409]);
      });

      it.each(['deny', 'withdraw'])(
        'leave everything as it was after a person says %s',
        async decision => {
          const { taken, requestId } = await askRevision();
          const before = await environment();
          await (decision === 'deny'
            ? api.post('ari', `/requests/${requestId}/decisions`, { decision })
            : api.post('dana', `/requests/${requestId}/cancel`));
          expect(await environment()).toEqual(before);
          expect(await nodesTaken()).toBe(taken);
        },
      );

      it('are withdrawn when the environment is deleted', async () => {
        const { id, taken, requestId } = await askRevision();
        await api.post('dana', `/environments/${id}/deletion`, {});
        expect(
          (await api.get('dana', `/requests/${requestId}`)).body,
        ).toMatchObject({ state: 'Cancelled', environmentId: id });
        expect(await nodesTaken()).toBe(taken);
      });

      it('wait for nothing when the environment is deleted while they are planned', async () => {
        const id = await failedLargeEnvironment();
        const taken = await nodesTaken();
        const { plan } = BlueprintPlanner.prototype;
        const spy = jest
          .spyOn(BlueprintPlanner.prototype, 'plan')
          .mockImplementationOnce(async function slowly(
            this: BlueprintPlanner,
            ...input
          ) {
            const planned = await plan.apply(this, input);
            await knex('environments').update({ state: 'Deprovisioning' });
            return planned;
          });
        const { status, request } = await revise('dana', id, {
          values: { maximumNodes: 3 },
        });
        spy.mockRestore();
        expect([status, request.error.message]).toEqual([
          409,
          'The revision comes too late: the state of the environment is Deleting by now',
        ]);
        expect(
          await knex('requests').where('state', 'PendingApproval'),
        ).toEqual([]);
        expect(await nodesTaken()).toBe(taken);
      });

      it('let a deletion be asked again that came in the same moment, and are withdrawn by that', async () => {
        const { id, taken, requestId } = await askRevision();
        const { cancel } = DatabaseOperationQueue.prototype;
        // Between the check for requests and the move of the environment.
        const spy = jest
          .spyOn(DatabaseOperationQueue.prototype, 'cancel')
          .mockImplementationOnce(async function late(
            this: DatabaseOperationQueue,
            transaction,
            options,
          ) {
            const asked = await transaction('requests')
              .where('id', requestId)
              .first();
            await transaction('requests').insert({
              ...asked,
              id: newId(),
              state: 'PendingApproval',
            });
            return cancel.call(this, transaction, options);
          });
        const deletion = () =>
          api.post('dana', `/environments/${id}/deletion`, {});
        expect((await deletion()).status).toBe(409);
        spy.mockRestore();
        expect((await environment()).state).toBe('ProvisioningFailed');
        expect((await deletion()).status).toBe(202);
        expect((await environment()).state).toBe('Deprovisioning');
        expect(
          await knex('requests').where('state', 'PendingApproval'),
        ).toEqual([]);
        expect(await nodesTaken()).toBe(taken);
      });

      it('are decided or withdrawn, and deadlock with nothing, when a deletion comes with the decision and an operation runs', async () => {
        for (let round = 0; round < 5; round++) {
          await clearTables(knex);
          const { id, taken, requestId } = await askRevision();
          await knex('operations').insert({
            id: newId(),
            environment_id: id,
            type: 'create',
            lane: 'build',
            state: 'Running',
            input: '{}',
            checkpoint: '{}',
            phases: '[]',
            created_at: toColumn(now),
            due_at: toColumn(now),
            started_at: toColumn(now),
            fencing_token: 'of-a-worker',
            claimed_until: databaseNow(knex, 600),
          });
          const [decision, deletion] = await Promise.all([
            api.post('ari', `/requests/${requestId}/decisions`, {
              decision: 'approve',
            }),
            api.post('dana', `/environments/${id}/deletion`, {}),
          ]);
          expect([decision.status, deletion.status]).toEqual([409, 202]);
          expect((await environment()).state).toBe('Deprovisioning');
          expect(
            await knex('requests').where('id', requestId).first(),
          ).toMatchObject({ state: 'Cancelled' });
          expect(await knex('leases').first()).toMatchObject({
            phase: 'ended',
          });
          expect(await nodesTaken()).toBe(taken);
        }
      });

      it('wait once, however many ask at the same moment', async () => {
        const id = await failedLargeEnvironment();
        const taken = await nodesTaken();
        const ask = () => revise('dana', id, { values: { maximumNodes: 5 } });
        const { plan } = BlueprintPlanner.prototype;
        let planned = 0;
        const spy = jest
          .spyOn(BlueprintPlanner.prototype, 'plan')
          .mockImplementation(async function together(
            this: BlueprintPlanner,
            ...input
          ) {
            const result = await plan.apply(this, input);
            planned++;
            await until(async () => planned > 1, 'both plans');
            return result;
          });
        const answers = await Promise.all([ask(), ask()]);
        spy.mockRestore();
        expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
        const [refused] = answers.filter(({ status }) => status === 409);
        expect(refused.request.error.message).toMatch(
          /^A request about this environment waits for a decision/,
        );
        expect(await nodesTaken()).toBe(taken + 1);
      });

      it('and the deadline of the failure end in one truth', async () => {
        const { requestId, taken } = await askRevision();
        const reaper = new Reaper(
          testParts(knex, new TestClock(toColumn(now.plus({ hours: 1 })))),
        );
        const [decided] = await Promise.all([
          api.post('ari', `/requests/${requestId}/decisions`, {
            decision: 'approve',
          }),
          reaper.reapDue(),
        ]);
        const { state, end_reason: endReason } = await environment();
        const open = await knex('operations')
          .where('state', 'Pending')
          .select('type');
        const isMore = (await nodesTaken()) > taken;
        const approved = [200, 'Queued', null, 'create', true];
        const reaped = [
          409,
          'Deprovisioning',
          'ProvisioningDeadline',
          'delete',
          false,
        ];
        expect([approved, reaped]).toContainEqual([
          decided.status,
          state,
          endReason,
          ...open.map(({ type }) => type),
          isMore,
        ]);
      });
    });

    it('may change neither place nor name', async () => {
      const environmentId = await failedEnvironment(sandboxInput);
      const { status, request } = await revise('dana', environmentId, {
        name: 'shop-other',
        region: 'us-east-1',
      });
      expect([status, request.error.message]).toEqual([
        400,
        expect.stringMatching(
          /name stays shop-checkout.*region stays eu-west-1/s,
        ),
      ]);
    });

    it('are for those who may try it again', async () => {
      const environmentId = await failedEnvironment(sandboxInput);
      const asked = { type: 'revise', environmentId, values: { nodes: 2 } };
      // olga is in another team and sees nothing of it.
      for (const path of ['/plans', '/requests']) {
        expect((await api.post('olga', path, asked)).status).toBe(404);
      }
      const retry = await api.post(
        'olga',
        `/environments/${environmentId}/retry`,
      );
      expect(retry.status).toBe(404);
      // ari sees it as an approver at most, and may not change it.
      expect([403, 404]).toContain(
        (await api.post('ari', '/requests', asked)).status,
      );
      expect((await api.post('cole', '/requests', asked)).status).toBe(201);
    });

    it('are refused while nothing failed', async () => {
      const { body } = await api.post('dana', '/requests', sandboxInput);
      const { status } = await revise('dana', body.environmentId, {});
      expect(status).toBe(409);
    });

    it.each([
      ['an unknown type', { type: 'paint' }, /type/],
      ['no type', { type: undefined }, /type/],
      ['no environment', { environmentId: undefined }, /environmentId/],
      ['an environment in a new one', { ...sandboxInput }, /environmentId/],
    ])('name the field of %s', async (_, change, field) => {
      for (const path of ['/plans', '/requests']) {
        const { status, body } = await api.post('dana', path, {
          type: 'revise',
          environmentId: newId(),
          ...change,
        });
        expect([status, body.error.message]).toEqual([
          400,
          expect.stringMatching(field),
        ]);
      }
    });

    it('are listed by their type', async () => {
      const id = await failedEnvironment(sandboxInput);
      await revise('dana', id, { values: { nodes: 2 } });
      for (const type of ['create', 'revise']) {
        const { body } = await api.get('dana', `/requests?type=${type}`);
        expect(body.items).toEqual([
          expect.objectContaining({ type, environmentId: id }),
        ]);
      }
    });
  },
);
