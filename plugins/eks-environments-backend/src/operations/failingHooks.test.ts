import { createBackendModule } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  type AnyOperationType,
  eksEnvironmentsOperationsExtensionPoint,
  OperationStoppedError,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { startTestService } from '../__testUtils__/startTestService';
import { endless } from '../__testUtils__/testOperationTypes';
import { restartNodes } from '../__testUtils__/toyOperations';
import { until } from '../__testUtils__/until';
import {
  databaseNow,
  type EnvironmentRow,
  newId,
  type OperationRow,
} from '../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const onBegin = jest.fn();

const broken = async (): Promise<never> => {
  throw new Error('the hook is broken');
};
const brokenSql: AnyOperationType['onSettled'] = async ({ knex }) => {
  await knex('no_such_table').insert({ secret: 'hunter2' });
  return undefined;
};

const types: AnyOperationType[] = [
  { ...restartNodes, type: 'whole' },
  { ...restartNodes, type: 'broken-begin', onBegin: broken },
  {
    ...restartNodes,
    type: 'unable-begin',
    async onBegin() {
      throw new OperationStoppedError('unable');
    },
  },
  { ...restartNodes, type: 'broken-end', onSettled: broken },
  { ...restartNodes, type: 'broken-sql', onSettled: brokenSql },
  {
    ...restartNodes,
    type: 'hanging-broken-end',
    run: endless,
    onSettled: brokenSql,
  },
  {
    ...restartNodes,
    type: 'hanging-chained',
    run: endless,
    async onSettled({ knex, operations }, { environmentId, input }) {
      await operations.enqueue(knex, { environmentId, type: 'whole', input });
      return undefined;
    },
  },
  { ...restartNodes, type: 'watched', onBegin },
  {
    ...restartNodes,
    type: 'broken-can-run',
    canRun() {
      throw new Error('canRun is broken');
    },
  },
  {
    ...restartNodes,
    type: 'broken-builder',
    lane: 'build',
    async onBegin({ moveEnvironment }) {
      await moveEnvironment({ from: 'Queued', to: 'Provisioning' });
      return undefined;
    },
    onSettled: broken,
  },
];

const failingHooks = createBackendModule({
  pluginId: 'eks-environments',
  moduleId: 'failing-hooks',
  register(registration) {
    registration.registerInit({
      deps: { operations: eksEnvironmentsOperationsExtensionPoint },
      async init({ operations }) {
        types.forEach(type => operations.addOperationType(type));
      },
    });
  },
});

