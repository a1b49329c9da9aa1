import { createBackendModule } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  type ApprovalRule,
  eksEnvironmentsApprovalsExtensionPoint,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { clearTables } from '../__testUtils__/clearTables';
import {
  sandboxInput,
  startTestService,
  teamInput,
} from '../__testUtils__/startTestService';
import { migrate } from '../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const approvers = ['group:default/environment-approvers'];

/** Platform engineers approve every cluster of more than one node. */
const largeClusters: ApprovalRule = {
  id: 'large-clusters',
  apply: ({ shape }) =>
    shape && shape.largest.nodes > 2
      ? {
          kind: 'steps',
          reason: 'It can grow to more than two nodes',
          // As people write it; claims are in lower case.
          steps: [{ approvers: ['Group:default/Platform-Engineers'] }],
        }
      : { kind: 'none' },
};

/** A rule with a defect, while a test sets one. */
let defect: Error | undefined;
const defective: ApprovalRule = {
  id: 'defective',
  apply: () => {
    if (defect) {
      throw defect;
    }
    return { kind: 'none' };
  },
};

const rules = createBackendModule({
  pluginId: 'eks-environments',
  moduleId: 'approval-rule',
  register(registration) {
    registration.registerInit({
      deps: { approvals: eksEnvironmentsApprovalsExtensionPoint },
      async init({ approvals }) {
        approvals.addRule(largeClusters);
        approvals.addRule(defective);
      },
    });
  },
});

describe.each(databases.eachSupportedId())(
  'approval steps on %s',
  databaseId => {
    let knex: Knex;
    let api: Awaited<ReturnType<typeof startTestService>>;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await migrate(knex);
      api = await startTestService(knex, {}, { features: [rules] });
    });

    afterEach(() => clearTables(knex));

    const ask = async (input: object = teamInput, person = 'dana') => {
      const { body } = await api.post(person, '/requests', input);
      return body;
    };
    const decide = (person: string, id: string, decision = 'approve') =>
      api.post(person, `/requests/${id}/decisions`, { decision });
    const decidableBy = async (person: string) => {
      const { body } = await api.get(person, '/requests?decidable=true');
      return body.items.map(({ id }: { id: string }) => id);
    };
    const toldAbout = (topic: string) =>
      knex('outbox_messages').where({ topic }).pluck('recipients');

    it('are unknown if a rule fails: the plan names it, and no request is stored', async () => {
      defect = new Error('secret-of-the-rule');
      const plan = await api.post('dana', '/plans', teamInput);
      const asked = await api.post('dana', '/requests', teamInput);
      defect = undefined;
      expect(plan.body).toMatchObject({
        outcome: 'refused',
        findings: expect.arrayContaining([
          expect.objectContaining({
            severity: 'error',
            code: 'approval-rule-failed',
            params: { rule: 'defective' },
          }),
        ]),
        approval: {
          mode: 'person',
          steps: [
            { rule: 'blueprint' },
            { rule: 'large-clusters' },
            { rule: 'defective' },
          ],
        },
      });
      expect(asked.status).toBe(503);
      expect(asked.body.error.message).toContain('rule defective failed');
      expect(JSON.stringify([plan.body, asked.body])).not.toContain('secret');
      expect(await knex('requests')).toEqual([]);
    });

    it('come from the blueprint and from the rule of a module, and are decided one after the other', async () => {
      const asked = await ask();
      expect(asked).toMatchObject({
        state: 'PendingApproval',
        steps: [
          { rule: 'blueprint', approvers, quorum: 1, state: 'Open' },
          {
            rule: 'large-clusters',
            reason: 'It can grow to more than two nodes',
            approvers: ['group:default/platform-engineers'],
            quorum: 1,
            state: 'Waiting',
          },
        ],
      });
      expect(await decidableBy('ari')).toEqual([asked.id]);
      expect(await decidableBy('pat')).toEqual([]);
      const early = await decide('pat', asked.id);
      expect(early.status).toBe(403);
      expect(early.body.error.message).toContain('Another step');

      const first = await decide('ari', asked.id);
      expect(first.body).toMatchObject({
        state: 'PendingApproval',
        steps: [{ state: 'Approved' }, { state: 'Open' }],
        decisions: [{ step: 0, decidedBy: 'user:default/ari' }],
        actions: [],
      });
      expect(await toldAbout('ApprovalStepPassed')).toEqual([
        JSON.stringify(['group:default/platform-engineers']),
      ]);
      expect(await knex('environments')).toEqual([]);
      // Neither the person who decided the first step nor another of its approvers may decide the second one.
      expect((await decide('ari', asked.id)).status).toBe(403);
      expect((await decide('abel', asked.id)).status).toBe(403);
      expect(await decidableBy('abel')).toEqual([]);
      expect(await decidableBy('pat')).toEqual([asked.id]);

      const second = await decide('pat', asked.id);
      expect(second.body).toMatchObject({
        state: 'Approved',
        steps: [{ state: 'Approved' }, { state: 'Approved' }],
        decisions: [{ step: 0 }, { step: 1, decidedBy: 'user:default/pat' }],
      });
      expect(await knex('environments')).toHaveLength(1);
      expect((await decide('pat', asked.id)).status).toBe(409);
    });

    it('end with the first denial, and give back what the request held', async () => {
      const { id } = await ask();
      const denied = await decide('ari', id, 'deny');
      expect(denied.body).toMatchObject({
        state: 'Denied',
        steps: [{ state: 'Denied' }, { state: 'Skipped' }],
      });
      expect(await knex('quota_reservations').whereNull('released_at')).toEqual(
        [],
      );
    });

    it('are skipped when the request is withdrawn', async () => {
      const { id } = await ask();
      const { body } = await api.post('dana', `/requests/${id}/cancel`);
      expect(body).toMatchObject({
        state: 'Cancelled',
        steps: [{ state: 'Skipped' }, { state: 'Skipped' }],
      });
    });

    it('need as many approvals as the quorum says, each of another person', async () => {
      const { id } = await ask();
      await knex('approval_steps').where({ step: 0 }).update({ quorum: 2 });
      const first = await decide('ari', id);
      expect(first.body.steps[0].state).toBe('Open');
      const again = await decide('ari', id);
      expect(again.status).toBe(403);
      expect(again.body.error.message).toContain('Nobody decides twice');
      expect(await decidableBy('ari')).toEqual([]);
      const second = await decide('abel', id);
      expect(
        second.body.steps.map(({ state }: { state: string }) => state),
      ).toEqual(['Approved', 'Open']);
    });

    it('are never decided by the requester, whatever the permissions say', async () => {
      const { id } = await ask(teamInput, 'abel');
      const own = await decide('abel', id);
      expect(own.status).toBe(403);
      expect(own.body.error.message).toContain('their own request');
      expect(await knex('decisions')).toEqual([]);
    });

    it('are none where no rule demands one', async () => {
      const asked = await ask(sandboxInput);
      expect(asked).toMatchObject({ state: 'Approved', steps: [] });
      const [decision] = asked.decisions;
      expect(decision).not.toHaveProperty('step');
      expect(decision.decidedBy).toBe('policy:sandbox@1');
    });
  },
);
