import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  type AvailableOperation,
  environmentPowerPermission,
  type Operation,
} from 'backstage-plugin-eks-environments-common';
import {
  type AnyOperationType,
  type AuthorizedOperationQueue,
  eksEnvironmentsOperationsExtensionPoint,
  type OperationFailure,
  type TriggerAvailability,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import request from 'supertest';
import { insertApprovalStep } from '../__testUtils__/insertApprovalStep';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { as } from '../__testUtils__/people';
import { startTestService } from '../__testUtils__/startTestService';
import { endless } from '../__testUtils__/testOperationTypes';
import {
  restartNodes,
  restartNodesModule,
} from '../__testUtils__/toyOperations';
import { nodeRestartsModule } from '../__testUtils__/toyRoutes';
import { until } from '../__testUtils__/until';
import { databaseNow, newId, type OperationRow } from '../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const unreachable: OperationFailure = {
  class: 'unknown',
  cause: 'connection refused',
  developerMessage: 'The nodes could not be reached.',
  operatorMessage: 'The API server refused the connection.',
  remedy: 'Try again.',
  whileRetrying: 'The portal tries again by itself.',
  retry: 'backoff',
};

/** Fails as often as a test sets. */
let failures = 0;

const flaky: AnyOperationType = {
  ...restartNodes,
  type: 'flaky-restart',
  async run(context) {
    if (failures > 0) {
      failures -= 1;
      return { kind: 'failed', failure: unreachable };
    }
    return restartNodes.run(context);
  },
};

const hanging: AnyOperationType = {
  ...restartNodes,
  permission: undefined,
  trigger: undefined,
  type: 'hanging-restart',
  onBegin: undefined,
  onSettled: undefined,
  run: endless,
};

/** Builds something of an environment that is Ready, as an installation of components would. */
const extra: AnyOperationType = {
  ...restartNodes,
  type: 'build-extra',
  lane: 'build',
};

const chained: AnyOperationType = {
  ...restartNodes,
  type: 'chained-restart',
  async onSettled({ knex, operations }, { environmentId, input }) {
    await operations.enqueue(knex, {
      environmentId,
      type: restartNodes.type,
      input,
    });
    return { type: 'OperationSucceeded', message: 'One more time' };
  },
};

/** Reports with events of its own. */
const reporting: AnyOperationType = {
  ...restartNodes,
  type: 'report-restart',
  onBegin: async () => ({
    type: 'report-restart.drained',
    message: 'The nodes were drained',
  }),
  onSettled: async () => ({
    type: 'report-restart.left-cordoned',
    severity: 'high',
    message: 'One node is still cordoned',
  }),
};

/** Reports with an event of another type. */
const misreporting: AnyOperationType = {
  ...reporting,
  type: 'misreport-restart',
  onSettled: undefined,
};

/** What members may start: they have its permission. */
const ofMembers: AnyOperationType = {
  ...restartNodes,
  type: 'restart-of-members',
  permission: environmentPowerPermission,
  trigger: {
    ...restartNodes.trigger!,
    async onStart({ knex, at }, { environment, input }) {
      await knex('environments')
        .where('id', environment.id)
        .update({ updated_at: at });
      return {
        input: { nodeGroups: [...input.nodeGroups, 'system'] },
        event: {
          type: 'OperationQueued',
          message: `The restart of ${environment.name} was requested`,
        },
      };
    },
  },
};

/** Its trigger has a defect. */
const defective: AnyOperationType = {
  ...ofMembers,
  type: 'defective-trigger',
  input: { parse: () => ({}) },
  trigger: {
    title: 'Restart',
    description: 'Restarts.',
    availability() {
      throw new Error('The trigger has a defect');
    },
  },
};

/** What no trigger may return. */
const undecided = Object.entries<() => unknown>({
  'answers-late': () => Promise.reject(new Error('Too late')),
  'answers-nothing': () => undefined,
  'answers-without-reason': () => ({ kind: 'refused' }),
}).map(
  ([type, answer]): AnyOperationType => ({
    ...defective,
    type,
    trigger: {
      title: 'Restart',
      description: 'Restarts.',
      availability: () => answer() as TriggerAvailability,
    },
  }),
);

