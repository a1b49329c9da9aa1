import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { Operation } from 'backstage-plugin-eks-environments-common';
import {
  type AnyOperationType,
  type AuthorizedOperationQueue,
  eksEnvironmentsOperationsExtensionPoint,
  type OperationFailure,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import request from 'supertest';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { as } from '../__testUtils__/people';
import { startTestService } from '../__testUtils__/startTestService';
import { endless } from '../__testUtils__/testOperationTypes';
import {
  restartNodes,
  restartNodesModule,
} from '../__testUtils__/toyOperations';
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
            moduleOf('variants', [flaky, hanging, chained, extra]),
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
      ({ id: environmentId } = await insertEnvironment(knex));
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
