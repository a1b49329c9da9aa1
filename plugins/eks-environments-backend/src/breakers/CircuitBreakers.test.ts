import { TestDatabases } from '@backstage/backend-test-utils';
import { type Failure, failureKinds } from 'backstage-plugin-eksctl-node';
import type { Knex } from 'knex';
import { allowAnyMove } from '../__testUtils__/allowAnyMove';
import { clearTables } from '../__testUtils__/clearTables';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { testParts } from '../__testUtils__/testParts';
import {
  type CircuitBreakerRow,
  databaseNow,
  migrate,
  newId,
  type OperationRow,
} from '../database';
import { OperationStore } from '../engine/OperationStore';
import type {
  DatabaseOperationQueue,
  OperationTypes,
  RunnableOperations,
} from '../operations';
import { CircuitBreakerAdmin } from './CircuitBreakerAdmin';
import { CircuitBreakers } from './CircuitBreakers';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const AT = '2026-11-21T10:00:00.000Z';
const place = {
  provisioner: 'eksctl',
  account: 'sandbox',
  region: 'eu-west-1',
};

const outage: Failure = { ...failureKinds.unreachable, cause: 'ECONNREFUSED' };
const noCapacity: Failure = {
  ...failureKinds.noCapacityInZone,
  cause: 'no room in eu-west-1a',
};
const noQuota: Failure = { ...failureKinds.quotaUsedUp, cause: '5 of 5 VPCs' };
const badConfig: Failure = { ...failureKinds.invalidConfig, cause: 'x' };