/** What a module queues with. */
let queue: AuthorizedOperationQueue;

const queueModule = createBackendModule({
  pluginId: 'eks-environments',
  moduleId: 'queue',
  register(module) {
    module.registerInit({
      deps: { operations: eksEnvironmentsOperationsExtensionPoint },
      async init({ operations }) {
        queue = operations.getQueue();
      },
    });
  },
});

const credentialsOf = (name: string) => ({
  credentials: mockCredentials.user(`user:default/${name}`),
});

function moduleOf(moduleId: string, types: AnyOperationType[]) {
  return createBackendModule({
    pluginId: 'eks-environments',
    moduleId,
    register(module) {
      module.registerInit({
        deps: { operations: eksEnvironmentsOperationsExtensionPoint },
        async init({ operations }) {
          types.forEach(type => operations.addOperationType(type));
        },
      });
    },
  });
}

describe.each(databases.eachSupportedId())(
  'operation types of modules on %s',
  databaseId => {
    let knex: Knex;
    let api: Awaited<ReturnType<typeof startTestService>>;
    let environmentId: string;
    let requestId: string;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      api = await startTestService(
        knex,
        {
          engine: {
            pollInterval: { milliseconds: 50 },
            backoff: { milliseconds: 20 },
          },
        },
        {
          engine: true,
          features: [
            restartNodesModule,
            queueModule,
            nodeRestartsModule,
            moduleOf('variants', [
              flaky,
              hanging,
              chained,
              extra,
              ofMembers,
              defective,
              ...undecided,
              reporting,
              misreporting,
            ]),
          ],
        },
      );
      // Nothing in this test reaches AWS.
      await knex('engine_pauses').insert({
        id: newId(),
        lane: 'teardown',
        reason: 'This test has no AWS',
        paused_by: 'user:default/pat',
        paused_at: '2026-11-21T10:00:00.000Z',
      });
    });
    afterAll(() => api.stop());

    beforeEach(async () => {
      ({ id: environmentId, request_id: requestId } = await insertEnvironment(
        knex,
      ));
    });

    afterEach(async () => {
      await knex('engine_pauses').where('lane', 'change').delete();
    });

    const enqueue = (type: string, nodeGroups: string[] = ['one', 'two']) =>
      knex.transaction(transaction =>
        api.parts.operations.enqueue(transaction, {
          environmentId,
          type,
          input: { nodeGroups },
        }),
      );

    const rowOf = (id: string) =>
      knex<OperationRow>('operations').where({ id }).first();

    const ends = (id: string) =>
      until(async () => {
        const row = await rowOf(id);
        return row?.finished_at ? row : undefined;
      }, 'the end of the operation');

    async function shown(id: string): Promise<Operation> {
      const { body } = await api.get(
        'dana',
        `/environments/${environmentId}/operations`,
      );
      return body.items.find((each: Operation) => each.id === id);
    }

    const logOf = (id: string) =>
      knex('operation_log')
        .where('operation_id', id)
        .orderBy('sequence')
        .pluck('text');

    const timeline = () =>
      knex('events')
        .where('environment_id', environmentId)
        .orderBy('id')
        .pluck('type');

    it('run from the queue to their end, with phases, a log and a timeline', async () => {
      const id = await enqueue('restart-nodes');
      expect(await ends(id)).toMatchObject({
        state: 'Succeeded',
        lane: 'change',
        attempt: 1,
      });
      expect(await shown(id)).toMatchObject({
        type: 'restart-nodes',
        title: 'Restart of nodes',
        lane: 'change',
        cancellable: true,
        maximumAttempts: 2,
        percent: 100,
        phases: [
          { id: 'cordon', title: 'Cordon', state: 'done' },
          { id: 'restart', title: 'Restart', state: 'done' },
        ],
      });
      expect(await logOf(id)).toEqual([
        expect.stringMatching(/^Restarts one of env-/),
        expect.stringMatching(/^Restarts two of env-/),
      ]);
      expect(
        await knex('events')
          .where('environment_id', environmentId)
          .orderBy('id'),
      ).toMatchObject([
        { type: 'OperationStarted', message: 'Restart of nodes started' },
        { type: 'OperationSucceeded', message: 'Restarted 2 node groups' },
      ]);
      const environment = await knex('environments')
        .where({ id: environmentId })
        .first();
      expect(environment).toMatchObject({ state: 'Ready', failure: null });
    });

    it('are retried as their policy says, and fail after the last attempt', async () => {
      failures = 1;
      const retried = await enqueue('flaky-restart');
      expect(await ends(retried)).toMatchObject({
        state: 'Succeeded',
        attempt: 2,
        failure: null,
      });

      failures = 2;
      const failed = await enqueue('flaky-restart');
      expect(await ends(failed)).toMatchObject({ state: 'Failed', attempt: 2 });
      expect(await shown(failed)).toMatchObject({
        failure: {
          message: unreachable.developerMessage,
          remedy: unreachable.remedy,
        },
      });
      expect(await timeline()).toEqual([
        'OperationStarted',
        'OperationRetried',
        'OperationSucceeded',
        'OperationStarted',
        'OperationRetried',
        'OperationFailed',
      ]);
    });

    it('have events of their own, which people are notified of by their severity', async () => {
      await ends(await enqueue('report-restart'));
      const { body } = await api.get(
        'dana',
        `/environments/${environmentId}/events`,
      );
      expect(body.items).toMatchObject([
        {
          type: 'report-restart.left-cordoned',
          message: 'One node is still cordoned',
        },
        { type: 'report-restart.drained', message: 'The nodes were drained' },
      ]);
      const messages = await knex('outbox_messages')
        .join('events', 'events.id', 'outbox_messages.event_id')
        .where('events.environment_id', environmentId)
        .select('outbox_messages.*');
      expect(messages).toMatchObject([
        {
          topic: 'report-restart.left-cordoned',
          severity: 'high',
          title: expect.stringMatching(/^An operation on .* needs attention$/),
          text: expect.stringMatching(/^One node is still cordoned\./),
        },
      ]);
    });

    it('fail with an event of another type', async () => {
      const id = await enqueue('misreport-restart');
      expect(await ends(id)).toMatchObject({ state: 'Failed' });
      const failure = JSON.stringify((await shown(id)).failure);
      expect(failure).toContain('onBegin of the operation type misreport');
    });

    it('resume from their checkpoint when their replica was killed', async () => {
      await api.post('pat', '/fleet/pauses', {
        lane: 'change',
        reason: 'For a moment',
      });
      const id = await enqueue('restart-nodes', ['one', 'two', 'three']);
      await knex('operations')
        .where({ id })
        .update({
          state: 'Running',
          attempt: 1,
          fencing_token: 'of-the-dead',
          claimed_until: databaseNow(knex),
          started_at: '2026-11-21T10:00:00.000Z',
          checkpoint: JSON.stringify({ restarted: 2 }),
        });
      expect(await ends(id)).toMatchObject({
        state: 'Succeeded',
        attempt: 1,
        takeovers: 1,
      });
      expect(await logOf(id)).toEqual([
        expect.stringMatching(/^Restarts three of /),
      ]);
    });

    it('wait for what their lane waits for, and are cancelled while they wait', async () => {
      await api.post('pat', '/fleet/pauses', {
        lane: 'change',
        reason: 'Maintenance',
      });
      const id = await enqueue('restart-nodes');
      expect((await shown(id)).queue).toMatchObject({
        waitsFor: 'pause',
        reason: 'Changes are paused: Maintenance',
      });
      const { operations } = api.parts;
      const cancellation = await knex.transaction(async transaction => {
        const cancelled = await operations.cancel(transaction, {
          environmentId,
        });
        if (cancelled.kind === 'ended') {
          await operations.tellCancelled(transaction, cancelled.operation);
        }
        return cancelled;
      });
      expect(cancellation.kind).toBe('ended');
      expect(await rowOf(id)).toMatchObject({ state: 'Cancelled' });
      expect(await timeline()).toEqual(['OperationCancelled']);
    });

    it('are stopped by a deletion, which follows', async () => {
      const id = await enqueue('hanging-restart');
      await until(
        async () => (await rowOf(id))?.state === 'Running',
        'a running operation',
      );
      const { status } = await api.post(
        'dana',
        `/environments/${environmentId}/deletion`,
        {},
      );
      expect(status).toBe(202);
      expect(await ends(id)).toMatchObject({ state: 'Cancelled' });
      expect(
        await knex('environments').where({ id: environmentId }).first(),
      ).toMatchObject({ state: 'Deprovisioning', end_reason: 'DeletedByUser' });
      expect(
        await knex('operations').where({
          environment_id: environmentId,
          state: 'Pending',
        }),
      ).toMatchObject([{ type: 'delete', lane: 'teardown' }]);
      expect(await timeline()).toEqual([
        'OperationStarted',
        'DeletionRequested',
        'OperationCancelled',
      ]);
    });

    it('of the build lane are cancelled by a deletion, and the environment is not taken for one that was never created', async () => {
      await api.post('pat', '/fleet/pauses', {
        lane: 'build',
        reason: 'Maintenance',
      });
      const id = await enqueue('build-extra');
      const { status } = await api.post(
        'dana',
        `/environments/${environmentId}/deletion`,
        {},
      );
      expect(status).toBe(202);
      expect(await rowOf(id)).toMatchObject({ state: 'Cancelled' });
      expect(
        await knex('environments').where({ id: environmentId }).first(),
      ).toMatchObject({ state: 'Deprovisioning', end_reason: 'DeletedByUser' });
      await knex('engine_pauses').where('lane', 'build').delete();
    });

    it('may queue the next operation when they are settled', async () => {
      const first = await enqueue('chained-restart');
      await ends(first);
      const next = await until(
        () =>
          knex('operations')
            .where({
              environment_id: environmentId,
              type: 'restart-nodes',
              state: 'Succeeded',
            })
            .first(),
        'the next operation',
      );
      expect(JSON.parse(next.input)).toEqual({ nodeGroups: ['one', 'two'] });
    });

    describe('of callers', () => {
      /** Calls the route of the module. */
      const restart = (
        person: string,
        { of = environmentId, key = newId() } = {},
      ) =>
        request(api.server)
          .post(`/api/eks-environments/node-restarts/${of}`)
          .set(...as(person))
          .set('Idempotency-Key', key)
          .send({ nodeGroups: ['one'] });

      const operationsOf = (id: string) =>
        knex('operations').where('environment_id', id).pluck('id');

      const requested = (type: string, key?: string) => ({
        environmentId,
        type,
        input: { nodeGroups: ['one'] },
        idempotencyKey: key,
      });

      it('are queued by the route of a module, once for each key', async () => {
        const key = newId();
        const { status, body } = await restart('pat', { key });
        expect([status, body]).toEqual([
          202,
          { kind: 'queued', operationId: expect.any(String) },
        ]);
        expect(await ends(body.operationId)).toMatchObject({
          state: 'Succeeded',
        });
        const again = await restart('pat', { key });
        expect([again.status, again.body]).toEqual([202, body]);
        expect(await operationsOf(environmentId)).toEqual([body.operationId]);
        expect(
          await knex('events')
            .where('environment_id', environmentId)
            .orderBy('id'),
        ).toMatchObject([
          {
            type: 'OperationQueued',
            actor: 'user:default/pat',
            message: 'Restart of nodes was queued',
          },
          { type: 'OperationStarted' },
          { type: 'OperationSucceeded' },
        ]);
      });

      it('are queued once when calls with one key come at once', async () => {
        const calls = Array.from({ length: 4 }, () =>
          queue.queue(requested('restart-nodes', 'at-once'), {
            ...credentialsOf('pat'),
          }),
        );
        const [first, ...others] = await Promise.all(calls);
        expect(first.kind).toBe('queued');
        others.forEach(other => expect(other).toEqual(first));
        expect(await operationsOf(environmentId)).toHaveLength(1);
        await expect(
          queue.queue(
            { ...requested('restart-nodes', 'at-once'), input: {} },
            credentialsOf('pat'),
          ),
        ).rejects.toThrow('"at-once" was used for another write');
      });

      it('need the permission of their type, and to see the environment', async () => {
        const statusFor = async (person: string, of?: string) =>
          (await restart(person, { of })).status;
        // Dana's team owns the environment, but the policy does not grant her the permission of the module.
        expect(await statusFor('dana')).toBe(403);
        expect(await statusFor('olga')).toBe(404);
        expect(await statusFor('pat', newId())).toBe(404);
        expect(await operationsOf(environmentId)).toEqual([]);
        expect(await timeline()).toEqual([]);
      });

      it('are refused for types without a permission, whoever asks', async () => {
        for (const type of ['hanging-restart', 'delete']) {
          await expect(
            queue.queue(requested(type), credentialsOf('pat')),
          ).rejects.toThrow(
            `Operations of the type ${type} cannot be queued by callers, because it has no permission`,
          );
        }
        expect(await operationsOf(environmentId)).toEqual([]);
      });

      it('are refused while the environment cannot take them, which uses up no key', async () => {
        const open = await enqueue('hanging-restart');
        const call = () =>
          queue.queue(
            requested('restart-nodes', environmentId),
            credentialsOf('pat'),
          );
        expect(await call()).toEqual({
          kind: 'refused',
          code: 'operation-open',
          message:
            'Another operation of the environment is open; wait for its end or cancel it',
        });
        await knex('operations')
          .where('id', open)
          .update({ cancel_requested: true });
        await ends(open);
        expect(await call()).toMatchObject({ kind: 'queued' });

        const { id } = await insertEnvironment(knex, {
          state: 'DeprovisioningFailed',
        });
        expect(
          await queue.queue(
            { ...requested('restart-nodes'), environmentId: id },
            credentialsOf('pat'),
          ),
        ).toMatchObject({ kind: 'refused', code: 'being-deleted' });
        expect(await operationsOf(id)).toEqual([]);
      });
    });

    describe('that people start', () => {
      const start = (
        person: string,
        {
          type = ofMembers.type,
          input = { nodeGroups: ['one'] } as object,
          key = newId(),
          of = environmentId,
        } = {},
      ) =>
        api.post(
          person,
          `/environments/${of}/operations`,
          { type, input },
          { 'Idempotency-Key': key },
        );

      const offered = async (
        person: string,
        type: string = ofMembers.type,
      ): Promise<AvailableOperation | undefined> => {
        const { body } = await api.get(
          person,
          `/environments/${environmentId}`,
        );
        const { body: list } = await api.get(person, '/environments?limit=100');
        const listed = list.items.find(
          ({ id }: { id: string }) => id === environmentId,
        );
        expect(listed.operations).toEqual(body.operations);
        return body.operations.find(
          (each: AvailableOperation) => each.type === type,
        );
      };

      const open = () =>
        knex('operations').where('environment_id', environmentId).pluck('type');

      it('are offered with their form, started once for each key, and run', async () => {
        expect(await offered('dana')).toEqual({
          type: 'restart-of-members',
          title: 'Restart nodes',
          description: expect.stringContaining('one after the other.\n'),
          form: restartNodes.trigger?.form,
          possible: true,
        });
        const key = newId();
        const { status, body } = await start('dana', { key });
        expect([status, body]).toEqual([
          202,
          {
            operationId: expect.any(String),
            environment: expect.objectContaining({
              id: environmentId,
              operation: expect.objectContaining({ type: ofMembers.type }),
            }),
          },
        ]);
        const row = await ends(body.operationId);
        expect(row).toMatchObject({ state: 'Succeeded' });
        expect(JSON.parse(row.input)).toEqual({
          nodeGroups: ['one', 'system'],
        });
        const again = await start('dana', { key });
        expect([again.status, again.body.operationId]).toEqual([
          202,
          body.operationId,
        ]);
        expect(await open()).toEqual([ofMembers.type]);
        const [requested] = await knex('events')
          .where('environment_id', environmentId)
          .orderBy('id');
        expect(requested).toMatchObject({
          type: 'OperationQueued',
          actor: 'user:default/dana',
          message: expect.stringMatching(/^The restart of env-.* requested$/),
        });
      });

      it('need the permission of their type, and to see the environment', async () => {
        // Approvers of its request see the environment.
        await insertApprovalStep(knex, {
          request_id: requestId,
          approvers: ['group:default/environment-approvers'],
        });
        expect((await start('ari')).status).toBe(403);
        expect(await offered('ari')).toBeUndefined();
        expect((await start('olga')).status).toBe(404);
        expect((await start('dana', { type: restartNodes.type })).status).toBe(
          403,
        );
        expect(await offered('dana', restartNodes.type)).toBeUndefined();
        expect(await offered('pat', restartNodes.type)).toBeDefined();
        expect(await open()).toEqual([]);
      });

      it('are refused with the reason while they are not possible', async () => {
        await knex('environments')
          .where('id', environmentId)
          .update({ power: 'off' });
        expect(await offered('dana')).toMatchObject({
          possible: false,
          reason: { code: 'nodes-off', message: 'It has no nodes now' },
        });
        const refused = await start('dana');
        expect([refused.status, refused.body.error.message]).toEqual([
          409,
          'It has no nodes now',
        ]);

        expect(await open()).toEqual([]);
        ({ id: environmentId } = await insertEnvironment(knex, {
          state: 'ProvisioningFailed',
        }));
        expect(await offered('dana')).toBeUndefined();
        expect((await start('dana')).body.error.message).toBe(
          'Restart nodes is not possible: the environment is Build failed and its power is On',
        );
        expect(await open()).toEqual([]);
      });

      it('are refused while another operation is open, whose title is shown', async () => {
        await enqueue('hanging-restart');
        expect(await offered('dana')).toMatchObject({
          possible: false,
          reason: {
            code: 'operation-open',
            params: { title: 'Restart of nodes' },
          },
        });
        expect((await start('dana')).status).toBe(409);
        expect(await open()).toEqual(['hanging-restart']);
      });

      it('take only the fields of their form, and need a trigger', async () => {
        const problemOf = async (options: Parameters<typeof start>[1]) => {
          const { status, body } = await start('pat', options);
          return `${status} ${body.error.message}`;
        };
        expect(await problemOf({ input: { nodeGroups: [], force: 1 } })).toBe(
          '400 input.force is not a field of the operation restart-of-members; its fields are nodeGroups',
        );
        expect(await problemOf({ input: {} })).toMatch(
          /^400 input of the operation restart-of-members is not valid: nodeGroups: /,
        );
        expect(
          await problemOf({ type: 'hibernate', input: { restore: {} } }),
        ).toBe(
          '400 input.restore is not a field of the operation hibernate; it has none',
        );
        for (const type of ['delete', 'hanging-restart']) {
          expect(await problemOf({ type })).toMatch(
            `400 Operations of the type ${type} cannot be started by people`,
          );
        }
        expect(await open()).toEqual([]);
      });

      it.each([defective, ...undecided].map(({ type }) => type))(
        'are not offered when their trigger has a defect, which hides no other one: %s',
        async type => {
          expect(await offered('dana', type)).toBeUndefined();
          expect(await offered('dana')).toBeDefined();
          const { status, body } = await start('dana', { type, input: {} });
          expect(status).toBe(409);
          expect(body.error.message).toContain(`of the type ${type}`);
          expect(await open()).toEqual([]);
        },
      );
    });

    it('refuse input that their schema does not accept, and a second open operation', async () => {
      await expect(enqueue('restart-nodes', [])).rejects.toThrow(
        /^input of the operation restart-nodes is not valid: nodeGroups: /,
      );
      await expect(enqueue('unheard-of')).rejects.toThrow(
        /^type must be one of create, delete, .*restart-nodes.*, not "unheard-of"$/,
      );
      await enqueue('hanging-restart');
      await expect(enqueue('restart-nodes')).rejects.toMatchObject({
        name: 'ConflictError',
      });
    });
  },
);

describe('a module that adds a type twice', () => {
  it('keeps the backend from starting', async () => {
    const knex = await databases.init('SQLITE_3');
    await expect(
      startTestService(
        knex,
        {},
        { features: [restartNodesModule, moduleOf('again', [restartNodes])] },
      ),
    ).rejects.toThrow(/There is already an operation type restart-nodes/);
  });
});