describe.each(databases.eachSupportedId())(
  'hooks that fail, on %s',
  databaseId => {
    let knex: Knex;
    let api: Awaited<ReturnType<typeof startTestService>>;
    let environmentId: string;

    /** Keeps operations of a lane in the queue. Nothing in this test reaches AWS. */
    const pause = (lane: string) =>
      knex('engine_pauses').insert({
        id: newId(),
        lane,
        reason: 'For this test',
        paused_by: 'user:default/pat',
        paused_at: '2026-11-21T10:00:00.000Z',
      });

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
        { engine: true, features: [failingHooks] },
      );
      await pause('teardown');
    });
    afterAll(() => api.stop());

    beforeEach(async () => {
      onBegin.mockReset();
      ({ id: environmentId } = await insertEnvironment(knex));
    });
    afterEach(async () => {
      await knex('engine_pauses').where('lane', 'change').delete();
    });

    const enqueue = (type: string) =>
      knex.transaction(transaction =>
        api.parts.operations.enqueue(transaction, {
          environmentId,
          type,
          input: { nodeGroups: ['one'] },
        }),
      );

    const rowOf = (id: string) =>
      knex<OperationRow>('operations').where({ id }).first();

    const ends = (id: string) =>
      until(async () => {
        const row = await rowOf(id);
        return row?.finished_at ? row : undefined;
      }, 'the end of the operation');

    const environment = (): Promise<EnvironmentRow | undefined> =>
      knex('environments').where({ id: environmentId }).first();

    const timeline = () =>
      knex('events')
        .where('environment_id', environmentId)
        .orderBy('id')
        .select('type', 'message');

    const open = () =>
      knex('operations')
        .where('environment_id', environmentId)
        .whereIn('state', ['Pending', 'Running'])
        .select('type', 'state');

    /** The deletion is accepted, and is the only operation that is open then. */
    async function isDeleted() {
      const { status } = await api.post(
        'dana',
        `/environments/${environmentId}/deletion`,
        {},
      );
      expect(status).toBe(202);
      await until(async () => {
        const [operation] = await open();
        return operation?.type === 'delete' ? operation : undefined;
      }, 'the deletion');
      expect(await open()).toEqual([{ type: 'delete', state: 'Pending' }]);
      expect(await environment()).toMatchObject({ state: 'Deprovisioning' });
      expect(
        await knex('leases').where('environment_id', environmentId).first(),
      ).toMatchObject({ phase: 'ended', due_at: null });
    }

    it('of the beginning fail the operation, attempt by attempt, with type and message', async () => {
      const id = await enqueue('broken-begin');
      const row = await ends(id);
      expect(row).toMatchObject({
        state: 'Failed',
        attempt: 2,
        takeovers: 0,
        started_at: null,
        fencing_token: null,
      });
      const failure = JSON.parse(row.failure!);
      expect(failure.operatorMessage).toContain(
        'onBegin of the operation type broken-begin failed: the hook is broken',
      );
      expect(failure.message).toBe(
        'The portal could not start this operation.',
      );
      expect(await environment()).toMatchObject({ state: 'Ready' });
      expect(await timeline()).toEqual([
        { type: 'OperationRetried', message: expect.anything() },
        { type: 'OperationFailed', message: expect.anything() },
      ]);
      await isDeleted();
    });

    it('of the beginning are not taken for an engine that stops', async () => {
      const id = await enqueue('unable-begin');
      expect(await ends(id)).toMatchObject({ state: 'Failed', attempt: 2 });
    });

    it('of the end fail the operation, which ends without them', async () => {
      const id = await enqueue('broken-end');
      const row = await ends(id);
      expect(row).toMatchObject({
        state: 'Failed',
        attempt: 2,
        fencing_token: null,
      });
      expect(JSON.parse(row.failure!).cause).toContain(
        'onSettled of the operation type broken-end failed: the hook is broken',
      );
      expect(await environment()).toMatchObject({ state: 'Ready' });
      expect((await timeline()).at(-1)).toEqual({
        type: 'OperationFailed',
        message: expect.stringContaining(
          'settled without the hook of its type',
        ),
      });
      expect(await ends(await enqueue('whole'))).toMatchObject({
        state: 'Succeeded',
      });
      await isDeleted();
    });

    it('show no SQL and no values', async () => {
      const row = await ends(await enqueue('broken-sql'));
      expect(row.state).toBe('Failed');
      expect(row.failure).not.toMatch(/no_such_table|hunter2/);
    });

    it('of the end leave an environment that waits for its creation as a failed one, with a deadline', async () => {
      ({ id: environmentId } = await insertEnvironment(knex, {
        state: 'Queued',
        ready_at: null,
      }));
      const row = await ends(await enqueue('broken-builder'));
      expect(row.state).toBe('Failed');
      const { state, failure } = (await environment())!;
      expect({ state, failure }).toEqual({
        state: 'ProvisioningFailed',
        failure: row.failure,
      });
      expect(
        await knex('leases').where('environment_id', environmentId).first(),
      ).toMatchObject({ phase: 'pending', deadline: expect.any(String) });
      await isDeleted();
    });

    it.each(['hanging-broken-end', 'hanging-chained'])(
      'of %s do not keep a deletion from stopping what runs',
      async type => {
        const id = await enqueue(type);
        await until(
          async () => (await rowOf(id))?.state === 'Running',
          'a running operation',
        );
        await isDeleted();
        expect(await ends(id)).toMatchObject({ state: 'Cancelled' });
        expect((await timeline()).map(each => each.type)).toEqual([
          'OperationStarted',
          'DeletionRequested',
          'OperationCancelled',
        ]);
      },
    );

    it.each(['broken-end', 'broken-sql', 'hanging-chained'])(
      'of %s do not keep a deletion from cancelling what waits',
      async type => {
        await pause('change');
        const id = await enqueue(type);
        await isDeleted();
        expect(await rowOf(id)).toMatchObject({ state: 'Cancelled' });
        expect((await timeline()).map(each => each.type)).toEqual([
          'OperationCancelled',
          'DeletionRequested',
        ]);
      },
    );

    /** An operation that a worker claimed, and lost before it began. */
    async function lost(changes: Partial<OperationRow>): Promise<string> {
      await pause('change');
      const id = await enqueue('watched');
      await knex('operations')
        .where({ id })
        .update({
          state: 'Running',
          attempt: 1,
          fencing_token: 'of-the-dead',
          claimed_until: databaseNow(knex),
          ...changes,
        });
      return id;
    }

    it('of the beginning are not called for what was cancelled', async () => {
      const id = await lost({ cancel_requested: true });
      expect(await ends(id)).toMatchObject({ state: 'Cancelled' });
      expect(onBegin).not.toHaveBeenCalled();
    });

    it('of the beginning are not called again when too many workers lost their claim', async () => {
      const id = await lost({ takeovers: 5 });
      const row = await ends(id);
      expect(row).toMatchObject({ state: 'Failed', takeovers: 6 });
      expect(JSON.parse(row.failure!).cause).toBe(
        '6 workers lost their claim during this attempt',
      );
      expect(onBegin).not.toHaveBeenCalled();
    });

    it('that say whether a type can run delay no other type', async () => {
      const id = await enqueue('broken-can-run');
      ({ id: environmentId } = await insertEnvironment(knex));
      expect(await ends(await enqueue('whole'))).toMatchObject({
        state: 'Succeeded',
      });
      expect(await rowOf(id)).toMatchObject({ state: 'Pending' });
    });
  },
);
