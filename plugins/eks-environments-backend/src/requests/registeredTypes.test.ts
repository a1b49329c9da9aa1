import { createBackendModule } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { environmentExtendPermission } from 'backstage-plugin-eks-environments-common';
import {
  type AnyRequestType,
  eksEnvironmentsRequestsExtensionPoint,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { clearTables } from '../__testUtils__/clearTables';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { startTestService } from '../__testUtils__/startTestService';
import { contacts } from '../__testUtils__/toyRequests';
import { migrate } from '../database';

jest.setTimeout(120_000);

const proposal = { findings: [], changes: [], details: {} };

const defectOf = (
  type: string,
  defect: Partial<AnyRequestType>,
): AnyRequestType => ({
  type,
  title: 'Defect',
  input: { parse: () => ({}) },
  permission: environmentExtendPermission,
  plan: async () => proposal,
  approve: async () => {},
  ...defect,
});

/** Request types with one defect each. */
const defects = createBackendModule({
  pluginId: 'eks-environments',
  moduleId: 'defects',
  register(registration) {
    registration.registerInit({
      deps: { requests: eksEnvironmentsRequestsExtensionPoint },
      async init({ requests }) {
        requests.addRequestType(
          defectOf('plan-throws', {
            plan: async () => {
              throw new Error('The plan has a defect');
            },
          }),
        );
        requests.addRequestType(
          defectOf('plan-long', {
            plan: async () => ({
              ...proposal,
              details: { text: 'x'.repeat(70_000) },
            }),
          }),
        );
        requests.addRequestType(
          defectOf('approve-throws', {
            approve: async ({ knex }) => {
              await knex('no_such_table').insert({ secret: 'value' });
            },
          }),
        );
        requests.addRequestType(
          defectOf('approve-records', {
            approve: ({ record }) =>
              record({ type: 'create.done', message: 'It is done' }),
          }),
        );
      },
    });
  },
});

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'a request type of a module on %s',
  databaseId => {
    let knex: Knex;
    let api: Awaited<ReturnType<typeof startTestService>>;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await migrate(knex);
      await knex.schema.createTable('contacts', table => {
        table.string('environment_id').primary();
        table.string('contact');
      });
      api = await startTestService(knex, {}, { features: [contacts, defects] });
    });

    afterEach(async () => {
      await knex('contacts').delete();
      await clearTables(knex);
    });

    /** Of the shop, whose approvers are ari and abel. */
    const reviewed = () =>
      insertEnvironment(knex, {
        blueprint_name: 'team-cluster',
        blueprint_version: 1,
      });

    const ask = (environmentId: string, contact: unknown, person = 'pat') =>
      api.post(person, '/requests', {
        type: 'change-contact',
        environmentId,
        input: { contact },
      });

    it('is planned, decided by a person and has its effect with the decision', async () => {
      const { id } = await reviewed();
      const { status, body: asked } = await ask(id, 'dana@example.org');
      expect([status, asked.state, asked.title]).toEqual([
        201,
        'PendingApproval',
        'New contact',
      ]);
      expect(asked.plan).toMatchObject({
        changes: [{ title: 'Contact', after: 'dana@example.org' }],
        approval: {
          rule: expect.stringContaining('Contacts of the shop are reviewed'),
        },
      });
      expect(await knex('contacts')).toEqual([]);

      const decided = await api.post('ari', `/requests/${asked.id}/decisions`, {
        decision: 'approve',
      });
      expect(decided.body.state).toBe('Approved');
      expect(await knex('contacts')).toEqual([
        { environment_id: id, contact: 'dana@example.org' },
      ]);
      const { body } = await api.get('dana', `/environments/${id}/events`);
      expect(body.items[0]).toMatchObject({
        type: 'change-contact.changed',
        message: 'The contact is dana@example.org',
        actor: 'user:default/ari',
      });
    });

    it('is approved by policy at once where no rule asks for a person', async () => {
      const { id } = await insertEnvironment(knex, {
        owner: 'user:default/dana',
      });
      const { body } = await ask(id, 'dana@example.org');
      expect(body.state).toBe('Approved');
      expect(await knex('contacts')).toHaveLength(1);
    });

    it('stays undecided when its effect fails, and can be denied', async () => {
      const { id } = await reviewed();
      const { body: asked } = await ask(id, 'dana@example.org');
      await knex('contacts').insert({ environment_id: id, contact: 'x' });
      const decide = (decision: string) =>
        api.post('ari', `/requests/${asked.id}/decisions`, { decision });
      const failed = await decide('approve');
      expect(failed.status).toBe(409);
      expect(failed.body.error.message).toMatch(/deny this request/);
      expect(
        (await api.get('ari', `/requests/${asked.id}`)).body,
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

    it.each(['plan-throws', 'plan-long'])(
      'refuses plans where its own is not usable: %s',
      async type => {
        const { id } = await insertEnvironment(knex);
        const { body: plan } = await api.post('dana', '/plans', {
          type,
          environmentId: id,
        });
        expect(plan).toMatchObject({
          outcome: 'refused',
          findings: [{ code: 'plan-failed', params: { type } }],
        });
        const asked = await api.post('dana', '/requests', {
          type,
          environmentId: id,
        });
        expect(asked.status).toBe(503);
      },
    );

    it.each(['approve-throws', 'approve-records'])(
      'names the type whose effect is not possible, and no statement: %s',
      async type => {
        const { id } = await insertEnvironment(knex);
        const { status, body } = await api.post('dana', '/requests', {
          type,
          environmentId: id,
        });
        expect(status).toBe(500);
        expect(body.error.message).toContain(
          `approve of the request type ${type} failed`,
        );
        expect(JSON.stringify(body)).not.toMatch(/secret/);
        expect(await knex('requests').where({ type })).toEqual([]);
      },
    );

    it('cannot be approved without its module, only denied', async () => {
      const { id } = await reviewed();
      const { body: asked } = await ask(id, 'dana@example.org');
      await knex('requests').where('id', asked.id).update({ type: 'gone' });
      const { body } = await api.get('ari', `/requests/${asked.id}`);
      expect(body.actions).toContainEqual({
        action: 'approve',
        possible: false,
        reason: expect.objectContaining({ code: 'type-not-installed' }),
      });
      const decide = (decision: string) =>
        api.post('ari', `/requests/${asked.id}/decisions`, { decision });
      const refused = await decide('approve');
      expect(refused.status).toBe(409);
      expect(refused.body.error.message).toMatch(/not installed any more/);
      expect((await decide('deny')).body.state).toBe('Denied');
    });

    it('is hidden from who may not see the environment, and a type that does not exist is refused', async () => {
      const { id } = await insertEnvironment(knex);
      expect((await ask(id, 'a@example.org', 'ari')).status).toBe(404);
      expect((await ask(id, 'a@example.org', 'olga')).status).toBe(404);
      // Sees it, without the permission of the type.
      expect((await ask(id, 'a@example.org', 'dana')).status).toBe(403);
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
