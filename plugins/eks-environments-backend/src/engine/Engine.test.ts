import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  mockServices,
  type TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  type CreateResult,
  type DeleteResult,
  type OperationContext,
  type OperationOutcome,
  OperationStoppedError,
  pause,
} from 'backstage-plugin-eks-environments-node';
import type { Failure } from 'backstage-plugin-eksctl-node';
import type { Knex } from 'knex';
import { seedEnvironment } from '../__testUtils__/seedEnvironment';
import { reaches } from '../__testUtils__/SimulatorHarness';
import { testParts } from '../__testUtils__/testParts';
import {
  endless,
  testOperationTypes,
  type TestProcedures,
} from '../__testUtils__/testOperationTypes';
import { until } from '../__testUtils__/until';
import { CircuitBreakers } from '../breakers';
import type { EventRecorder } from '../events/types';
import { migrate, type OperationRow, toColumn } from '../database';
import { readFailure } from '../failures';
import { LocalCapabilities } from '../operations';
import { queueRequestedDeletion } from '../operations/delete';
import { Engine } from './Engine';
import { OperationStore, type Renewal } from './OperationStore';
import { Settlement } from './Settlement';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const ready: OperationOutcome<CreateResult> = {
  kind: 'succeeded',
  result: { cluster: { nodes: 2, kubernetesVersion: '1.34' } },
};
const gone: OperationOutcome<DeleteResult> = {
  kind: 'succeeded',
  result: { sweep: { searchedKinds: [] } },
};
const doubtful: Failure = {
  class: 'unknown',
  cause: 'context deadline exceeded',
  developerMessage: 'AWS took longer than we waited.',
  operatorMessage: 'A wait ran out.',
  remedy: 'Try again.',
  whileRetrying: 'The portal tries again by itself.',
  retry: 'backoff',
};

type Procedure = NonNullable<TestProcedures['create']>;

/** A procedure, and its outcome. */
function watched(procedure: Procedure) {
  let begun = false;
  let failure: unknown;
  return {
    procedure: (work => {
      begun = true;
      return procedure(work).catch(error => {
        failure = error;
        throw error;
      });
    }) satisfies Procedure,
    begun: () => begun,
    error: () => failure,
  };
}

