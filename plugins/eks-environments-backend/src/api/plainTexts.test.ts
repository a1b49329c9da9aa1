import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { clearTables } from '../__testUtils__/clearTables';
import {
  sandboxInput,
  startTestService,
  teamInput,
} from '../__testUtils__/startTestService';
import { migrate } from '../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** An entity reference as programs write it, and the name of an event. */
const FOR_PROGRAMS =
  /\b(user|group|resource):[\w.-]+|\b(Request|Environment|Lease|Quota|Deletion)[A-Z][a-z]+/i;

const onlyForPrograms = (texts: string[]) =>
  texts.filter(text => FOR_PROGRAMS.test(text));

describe('texts that people read', () => {
  let knex: Knex;
  let api: Awaited<ReturnType<typeof startTestService>>;

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    await migrate(knex);
    api = await startTestService(knex);
  });
  afterEach(() => clearTables(knex));

  async function refused(input: object): Promise<string[]> {
    const { body } = await api.post('dana', '/plans', input);
    const { body: answer } = await api.post('dana', '/requests', input);
    return [
      answer.error.message,
      ...body.findings.map(({ message }: { message: string }) => message),
    ];
  }

  it('call people and groups by their names when they refuse', async () => {
    await api.post('dana', '/requests', sandboxInput);
    const texts = [
      ...(await refused(sandboxInput)),
      ...(await refused({ ...sandboxInput, owner: 'group:default/gone' })),
      ...(await refused({ ...sandboxInput, owner: 'user:default/gone' })),
      ...(await refused({
        ...sandboxInput,
        owner: 'group:default/team-search',
      })),
    ];

    expect(onlyForPrograms(texts)).toEqual([]);
    expect(texts.join('\n')).toMatch(/team-shop has an environment/);
    expect(texts.join('\n')).toMatch(/the catalog has no group gone/);
    expect(texts.join('\n')).toMatch(/the catalog has no user gone/);
    expect(texts.join('\n')).toMatch(/not a member of team-search/);
  });

  it('do so in quotas, timelines and mails', async () => {
    const scopes = ['everyone', 'group:default/team-shop'];
    for (const scope of scopes) {
      const limit = { scope, dimension: 'hourlyCost' };
      await api.put('pat', '/quotas', { ...limit, limit: 2000 });
      await api.put('pat', '/quotas', limit);
      await api.put('pat', '/quotas', { ...limit, limit: 0.5 });
    }
    const { body } = await api.post('dana', '/plans', teamInput);
    await api.put('pat', '/quotas', {
      scope: scopes[1],
      dimension: 'hourlyCost',
      limit: 900,
    });
    await api.put('pat', '/quotas', {
      scope: scopes[0],
      dimension: 'hourlyCost',
      limit: 900,
    });
    const { body: request } = await api.post('dana', '/requests', teamInput);
    await api.post('ari', `/requests/${request.id}/decisions`, {
      decision: 'approve',
      comment: 'Go on',
    });

    const events: string[] = await knex('events').pluck('message');
    const mails = await knex('outbox_messages').select('title', 'text');
    const quotas = (await api.get('pat', '/quotas')).body.items;
    expect(events.length).toBeGreaterThan(8);
    expect(mails.length).toBeGreaterThan(0);
    expect(
      onlyForPrograms([
        ...events,
        ...mails.flatMap(({ title, text }) => [title, text]),
        ...body.findings.map(({ message }: { message: string }) => message),
        body.approval.rule,
        ...quotas.map(({ source }: { source: string }) => source),
      ]),
    ).toEqual([]);
    expect(events).toContain(
      'The limit "Cost per hour" for team-shop is the configured one again',
    );
  });
});
