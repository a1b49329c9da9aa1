import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { clearTables } from '../../__testUtils__/clearTables';
import { insertEnvironment } from '../../__testUtils__/insertEnvironment';
import {
  sandboxInput,
  startTestService,
} from '../../__testUtils__/startTestService';
import { migrate, newId, systemClock, toColumn } from '../../database';
import { listDueDeletions } from '../../reaper';
import { DateTime } from 'luxon';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const upgrade = { lane: 'build', reason: 'The network is being upgraded' };

describe.each(databases.eachSupportedId())('pauses on %s', databaseId => {
  let knex: Knex;
  let api: Awaited<ReturnType<typeof startTestService>>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex);
    api = await startTestService(knex, {
      engine: { concurrency: 1, limits: { perRegion: 1 } },
    });
  });

  afterEach(() => clearTables(knex));

  async function operationOf(person: string) {
    const { body } = await api.get(person, '/environments');
    return body.items[0].operation;
  }

  it('are told to everybody who may see environments, with who waits', async () => {
    await api.post('dana', '/requests', sandboxInput);
    const paused = await api.post('pat', '/fleet/pauses', upgrade);
    expect(paused.status).toBe(201);
    expect(paused.body).toMatchObject({
      ...upgrade,
      pausedBy: 'user:default/pat',
      waiting: 1,
    });
    await api.post('pat', '/fleet/pauses', {
      lane: 'teardown',
      account: 'sandbox',
      reason: 'Evidence is being kept',
    });

    const seen = await api.get('dana', '/fleet/pauses');
    expect(seen.body.totalItems).toBe(2);
    expect(seen.body.items).toMatchObject([
      { lane: 'build', reason: upgrade.reason, waiting: 1 },
      { lane: 'teardown', account: 'sandbox', waiting: 0 },
    ]);
    expect((await api.get('zoe', '/fleet/pauses')).status).toBe(403);
    expect((await operationOf('dana')).queue).toEqual({
      place: 1,
      waitsFor: 'pause',
      reason: `Creations are paused: ${upgrade.reason}`,
    });
    expect(await knex('events').where('type', 'EnginePaused')).toHaveLength(2);
  });

  it('are lifted by those who may, once', async () => {
    const { body } = await api.post('pat', '/fleet/pauses', upgrade);
    const path = `/fleet/pauses/${body.id}`;
    expect((await api.remove('dana', path)).status).toBe(403);
    expect((await api.remove('pat', path)).status).toBe(204);
    expect((await api.get('dana', '/fleet/pauses')).body.items).toEqual([]);
    expect((await api.remove('pat', path)).status).toBe(404);
    expect(await knex('events').where('type', 'EngineResumed')).toMatchObject([
      { actor: 'user:default/pat', message: 'Creations resumed' },
    ]);
  });

  it('are refused to those who may not, twice, and for what there is not', async () => {
    expect((await api.post('dana', '/fleet/pauses', upgrade)).status).toBe(403);
    await api.post('pat', '/fleet/pauses', upgrade);
    const twice = await api.post('pat', '/fleet/pauses', upgrade);
    expect(twice.status).toBe(409);
    expect(twice.body.error.message).toBe('Creations are paused already');
    const unknown = await api.post('pat', '/fleet/pauses', {
      ...upgrade,
      account: 'moon',
    });
    expect(unknown.status).toBe(400);
    expect(unknown.body.error.message).toBe(
      'account must be one of sandbox, not moon',
    );
    const silent = await api.post('pat', '/fleet/pauses', {
      lane: 'teardown',
      reason: ' ',
    });
    expect(silent.status).toBe(400);
    expect(silent.body.error.message).toMatch(/^reason must say why/);
  });

  it('leave the others to wait for their turn, of which they are told', async () => {
    await api.post('dana', '/requests', sandboxInput);
    const seen = await operationOf('dana');
    expect(seen.queue).toMatchObject({
      place: 1,
      waitsFor: 'worker',
      reason: 'Waiting for a worker',
    });
    // Nothing was created from the blueprint yet.
    expect(seen.queue).not.toHaveProperty('endsAt');

    const now = DateTime.utc();
    const at = (time: object) => toColumn(now.plus(time));
    const create = async (times: object, state: string) => {
      const { id } = await insertEnvironment(knex, {
        state: state === 'Running' ? 'Provisioning' : 'Ready',
      });
      await knex('operations').insert({
        id: newId(),
        environment_id: id,
        type: 'create',
        lane: 'build',
        state,
        attempt: 1,
        phases: '[]',
        created_at: at({ minutes: -30 }),
        due_at: at({ minutes: -30 }),
        ...times,
      });
    };
    await create(
      { started_at: at({ minutes: -30 }), finished_at: at({ minutes: -15 }) },
      'Succeeded',
    );
    await create({ started_at: at({ minutes: -5 }) }, 'Running');
    // The usual duration is cached for a minute.
    const fresh = await startTestService(knex, {
      engine: { concurrency: 1, limits: { perRegion: 1 } },
    });
    const { body } = await fresh.get('dana', '/environments?state=Queued');
    const { queue } = body.items[0].operation;
    expect(queue).toMatchObject({
      place: 1,
      waitsFor: 'limit',
      reason:
        'The concurrency limit for creations in sandbox, eu-west-1 is reached',
    });
    const minutesUntil = (time: string) =>
      Math.round(DateTime.fromISO(time).diff(now).as('minutes'));
    expect(minutesUntil(queue.startsAt)).toBe(10);
    expect(minutesUntil(queue.endsAt)).toBe(25);
  });
});

