import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { clearTables } from '../__testUtils__/clearTables';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { startTestService } from '../__testUtils__/startTestService';
import { contacts } from '../__testUtils__/toyRequests';
import { migrate } from '../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'a request type of a module on %s',
  databaseId => {
    let knex: Knex;
    let api: Awaited<ReturnType<typeof startTestService>>;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await migrate(knex);
      await knex.schema.createTable('toy_contacts', table => {
        table.string('environment_id').primary();
        table.string('contact');
      });
      api = await startTestService(knex, {}, { features: [contacts] });
    });

    afterEach(async () => {
      await knex('toy_contacts').delete();
      await clearTables(knex);
    });

    const ask = (environmentId: string, contact: unknown, person = 'dana') =>
      api.post(person, '/requests', {
        type: 'change-contact',
        environmentId,
        input: { contact },
      });

    it('is planned, decided by a person and has its effect with the decision', async () => {
      const { id } = await insertEnvironment(knex);
      const { status, body: asked } = await ask(id, 'dana@example.org');
      expect([status, asked.state, asked.title]).toEqual([
        201,
        'PendingApproval',
        'New contact',
      ]);
      expect(asked.plan).toMatchObject({
        changes: [{ title: 'Contact', after: 'dana@example.org' }],
        approval: { rule: 'Contacts of the shop are reviewed' },
      });
      expect(await knex('toy_contacts')).toEqual([]);

      const decided = await api.post('pat', `/requests/${asked.id}/decisions`, {
        decision: 'approve',
      });
      expect(decided.body.state).toBe('Approved');
      expect(await knex('toy_contacts')).toEqual([
        { environment_id: id, contact: 'dana@example.org' },
      ]);
      const { body } = await api.get('dana', `/environments/${id}/events`);
      expect(body.items[0]).toMatchObject({
        message: 'The contact is dana@example.org',
        actor: 'user:default/pat',
      });
    });

    it('is approved by policy at once where no rule asks for a person', async () => {
      const { id } = await insertEnvironment(knex, {
        owner: 'user:default/dana',
      });
      const { body } = await ask(id, 'dana@example.org');
      expect(body.state).toBe('Approved');
      expect(await knex('toy_contacts')).toHaveLength(1);
    });

    it('stays undecided when its effect fails, and can be denied', async () => {
      const { id } = await insertEnvironment(knex);
      const { body: asked } = await ask(id, 'dana@example.org');
      await knex('toy_contacts').insert({ environment_id: id, contact: 'x' });
      const decide = (decision: string) =>
        api.post('pat', `/requests/${asked.id}/decisions`, { decision });
      const failed = await decide('approve');
      expect(failed.status).toBe(409);
      expect(failed.body.error.message).toMatch(/deny this request/);
      expect(
        (await api.get('pat', `/requests/${asked.id}`)).body,
      ).toMatchObject({ state: 'PendingApproval', decisions: [] });
      expect((await decide('deny')).body.state).toBe('Denied');
    });

    it.each([
      ['that is not valid', 'nobody', 400, /^input\.contact: /],
      ['that its plan refuses', 'eve@evil.example', 400, /example\.org/],
      ['that is missing', undefined, 400, /^input\.contact: /],
    ])('refuses an input %s', async (_, contact, expected, message) => {
      const { id } = await insertEnvironment(knex);
      const { status, body } = await ask(id, contact);
      expect(status).toBe(expected);
      expect(body.error.message).toMatch(message);
    });

    it('is hidden from who may not see the environment, and a type that does not exist is refused', async () => {
      const { id } = await insertEnvironment(knex);
      expect((await ask(id, 'a@example.org', 'ari')).status).toBe(404);
      expect((await ask(id, 'a@example.org', 'olga')).status).toBe(404);
      const unknown = await api.post('dana', '/requests', {
        type: 'paint',
        environmentId: id,
      });
      expect(unknown.status).toBe(400);
      expect(unknown.body.error.message).toMatch(
        /type must be one of create, revise, extend, change-contact/,
      );
    });
  },
);
