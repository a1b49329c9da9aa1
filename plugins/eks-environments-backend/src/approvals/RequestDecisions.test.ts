import {
  type TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { Duration } from 'luxon';
import { allowAnyMove } from '../__testUtils__/allowAnyMove';
import { pause } from 'backstage-plugin-eks-environments-node';
import { TestClock } from 'backstage-plugin-eks-environments-node/testUtils';
import { insertApprovalStep } from '../__testUtils__/insertApprovalStep';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { testParts } from '../__testUtils__/testParts';
import { migrate, type RequestRow } from '../database';
import type { Person } from '../access/callers';
import { IdempotencyKeys, keyedWrite } from '../idempotency/IdempotencyKeys';
import type { BlueprintStore } from '../blueprints';
import type { ApprovalPlanner, EnvironmentPlanner } from '../requests/planning';
import { createRequestTypes } from '../requests/types';
import { RequestDecisions } from './RequestDecisions';

jest.setTimeout(120_000);

// A decision plans nothing.
const noPlanner = {} as EnvironmentPlanner;
const noBlueprints = {} as BlueprintStore;

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const team = 'group:default/team-shop';
const ari: Person = {
  kind: 'person',
  entityRef: 'user:default/ari',
  claims: [],
};
const abel: Person = {
  kind: 'person',
  entityRef: 'user:default/abel',
  claims: [],
};

describe.each(databases.eachSupportedId())('decisions on %s', databaseId => {
  it('let one of two people win who decide at once', async () => {
    const { knex, decisions, requestId } = await start(databaseId);

    const outcomes = await Promise.allSettled([
      decisions.decide(requestId, { decision: 'approve' }, ari, undefined),
      decisions.decide(requestId, { decision: 'deny' }, abel, undefined),
    ]);

    const statuses = outcomes.map(({ status }) => status).sort();
    expect(statuses).toEqual(['fulfilled', 'rejected']);
    expect(await knex('decisions')).toHaveLength(1);
    const { state } = await knex('requests').where({ id: requestId }).first();
    const [balance] = await knex('quota_balances').where({ scope: team });
    const environments = await knex('environments').where({
      request_id: requestId,
    });
    // Created with a reservation, or neither.
    expect([state, balance.amount, environments.length]).toEqual(
      state === 'Approved' ? ['Approved', 1, 1] : ['Denied', 0, 0],
    );
  });

  it('count both of two people who approve at once where two have to', async () => {
    const { knex, decisions, requestId } = await start(databaseId);
    await knex('approval_steps').update({ quorum: 2 });

    await Promise.all(
      [ari, abel].map(person =>
        decisions.decide(requestId, { decision: 'approve' }, person, undefined),
      ),
    );

    expect(await stateOf(knex, requestId)).toBe('Approved');
    expect(await knex('decisions').pluck('step')).toEqual([0, 0]);
    expect(await knex('approval_steps').pluck('state')).toEqual(['Approved']);
    expect(await knex('environments')).toHaveLength(1);
  });

  it('answer the same key twice with one decision', async () => {
    const { knex, decisions, requestId } = await start(databaseId);
    const write = keyedWrite({
      caller: ari.entityRef,
      key: 'k',
      operation: 'DecideRequest',
      input: {},
    });

    await decisions.decide(requestId, { decision: 'approve' }, ari, write);
    await decisions.decide(requestId, { decision: 'approve' }, ari, write);

    expect(await knex('decisions')).toHaveLength(1);
  });

  it('expire what nobody decided, and give back what it held', async () => {
    const { knex, clock, decisions, requestId } = await start(databaseId);
    await decisions.expireDue();
    expect(await stateOf(knex, requestId)).toBe('PendingApproval');

    clock.advance({ days: 3 });
    await expect(
      decisions.decide(requestId, { decision: 'approve' }, ari, undefined),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    await decisions.expireDue();
    await decisions.expireDue();

    expect(await stateOf(knex, requestId)).toBe('Expired');
    const [balance] = await knex('quota_balances').where({ scope: team });
    expect(balance.amount).toBe(0);
    expect(await knex('events').select('type')).toEqual([
      { type: 'RequestExpired' },
    ]);
  });

  it('expire those after many that can not be expired', async () => {
    const { knex, clock, decisions, requestId, parts } = await start(
      databaseId,
    );
    const last = await insertPending(knex);
    for (let count = 0; count < 99; count += 1) {
      await insertPending(knex);
    }
    const [newest] = await knex('requests').orderBy('id', 'desc').pluck('id');
    const release = parts.ledger.release.bind(parts.ledger);
    jest
      .spyOn(parts.ledger, 'release')
      .mockImplementation(async (transaction, options) => {
        if (options.holder.id !== newest) {
          throw new Error('out of range');
        }
        await release(transaction, options);
      });
    const log = jest
      .spyOn(parts.logger, 'error')
      .mockImplementation(() => undefined);
    await knex('requests').update({ expires_at: '2026-11-22T10:00:00.000Z' });

    clock.advance({ days: 3 });
    await decisions.expireDue();

    expect(await stateOf(knex, requestId)).toBe('PendingApproval');
    expect(await stateOf(knex, last)).toBe('PendingApproval');
    expect(await stateOf(knex, newest)).toBe('Expired');
    log.mockRestore();
  });

  it('expire the others when one can not be expired', async () => {
    const { knex, clock, decisions, requestId, parts } = await start(
      databaseId,
    );
    const earlier = await insertPending(knex);
    await knex('requests')
      .where({ id: earlier })
      .update({ expires_at: '2026-11-22T10:00:00.000Z' });
    const release = parts.ledger.release.bind(parts.ledger);
    jest
      .spyOn(parts.ledger, 'release')
      .mockImplementation(async (transaction, options) => {
        if (options.holder.id === earlier) {
          throw new Error('out of range');
        }
        await release(transaction, options);
      });
    const log = jest
      .spyOn(parts.logger, 'error')
      .mockImplementation(() => undefined);

    clock.advance({ days: 3 });
    await decisions.expireDue();

    expect(await stateOf(knex, earlier)).toBe('PendingApproval');
    expect(await stateOf(knex, requestId)).toBe('Expired');
    expect(log).toHaveBeenCalledWith(
      `The request ${earlier} could not be expired`,
      expect.objectContaining({ message: 'out of range' }),
    );
    log.mockRestore();
  });

  it('roll everything back when the environment can not be queued', async () => {
    const { knex, decisions, requestId, parts } = await start(databaseId);
    jest
      .spyOn(parts.commands, 'queue')
      .mockRejectedValueOnce(new Error('connection lost'));

    await expect(
      decisions.decide(requestId, { decision: 'approve' }, ari, undefined),
    ).rejects.toThrow('connection lost');

    expect(await stateOf(knex, requestId)).toBe('PendingApproval');
    expect(await knex('decisions')).toEqual([]);
    expect(await knex('events')).toEqual([]);
  });
});

/** A request that waits for a decision for three days, and holds a place of its team. */
async function start(databaseId: TestDatabaseId) {
  const knex = await databases.init(databaseId);
  await migrate(knex);
  await allowAnyMove(knex);
  const clock = new TestClock();
  const parts = testParts(knex, clock);
  const decisions = new RequestDecisions({
    ...parts,
    effects: createRequestTypes({
      ...parts,
      config: {
        approvals: {
          platformEngineers: [],
          expiresAfter: Duration.fromISO('P3D'),
        },
      },
      installation: 'test',
      approvals: {} as ApprovalPlanner,
      pause,
      registered: [],
      blueprints: noBlueprints,
      planner: noPlanner,
    }),
    keys: new IdempotencyKeys(parts),
  });
  await knex('blueprints').insert({
    name: 'sandbox',
    version: 1,
    digest: 'x',
    document: '{}',
    loaded_at: '',
  });
  const requestId = await insertPending(knex);
  await knex.transaction(transaction =>
    parts.ledger.reserve(transaction, {
      holder: { kind: 'request', id: requestId },
      amounts: [{ scope: team, dimension: 'environments', amount: 1 }],
      at: '',
    }),
  );
  return { knex, clock, parts, decisions, requestId };
}

async function insertPending(knex: Knex): Promise<string> {
  const { id, request_id: requestId } = await insertEnvironment(knex);
  await knex('leases').where({ environment_id: id }).delete();
  await knex('environments').where({ id }).delete();
  await knex<RequestRow>('requests')
    .where({ id: requestId })
    .update({
      state: 'PendingApproval',
      environment_id: null,
      expires_at: '2026-11-24T10:00:00.000Z',
      details: JSON.stringify({
        environmentId: id,
        clusterName: 'shop-12345678',
        provisioner: 'eksctl',
        spec: '{}',
        hourlyCost: 100_000,
        leaseRules: {
          default: 'P2D',
          maximum: 'P5D',
          maximumTotal: 'P14D',
          approvedTotal: 'P14D',
          grace: 'PT6H',
          warnings: [],
          extension: 'P1D',
          maximumExtensions: 3,
          failureDeadline: 'PT4H',
        },
      }),
    });
  await insertApprovalStep(knex, { request_id: requestId });
  return requestId;
}

async function stateOf(knex: Knex, id: string): Promise<string> {
  const { state } = await knex('requests').where({ id }).first();
  return state;
}