describe.each(databases.eachSupportedId())(
  'due deletions on %s',
  databaseId => {
    it('are what the reaper does in the next hours, for those who see the fleet', async () => {
      const knex = await databases.init(databaseId);
      await migrate(knex);
      const api = await startTestService(knex);
      const now = DateTime.utc();
      const at = (hours: number) => toColumn(now.plus({ hours }));
      const far = {
        expires_at: at(100),
        grace_ends_at: at(106),
        due_at: at(90),
      };
      await insertEnvironment(
        knex,
        { name: 'ends' },
        // A warning is due before the end.
        { expires_at: at(3), grace_ends_at: at(9), due_at: at(1) },
      );
      await insertEnvironment(knex, { name: 'stays' }, far);
      await insertEnvironment(
        knex,
        { name: 'grace' },
        {
          phase: 'grace',
          expires_at: at(-5),
          grace_ends_at: at(1),
          due_at: at(1),
        },
      );
      await insertEnvironment(
        knex,
        { name: 'failed', state: 'ProvisioningFailed' },
        // Postponed.
        { ...far, deadline: at(-1), due_at: at(2) },
      );
      const retried = async (name: string, state: string) => {
        const { id } = await insertEnvironment(
          knex,
          { name, state: state === 'Pending' ? 'Queued' : 'Provisioning' },
          { ...far, deadline: at(1.5), due_at: at(1.5) },
        );
        await knex('operations').insert({
          id: newId(),
          environment_id: id,
          type: 'create',
          lane: 'build',
          state,
          phases: '[]',
          created_at: at(-3),
          due_at: at(-3),
        });
      };
      await retried('waits', 'Pending');
      await retried('runs', 'Running');
      await insertEnvironment(
        knex,
        { name: 'left', state: 'Quarantined' },
        { ...far, due_at: at(0.5) },
      );
      await insertEnvironment(
        knex,
        { name: 'later', state: 'DeprovisioningFailed' },
        { ...far, due_at: at(5) },
      );
      // Only the column of its cause is read: the lease of what is being deleted is over.
      await insertEnvironment(
        knex,
        { name: 'going', state: 'Deprovisioning' },
        { expires_at: at(1), grace_ends_at: at(1) },
      );

      const { body } = await api.get('pat', '/fleet/due-deletions?hours=4');
      expect(
        body.items.map(
          ({ name, cause, at: when, deletionAt }: Record<string, string>) => [
            name,
            cause,
            when,
            deletionAt,
          ],
        ),
      ).toEqual([
        ['left', 'DeletionRetried', at(0.5), at(0.5)],
        ['grace', 'GraceEnds', at(1), at(1)],
        ['waits', 'FailureDeadline', at(1.5), at(1.5)],
        ['failed', 'FailureDeadline', at(2), at(2)],
        ['ends', 'LeaseEnds', at(3), at(9)],
      ]);
      expect(body.totalItems).toBe(5);
      const soonest = await listDueDeletions(
        { knex, clock: systemClock },
        { hours: 4, limit: 2 },
      );
      expect(soonest.items.map(({ name }) => name)).toEqual(['left', 'grace']);
      expect(soonest.totalItems).toBe(5);
      expect((await api.get('dana', '/fleet/due-deletions')).status).toBe(403);
      expect(
        (await api.get('pat', '/fleet/due-deletions?hours=0')).status,
      ).toBe(400);
    });
  },
);