describe.each(databases.eachSupportedId())('CircuitBreakers on %s', id => {
  let knex: Knex;
  let types: OperationTypes;
  let runnable: RunnableOperations;
  let operations: DatabaseOperationQueue;
  let breakers: CircuitBreakers;
  let desk: CircuitBreakerAdmin;

  beforeAll(async () => {
    knex = await databases.init(id);
    await migrate(knex);
    await allowAnyMove(knex);
    await knex('blueprints').insert({
      name: 'sandbox',
      version: 1,
      digest: 'digest',
      document: '{}',
      loaded_at: AT,
    });
    ({ types, operations, runnable } = testParts(knex));
    breakers = new CircuitBreakers({
      knex,
      types,
      runnable,
      firstBackoffSeconds: 30,
    });
    desk = new CircuitBreakerAdmin({ knex, types, runnable });
  });

  beforeEach(async () => {
    await knex('circuit_breakers').delete();
    await clearTables(knex);
  });

  async function waiting(
    type: 'create' | 'delete' = 'create',
    region = 'eu-west-1',
    owner = 'group:default/team-shop',
    provisioner = 'eksctl',
  ): Promise<OperationRow> {
    const { id: environmentId } = await insertEnvironment(knex, {
      state: type === 'create' ? 'Queued' : 'Deprovisioning',
      region,
      owner,
      provisioner,
    });
    await knex.transaction(transaction =>
      operations.enqueue(transaction, { environmentId, type }),
    );
    return (await knex<OperationRow>('operations')
      .where('environment_id', environmentId)
      .first())!;
  }

  const claim = (replica = 'one') =>
    new OperationStore({
      knex,
      types,
      runnable,
      replica,
      claimSeconds: 60,
    }).claim([{ type: 'create' }, { type: 'delete' }]);

  const fail = (operation: OperationRow, failure: Failure) =>
    knex.transaction(transaction =>
      breakers.failed(transaction, operation, { failure, at: AT }),
    );

  const succeed = (operation: OperationRow) =>
    knex.transaction(transaction => breakers.succeeded(transaction, operation));

  const settle = ({ id: operationId }: OperationRow, changes: object) =>
    knex('operations')
      .where('id', operationId)
      .update({ fencing_token: null, claimed_until: null, ...changes });

  const endPause = () =>
    knex('circuit_breakers').update({ retry_at: databaseNow(knex, -1) });

  const row = () =>
    knex<CircuitBreakerRow>('circuit_breakers').where(place).first();

  it('opens after failures in a row that say that AWS is in trouble', async () => {
    const [first, second, third] = [
      await waiting(),
      await waiting(),
      await waiting(),
    ];
    await fail(first, outage);
    await fail(third, badConfig);
    await fail(second, outage);
    await succeed(first);
    await fail(first, outage);
    await fail(second, noCapacity);
    expect(await desk.list()).toEqual([]);
    expect((await claim())?.id).toBe(first.id);
    await fail(third, outage);

    expect(await desk.list()).toEqual([
      {
        ...place,
        state: 'open',
        since: expect.stringMatching(/Z$/),
        retryAt: expect.stringMatching(/Z$/),
        failures: 3,
        failure: expect.objectContaining({
          class: 'transient',
          cause: 'ECONNREFUSED',
        }),
        waiting: 2,
      },
    ]);
  });

  it('counts one create that fails again and again once, until another one fails', async () => {
    const [first, second] = [await waiting(), await waiting()];
    for (let time = 0; time < 5; time++) {
      await fail(first, outage);
    }
    expect(await row()).toMatchObject({ state: 'closed', failures: 1 });
    await fail(second, outage);
    await fail(first, noCapacity);
    expect(await row()).toMatchObject({ state: 'open', failures: 3 });
  });

  it('counts no deletion', async () => {
    for (const failure of [outage, outage, outage, noQuota]) {
      await fail(await waiting('delete'), failure);
    }
    expect(await row()).toBeUndefined();
  });

  it('opens at once for a quota that is used up, and for the creates of that region alone', async () => {
    await fail(await waiting(), noQuota);
    const elsewhere = await waiting('create', 'us-east-1');
    const deletion = await waiting('delete');
    const claimed = [await claim(), await claim()].map(found => found?.id);

    expect(claimed.sort()).toEqual([elsewhere.id, deletion.id].sort());
    expect(await claim()).toBeUndefined();
    expect(await desk.list()).toMatchObject([{ ...place, waiting: 1 }]);
  });

  it('does not hold back what somebody has to take over', async () => {
    const [failed, silent] = [await waiting(), await waiting()];
    await knex('operations')
      .where('id', silent.id)
      .update({
        state: 'Running',
        fencing_token: newId(),
        claimed_until: databaseNow(knex, -1),
      });
    await fail(failed, noQuota);
    expect((await claim())?.id).toBe(silent.id);
    expect(await claim()).toBeUndefined();
  });

  it('lets one create through when the pause is over, and all when that succeeded', async () => {
    const first = await waiting();
    const second = await waiting();
    await fail(first, noQuota);
    await breakers.admitProbes();
    expect(await claim()).toBeUndefined();

    await endPause();
    await breakers.admitProbes();
    expect((await claim())?.id).toBe(first.id);
    expect(await claim()).toBeUndefined();
    expect(await desk.list()).toMatchObject([
      {
        ...place,
        state: 'halfOpen',
        probe: first.environment_id,
        waiting: 1,
      },
    ]);

    await succeed(first);
    expect((await claim())?.id).toBe(second.id);
  });

  it('probes with no operation that no replica can run, and not any longer with one', async () => {
    const lost = await waiting();
    const able = await waiting();
    const remove = (operation: OperationRow) =>
      knex('operations')
        .where('id', operation.id)
        .update({ provisioner: 'removed-module' });
    await remove(lost);
    await fail(lost, noQuota);
    await endPause();
    await breakers.admitProbes();
    expect(await row()).toMatchObject({ state: 'halfOpen', probe: able.id });

    const next = await waiting();
    await remove(able);
    expect(await desk.list()).toMatchObject([{ waiting: 1 }]);
    await breakers.admitProbes();
    expect(await row()).toMatchObject({ state: 'halfOpen', probe: next.id });

    // It runs, on a replica that still has the module.
    await settle(next, {
      state: 'Running',
      claimed_until: databaseNow(knex, 60),
      provisioner: 'removed-module',
    });
    const last = await waiting();
    await breakers.admitProbes();
    expect(await row()).toMatchObject({ probe: next.id });
    await settle(next, { claimed_until: databaseNow(knex, -1) });
    await breakers.admitProbes();
    expect(await row()).toMatchObject({ probe: last.id });
  });

  it('waits twice as long after a probe that failed in the same way', async () => {
    const spread = new CircuitBreakers({
      knex,
      types,
      runnable,
      firstBackoffSeconds: 30,
      random: () => 1,
    });
    const pauses: number[] = [];
    for (const failure of [noQuota, noQuota, noCapacity]) {
      const probe = await waiting();
      await breakers.admitProbes();
      await knex.transaction(transaction =>
        spread.failed(transaction, probe, { failure, at: AT }),
      );
      const { retry_at: retryAt } = (await row())!;
      pauses.push(Math.round((Date.parse(retryAt!) - Date.now()) / 60_000));
      await settle(probe, { state: 'Failed', finished_at: AT });
      await endPause();
    }
    expect(pauses).toEqual([5, 10, 20]);
  });

  it('tries another one when a probe ended without showing anything', async () => {
    const first = await waiting();
    const second = await waiting();
    await fail(first, noQuota);
    await endPause();
    await breakers.admitProbes();
    await fail(first, badConfig);
    await settle(first, { state: 'Cancelled', finished_at: AT });
    await breakers.admitProbes();
    expect((await row())?.probe).toBe(second.id);
  });

  it('lets the owners try in turn, whoever asked for how many before', async () => {
    const other = 'group:default/team-other';
    const many = [await waiting(), await waiting(), await waiting()];
    const one = await waiting('create', 'eu-west-1', other);
    await fail(many[0], noQuota);
    const probes: (string | null | undefined)[] = [];
    for (let time = 0; time < 4; time++) {
      await endPause();
      await breakers.admitProbes();
      const probe = (await row())!.probe!;
      probes.push(probe);
      await fail({ ...one, id: probe }, noQuota);
      await knex('operations')
        .where('id', probe)
        .update({ state: 'Failed', finished_at: '9999-01-01T00:00:00.000Z' });
    }
    expect(probes).toEqual(
      [many[0], one, many[1], many[2]].map(each => each.id),
    );
  });

  it('stays closed for a request that asks for more than there is room for', async () => {
    const noRoom: Failure = {
      ...failureKinds.noRoom,
      cause: 'vCPUs of P: 0 of 0 used, 96 more needed',
    };
    await fail(await waiting(), { ...noRoom, concerns: 'request' });
    expect(await row()).toBeUndefined();
    await fail(await waiting(), noRoom);
    expect(await row()).toMatchObject({ state: 'open' });
  });

  it('opens at once where AWS does not serve the account', async () => {
    const operation = await waiting();
    await fail(operation, { ...failureKinds.accountNotReady, cause: 'x' });
    expect(await row()).toMatchObject({ state: 'open' });
  });

  it('counts nothing that is about one cluster', async () => {
    const busy: Failure = { ...failureKinds.busy, cause: 'x' };
    for (let time = 0; time < 4; time++) {
      await fail(await waiting(), busy);
    }
    expect(await row()).toBeUndefined();
  });

  it('goes on as soon as a probe sees that AWS answers, or that there is room', async () => {
    const probed = async (failure: Failure) => {
      await knex('circuit_breakers').delete();
      const probe = await waiting();
      for (let time = 0; time < 2; time++) {
        await fail(await waiting(), failure);
      }
      await fail(probe, failure);
      await endPause();
      await breakers.admitProbes();
      return { id: (await row())!.probe! } as OperationRow;
    };
    const state = async () => (await row())?.state;

    await breakers.foundRecovered(await probed(outage), {
      quotasWereRead: false,
    });
    expect(await state()).toBe('closed');
    await breakers.foundRecovered(await probed(noQuota), {
      quotasWereRead: false,
    });
    expect(await state()).toBe('halfOpen');
    await breakers.foundRecovered(await probed(noQuota), {
      quotasWereRead: true,
    });
    expect(await state()).toBe('closed');
    await breakers.foundRecovered(await probed(noCapacity), {
      quotasWereRead: true,
    });
    expect(await state()).toBe('halfOpen');
    await breakers.foundRecovered(await waiting(), { quotasWereRead: true });
    expect(await state()).toBe('halfOpen');
  });

  it('takes a deletion that went through for a sign of life, and of room', async () => {
    const deletion = await waiting('delete');
    await fail(await waiting(), noQuota);
    await succeed(deletion);
    await breakers.admitProbes();
    expect((await row())?.state).toBe('halfOpen');

    await knex('circuit_breakers').delete();
    for (let time = 0; time < 3; time++) {
      await fail(await waiting(), outage);
    }
    await succeed(deletion);
    expect((await row())?.state).toBe('closed');
  });

  it('holds back no other provisioner of the place', async () => {
    const held = await waiting();
    const other = await waiting(
      'create',
      'eu-west-1',
      'group:default/team-shop',
      'namespaces',
    );
    await fail(held, noQuota);
    expect((await claim())?.id).toBe(other.id);
    expect(await claim()).toBeUndefined();
    await succeed(other);
    expect(await row()).toMatchObject({ state: 'open' });

    await endPause();
    await breakers.admitProbes();
    expect((await claim())?.id).toBe(held.id);
    await desk.close(place);
    await fail(other, noQuota);
    expect(await desk.list()).toMatchObject([{ provisioner: 'namespaces' }]);
  });

  it('is closed by a person, once', async () => {
    const operation = await waiting();
    await fail(operation, noQuota);
    await desk.close(place);
    await expect(desk.close(place)).rejects.toThrow(
      'No operation of eksctl waits in sandbox, eu-west-1',
    );
    expect((await claim())?.id).toBe(operation.id);
  });

  it('admits one probe, whichever replicas admit and claim at the same time', async () => {
    for (let count = 0; count < 6; count++) {
      await waiting();
    }
    await fail(await waiting(), noQuota);
    await endPause();
    const replicas = ['one', 'two', 'three', 'four'];

    await Promise.all(replicas.map(() => breakers.admitProbes()));
    const claimed = await Promise.all(replicas.map(claim));

    const probes = claimed.filter(operation => operation !== undefined);
    expect(probes.map(operation => operation.id)).toEqual([
      (await row())?.probe,
    ]);
  });

  it('counts all failures of replicas that fail at the same time', async () => {
    const failing = await Promise.all([1, 2, 3].map(() => waiting()));
    await Promise.all(failing.map(operation => fail(operation, outage)));
    expect(await row()).toMatchObject({ state: 'open', failures: 3 });
  });
});