describe.each(databases.eachSupportedId())('Engine on %s', databaseId => {
  const engines: Engine[] = [];
  afterEach(async () => {
    await Promise.all(engines.splice(0).map(engine => engine.stop()));
  });

  async function begin(id: TestDatabaseId) {
    const knex = await databases.init(id);
    await migrate(knex);
    const parts = testParts(knex);
    const request = await seedEnvironment(knex, parts.commands);
    return { ...parts, parts, ...request };
  }

  function start(
    parts: Omit<ReturnType<typeof testParts>, 'logger'> & {
      logger: LoggerService;
    },
    procedures: TestProcedures,
    claimMs = 60_000,
    pollMs = 20,
    stopGraceMs = 60_000,
  ): Engine {
    const types = testOperationTypes(procedures, parts);
    const breakers = new CircuitBreakers({
      ...parts,
      types,
      firstBackoffSeconds: 0.01,
    });
    const engine = new Engine({
      ...parts,
      types,
      capabilities: new LocalCapabilities({ ...parts, types }),
      pause,
      stopGraceMs,
      installation: 'portal',
      breakers,
      claimMs,
      journalMs: 1,
      logLimits: { lines: 20_000, bytes: 5_000_000 },
      concurrency: 4,
      maximumTakeovers: 5,
      settlementRetries: { tries: 3, firstBackoffMs: 5 },
      pollMs,
      store: new OperationStore({
        ...parts,
        replica: 'test',
        claimSeconds: claimMs / 1000,
      }),
      settlement: new Settlement({
        ...parts,
        types,
        queueRequestedDeletion,
        breakers,
        maximumAttempts: 3,
        firstBackoffSeconds: 0.01,
      }),
    });
    engines.push(engine);
    engine.start();
    return engine;
  }

  it('gives each operation to one of many workers', async () => {
    const { knex, parts, commands } = await begin(databaseId);
    for (const name of ['two', 'three', 'four', 'five']) {
      await seedEnvironment(knex, commands, { name });
    }
    const runs: string[] = [];
    const create: Procedure = async ({ operation }) => {
      runs.push(operation.id);
      return ready;
    };
    start(parts, { create });
    start(parts, { create });
    await until(
      async () =>
        (await knex('operations').where('state', 'Succeeded')).length === 5,
      'five clusters',
    );
    expect(new Set(runs).size).toBe(5);
    expect(runs).toHaveLength(5);
  });

  it('asks one query at a time while it is idle, and is woken at once', async () => {
    const { knex, parts, environmentId } = await begin(databaseId);
    await knex('operations').update({ due_at: '9999-01-01T00:00:00.000Z' });
    const queries: string[] = [];
    knex.on('query', ({ sql }: { sql: string }) => queries.push(sql));
    const engine = start(parts, { create: async () => ready }, 60_000, 100);
    await pause(550, new AbortController().signal);
    expect(queries.length).toBeGreaterThan(1);
    expect(queries.length).toBeLessThanOrEqual(6);
    // Only reads: no transaction, no write.
    for (const query of queries) {
      expect(query).toMatch(/^(with|select) /);
      expect(query).not.toMatch(/\b(insert|update|delete|begin)\b/i);
    }
    expect(new Set(queries).size).toBe(1);

    await engine.stop();
    start(parts, { create: async () => ready }, 60_000, 600_000);
    await pause(50, new AbortController().signal);
    await knex('operations').update({ due_at: '2026-01-01T00:00:00.000Z' });
    engines[engines.length - 1].wake();
    await reaches(knex, environmentId, 'Ready');
  });

  it('works on deletions while creations take all its hands', async () => {
    const { knex, parts, commands } = await begin(databaseId);
    for (const name of ['two', 'three', 'four', 'five']) {
      await seedEnvironment(knex, commands, { name });
    }
    const { environmentId } = await seedEnvironment(knex, commands, {
      name: 'unwanted',
    });
    await knex('environments')
      .where('id', environmentId)
      .update({ state: 'Provisioning' });
    await knex('environments')
      .where('id', environmentId)
      .update({ state: 'Deprovisioning' });
    await knex('operations')
      .where('environment_id', environmentId)
      .update({ type: 'delete', lane: 'teardown', input: '{}' });
    start(parts, { create: endless, delete: async () => gone });
    await reaches(knex, environmentId, 'Deprovisioned');
    const creations = (state: OperationRow['state']) =>
      knex('operations').where({ type: 'create', state });
    await until(
      async () => (await creations('Running')).length === 4,
      'as many creations as it has hands',
    );
    expect(await creations('Pending')).toHaveLength(1);
  });

  it('leaves creations to others while its executor is not ready, and deletes all the same', async () => {
    const { knex, parts, commands, environmentId } = await begin(databaseId);
    const { environmentId: unwanted } = await seedEnvironment(knex, commands, {
      name: 'unwanted',
    });
    await commands.delete({
      environmentId: unwanted,
      endReason: 'DeletedByUser',
    });
    const procedures = { create: async () => ready, delete: async () => gone };
    start(parts, { ...procedures, canCreate: () => false });
    await reaches(knex, unwanted, 'Deprovisioned');
    expect(
      await knex('environments').where('id', environmentId).first(),
    ).toMatchObject({ state: 'Queued' });
    start(parts, procedures);
    await reaches(knex, environmentId, 'Ready');
  });

  it('hands a create over that it can not start, which counts neither an attempt nor a takeover', async () => {
    const { knex, parts, environmentId } = await begin(databaseId);
    let isAble = true;
    const unable: Procedure = async () => {
      isAble = false;
      throw new OperationStoppedError('unable');
    };
    start(parts, { create: unable, canCreate: () => isAble });
    await until(async () => !isAble, 'a create that could not be started');
    start(parts, { create: async () => ready });
    await reaches(knex, environmentId, 'Ready');
    expect(await knex('operations').first()).toMatchObject({
      state: 'Succeeded',
      attempt: 1,
      takeovers: 0,
    });
  });

  it('writes nothing more once its claim was stolen', async () => {
    const { knex, parts, environmentId, hints } = await begin(databaseId);
    let finish: (outcome: OperationOutcome<CreateResult>) => void = () => {};
    let working: OperationContext | undefined;
    start(parts, {
      create: work => {
        working = work;
        return new Promise(resolve => {
          finish = resolve;
        });
      },
    });
    const work = await until(async () => working, 'the work');
    await knex('operations').update({
      fencing_token: 'of-another',
      claimed_by: 'other',
    });
    const seen = hints.length;
    work.journal.log('This must not be stored');
    finish(ready);
    await expect(work.journal.flush()).rejects.toMatchObject({
      reason: 'lost',
    });
    await Promise.all(engines.splice(0).map(engine => engine.stop()));

    expect(await knex('operations').first()).toMatchObject({
      state: 'Running',
      fencing_token: 'of-another',
      claimed_by: 'other',
    });
    expect(await knex('environments').first()).toMatchObject({
      id: environmentId,
      state: 'Provisioning',
    });
    expect(await knex('operation_log')).toEqual([]);
    expect(hints).toHaveLength(seen);
  });

  it('stops its work when the heartbeat learns that the claim was stolen', async () => {
    const { knex, parts } = await begin(databaseId);
    const create = watched(endless);
    start(parts, { create: create.procedure }, 300);
    await until(async () => create.begun(), 'the work');
    await knex('operations').update({
      fencing_token: 'of-another',
      claimed_until: '9999-01-01T00:00:00.000Z',
    });
    await until(async () => create.error(), 'the end of the work');
    expect(create.error()).toMatchObject({
      name: 'OperationStoppedError',
      reason: 'lost',
    });
  });

  it('stops at once what its own replica cancelled, long before it would renew its claim', async () => {
    const { knex, parts, commands, hints, environmentId } = await begin(
      databaseId,
    );
    const other = await seedEnvironment(knex, commands, { name: 'other' });
    const begun: string[] = [];
    const stopped: unknown[] = [];
    const create: Procedure = work => {
      begun.push(work.environment.id);
      return endless(work).catch(error => {
        stopped.push([work.environment.id, error.reason]);
        throw error;
      });
    };
    const engine = start(parts, { create }, 3_600_000);
    await until(async () => begun.length === 2, 'both creates');
    const claimOfOther = () =>
      knex('operations')
        .where({ environment_id: other.environmentId })
        .first('claimed_until');
    const untouched = await claimOfOther();

    await commands.delete({ environmentId, endReason: 'DeletedByUser' });
    hints.forEach(hint => engine.onChange(hint));
    await until(async () => stopped.length > 0, 'the end of the work', 10_000);
    expect(stopped).toEqual([[environmentId, 'cancelled']]);
    expect(await claimOfOther()).toEqual(untouched);
  });

  it('stores whatever eksctl prints', async () => {
    const { knex, parts, environmentId } = await begin(databaseId);
    start(parts, {
      create: async ({ journal }) => {
        journal.addLine({ level: 'info', text: 'a\0b' });
        journal.addLine({
          level: 'raw',
          text: 'x'.repeat(5_000),
        });
        await journal.flush();
        return ready;
      },
    });
    await reaches(knex, environmentId, 'Ready');
    expect(
      await knex('operation_log').orderBy('sequence').pluck('text'),
    ).toEqual(['ab', 'x'.repeat(4_000)]);
    expect(await knex('operations').first()).toMatchObject({ message: 'ab' });
  });

  it('stops its work when its claim ends while a renewal hangs', async () => {
    const { parts } = await begin(databaseId);
    const create = watched(endless);
    start(parts, { create: create.procedure }, 300);
    await until(async () => create.begun(), 'the work');
    let answer: (renewal: Renewal) => void = () => {};
    const unanswered = new Promise<Renewal>(resolve => {
      answer = resolve;
    });
    const renew = jest
      .spyOn(OperationStore.prototype, 'renew')
      .mockReturnValue(unanswered);
    try {
      await until(async () => create.error(), 'the end of the work');
      expect(create.error()).toMatchObject({
        name: 'OperationStoppedError',
        reason: 'lost',
      });
    } finally {
      answer('lost');
      renew.mockRestore();
    }
  });

  it('takes over what a silent worker left, without counting another attempt', async () => {
    const { knex, parts, environmentId } = await begin(databaseId);
    await knex('operations').update({
      state: 'Running',
      attempt: 1,
      fencing_token: 'of-the-dead',
      started_at: '2026-11-21T10:00:00.000Z',
      claimed_until: '2026-11-21T10:00:00.000Z',
    });
    await knex('environments').update({ state: 'Provisioning' });
    start(parts, { create: async () => ready });
    expect(await reaches(knex, environmentId, 'Ready')).toBeDefined();
    expect(await knex('operations').first()).toMatchObject({ attempt: 1 });
  });

  it('tries again as often as allowed, then waits for a person with a deadline', async () => {
    const { knex, parts, environmentId } = await begin(databaseId);
    const remedies: unknown[] = [];
    const create = jest.fn(
      async (): Promise<OperationOutcome<CreateResult>> => {
        const { failure } = await knex('environments').first('failure');
        remedies.push(failure && JSON.parse(failure).remedy);
        return { kind: 'failed', failure: doubtful };
      },
    );
    start(parts, { create });
    const failed = await reaches(knex, environmentId, 'ProvisioningFailed');
    // The displayed remedy promises a retry while one follows.
    remedies.push(JSON.parse(failed.failure ?? '').remedy);
    expect(remedies).toEqual([
      null,
      'The portal tries again by itself.',
      'The portal tries again by itself.',
      'Try again.',
    ]);
    expect(create).toHaveBeenCalledTimes(3);
    expect(JSON.parse(failed.failure ?? '')).toMatchObject({
      class: 'unknown',
      message: 'AWS took longer than we waited.',
    });
    expect(await knex('leases').first()).toMatchObject({
      deadline: '2026-11-21T16:00:00.000Z',
      due_at: '2026-11-21T16:00:00.000Z',
    });
  });

  it('abandons a run that ignores its signal, and the deletion follows', async () => {
    const { knex, parts, environmentId, commands } = await begin(databaseId);
    const engine = start(
      { ...parts, logger: mockServices.logger.mock() },
      { create: () => new Promise(() => {}), delete: endless },
      60_000,
      20,
      1,
    );
    await reaches(knex, environmentId, 'Provisioning');
    await commands.delete({
      environmentId,
      endReason: 'DeletedByUser',
      actor: 'user:default/dana',
    });
    engine.onChange({ type: 'DeletionRequested', environmentId });
    await until(
      async () => knex('operations').where('type', 'delete').first(),
      'the deletion',
    );
    expect(
      await knex('operations').where('type', 'create').first(),
    ).toMatchObject({ state: 'Cancelled', fencing_token: null });
  });

  it('keeps the cause that was recognized first when a later attempt fails for an unknown one', async () => {
    const { knex, parts, environmentId } = await begin(databaseId);
    const noCapacity = {
      ...doubtful,
      code: 'noCapacityInZone',
      class: 'capacity' as const,
      developerMessage: 'AWS has no capacity.',
      remedy: 'Try again later.',
      cause: 'UnsupportedAvailabilityZoneException',
    };
    const attempts = [noCapacity, doubtful, doubtful];
    const create = jest.fn(
      async (): Promise<OperationOutcome<CreateResult>> => ({
        kind: 'failed',
        failure: attempts.shift() ?? doubtful,
      }),
    );
    start(parts, { create });
    const failed = await reaches(knex, environmentId, 'ProvisioningFailed');
    expect(create).toHaveBeenCalledTimes(3);
    expect(readFailure(failed.failure)).toMatchObject({
      code: 'noCapacityInZone',
      class: 'capacity',
      message: 'AWS has no capacity.',
      // No retry follows any more.
      remedy: 'Try again later.',
      cause: `UnsupportedAvailabilityZoneException\n\nThe latest attempt: ${doubtful.cause}`,
    });
  });

  it('takes an error that nobody expected for a failure that may pass', async () => {
    const { knex, parts, environmentId } = await begin(databaseId);
    const create = jest
      .fn<Promise<OperationOutcome<CreateResult>>, [OperationContext]>()
      .mockRejectedValueOnce(new Error('connect ECONNREFUSED 127.0.0.1:1'))
      .mockResolvedValue(ready);
    start(parts, { create });
    await reaches(knex, environmentId, 'Ready');
    expect(create).toHaveBeenCalledTimes(2);
  });

  it('fails a create whose lease leads to no end, once, with its cause and a deadline', async () => {
    const { knex, parts, environmentId } = await begin(databaseId);
    await knex('leases').update({ duration: 'P2000000Y-729999995D' });
    start(
      { ...parts, logger: mockServices.logger.mock() },
      { create: async () => ready },
    );
    const environment = await reaches(
      knex,
      environmentId,
      'Ready',
      'ProvisioningFailed',
    );
    expect(environment.state).toBe('ProvisioningFailed');
    expect(JSON.parse(environment.failure!)).toMatchObject({
      class: 'user',
      retry: 'never',
      cause: expect.stringContaining(
        'The duration of the lease, "P2000000Y-729999995D"',
      ),
    });
    expect(await knex('operations').first()).toMatchObject({
      state: 'Failed',
      attempt: 1,
      takeovers: 0,
      fencing_token: null,
    });
    expect(await knex('leases').first()).toMatchObject({
      expires_at: null,
      deadline: expect.stringMatching(/^20/),
    });
  });

  it('fails what could not be stored as it ended, attempt by attempt, without SQL in the cause', async () => {
    const { knex, parts, environmentId } = await begin(databaseId);
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const events = Object.create(parts.events);
    events.record = async (
      transaction: Knex.Transaction,
      event: Parameters<EventRecorder['record']>[1],
    ) => {
      if (event.type === 'EnvironmentReady') {
        await transaction('no_such_table').insert({ secret: event.message });
      }
      return parts.events.record(transaction, event);
    };
    let runs = 0;
    start(
      { ...parts, events, logger },
      {
        create: async () => {
          runs += 1;
          return ready;
        },
      },
    );
    const environment = await reaches(
      knex,
      environmentId,
      'Ready',
      'ProvisioningFailed',
    );
    expect(environment.state).toBe('ProvisioningFailed');
    const failure = JSON.parse(environment.failure!);
    expect(failure).toMatchObject({ class: 'unknown', retry: 'backoff' });
    expect(JSON.stringify(failure)).not.toMatch(/insert|no_such_table/i);
    expect(runs).toBe(3);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('could not be stored'),
      expect.objectContaining({
        message: expect.stringContaining('no_such_table'),
      }),
    );
  });

  it('ends a lease that escaped its limits at the longest that there is', async () => {
    const { knex, parts, environmentId, clock } = await begin(databaseId);
    await knex('leases').update({ duration: 'P280000Y-102199995D' });
    start(parts, { create: async () => ready });
    await reaches(knex, environmentId, 'Ready');
    expect(await knex('leases').first()).toMatchObject({
      expires_at: toColumn(clock.now().plus({ hours: 24 })),
      latest_end: toColumn(clock.now().plus({ hours: 24 })),
    });
  });

  it('deletes a cluster that got ready in the moment somebody cancelled', async () => {
    const { knex, parts, commands, environmentId } = await begin(databaseId);
    start(parts, {
      create: async () => {
        await commands.delete({ environmentId, endReason: 'Cancelled' });
        return ready;
      },
      delete: async () => gone,
    });
    expect(await reaches(knex, environmentId, 'Deprovisioned')).toMatchObject({
      end_reason: 'Cancelled',
      failure: null,
      ready_at: null,
    });
  });

  it('gives a provisioner the spec and the outputs of what exists, until that is deleted', async () => {
    const { knex, parts, environmentId } = await begin(databaseId);
    await knex('environments').update({
      existing_spec: 'earlier',
      outputs: '{"stateKey":"1"}',
    });
    const seen: unknown[] = [];
    const stored = () => knex('environments').first('existing_spec', 'outputs');
    start(parts, {
      create: async ({ environment, saveCheckpoint, saveOutputs }) => {
        const { existingSpec, outputs } = environment;
        seen.push({ existingSpec, outputs });
        await saveCheckpoint({ cleared: true });
        seen.push(await stored());
        await saveOutputs({ stateKey: '2' });
        return {
          kind: 'succeeded',
          result: { cluster: { summary: 'The namespace exists' } },
        };
      },
    });
    expect(await reaches(knex, environmentId, 'Ready')).toMatchObject({
      existing_spec: null,
      outputs: '{"stateKey":"2"}',
      nodes: null,
      kubernetes_version: null,
    });
    expect(seen).toEqual([
      { existingSpec: 'earlier', outputs: { stateKey: '1' } },
      { existing_spec: null, outputs: null },
    ]);
    expect(
      await knex('events').where('type', 'EnvironmentReady').pluck('message'),
    ).toEqual(['The namespace exists']);
  });

  it('keeps the outputs of the new creation, and its newest checkpoint', async () => {
    const { knex, parts, environmentId } = await begin(databaseId);
    await knex('environments').update({ outputs: '{"stateKey":"1"}' });
    start(parts, {
      create: async ({ saveCheckpoint, saveOutputs }) => {
        await saveCheckpoint({ cleared: true });
        await saveOutputs({ stateKey: '2' });
        await saveCheckpoint({ cleared: true, step: 'network' });
        await Promise.all([
          saveCheckpoint({ cleared: true, step: 'nodes' }),
          saveOutputs({ stateKey: '3' }),
        ]);
        return ready;
      },
    });
    expect(await reaches(knex, environmentId, 'Ready')).toMatchObject({
      outputs: '{"stateKey":"3"}',
    });
    const { checkpoint } = await knex('operations').first();
    expect(JSON.parse(checkpoint)).toEqual({ cleared: true, step: 'nodes' });
  });

  it('resumes a new creation without forgetting the outputs that it stored', async () => {
    const { knex, parts, environmentId } = await begin(databaseId);
    let attempts = 0;
    start(parts, {
      create: async ({ saveCheckpoint, saveOutputs }) => {
        attempts += 1;
        if (attempts === 1) {
          await saveCheckpoint({ cleared: true });
          await saveOutputs({ stateKey: '2' });
          return {
            kind: 'failed',
            failure: { ...doubtful, retry: 'backoff' },
          };
        }
        await saveCheckpoint({ cleared: true, step: 'nodes' });
        return ready;
      },
    });
    expect(await reaches(knex, environmentId, 'Ready')).toMatchObject({
      outputs: '{"stateKey":"2"}',
    });
    expect(attempts).toBe(2);
  });

  it('quarantines what a sweep could not remove, and keeps the quota', async () => {
    const { knex, parts, commands, environmentId } = await begin(databaseId);
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
    const left = {
      kind: 'vpc',
      id: 'vpc-1',
      proof: 'tag',
      outcome: 'remaining',
    } as const;
    const leftovers = { searchedKinds: [], items: [left] };
    let outcome: OperationOutcome<DeleteResult> = {
      kind: 'failed',
      failure: doubtful,
      result: { sweep: leftovers },
    };
    start(parts, { create: async () => ready, delete: async () => outcome });
    await reaches(knex, environmentId, 'Ready');
    await commands.delete({ environmentId, endReason: 'DeletedByUser' });
    const openSegments = () => knex('cost_segments').whereNull('ended_at');
    const quarantined = await reaches(knex, environmentId, 'Quarantined');
    expect(JSON.parse(quarantined.sweep ?? '').items).toEqual([left]);
    // The reaper retries, so the remedy says so.
    expect(JSON.parse(quarantined.failure ?? '').remedy).toBe(
      'The portal tries again by itself.',
    );
    expect(await knex('leases').first()).toMatchObject({
      due_at: '2026-11-21T11:00:00.000Z',
    });
    expect(await knex('quota_balances').first()).toMatchObject({ amount: 1 });
    // It is not known what is left, so the cost goes on.
    expect(await openSegments()).toMatchObject([
      { hourly_cost: quarantined.hourly_cost },
    ]);

    // The sweep was complete: a load balancer is left, and no node.
    await knex('quota_balances').insert({
      scope: 'everyone',
      dimension: 'nodes',
      amount: 3,
    });
    await knex('quota_reservations').insert({
      holder_kind: 'environment',
      holder_id: environmentId,
      scope: 'everyone',
      dimension: 'nodes',
      amount: 3,
      reserved_at: '2026-11-21T10:00:00.000Z',
    });
    const unpriced = [
      { code: 'leftover', subject: 'load balancer a', reason: 'left over' },
    ];
    outcome = {
      kind: 'failed',
      failure: doubtful,
      result: { sweep: leftovers, leftovers: unpriced },
    };
    await commands.retry({ environmentId, actor: 'user:default/pat' });
    const known = await reaches(knex, environmentId, 'Quarantined');
    expect(known.hourly_cost).toBe(0);
    expect(JSON.parse(known.unpriced)).toEqual(unpriced);
    expect(await openSegments()).toMatchObject([{ hourly_cost: 0 }]);
    expect(
      await knex('quota_balances').orderBy('dimension').pluck('amount'),
    ).toEqual([1, 0]);

    outcome = gone;
    await commands.retry({ environmentId, actor: 'user:default/pat' });
    await reaches(knex, environmentId, 'Deprovisioned');
    expect(await openSegments()).toEqual([]);
    expect(await knex('quota_balances').pluck('amount')).toEqual([0, 0]);
  });
});
