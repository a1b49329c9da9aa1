import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  type Environment,
  ENVIRONMENT_ID,
  type EnvironmentRequest,
  type FleetFinding,
} from 'backstage-plugin-eks-environments-common';
import {
  type ApprovalRule,
  eksEnvironmentsApprovalsExtensionPoint,
  eksEnvironmentsQuotasExtensionPoint,
  pause,
  type QuotaDimension,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { Duration } from 'luxon';
import { clearTables } from '../__testUtils__/clearTables';
import { insertEnvironment } from '../__testUtils__/insertEnvironment';
import { startTestService } from '../__testUtils__/startTestService';
import { restartNodesModule } from '../__testUtils__/toyOperations';
import {
  type NamespaceCluster,
  namespacesModule,
} from '../__testUtils__/toyProvisioner';
import { until } from '../__testUtils__/until';
import {
  FindingStore,
  HealthWatch,
  ReconciliationStore,
  Reconciler,
} from '../fleet';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const team = 'group:default/team-shop';

const blueprint = `
apiVersion: eks-environments.io/v1
kind: Blueprint
metadata:
  name: namespace
  version: 1
  title: Namespace
spec:
  provisioner: namespaces
  accounts: [shared]
  regions: [office]
  raw: true
  lease:
    default: { days: 1 }
    maximum: { days: 2 }
    maximumTotal: { days: 4 }
    grace: { hours: 1 }
    extension: { days: 1 }
    maximumExtensions: 1
  approval: { mode: automatic }
`;

/** What the module needs: no AWS. */
const config = {
  accounts: [{ id: 'shared', regions: ['office'] }],
  /** Millionths of a dollar per hour. */
  modules: { namespaces: { pricePerGib: 5_000 } },
};

const memory: QuotaDimension = {
  id: 'memory',
  title: 'Memory',
  unit: { kind: 'count', one: 'GiB', other: 'GiB' },
  measure: ({ largest }) => ({ amount: largest.memoryGib, uncounted: [] }),
};

/** A platform engineer approves more than 4 GiB. */
const largeNamespaces: ApprovalRule = {
  id: 'large-namespaces',
  apply: ({ shape }) =>
    shape && shape.largest.memoryGib > 4
      ? {
          kind: 'steps',
          reason: 'It has more than 4 GiB',
          steps: [{ approvers: ['group:default/platform-engineers'] }],
        }
      : { kind: 'none' },
};

const rulesModule = createBackendModule({
  pluginId: 'eks-environments',
  moduleId: 'rules-for-namespaces',
  register(module) {
    module.registerInit({
      deps: {
        approvals: eksEnvironmentsApprovalsExtensionPoint,
        quotas: eksEnvironmentsQuotasExtensionPoint,
      },
      async init({ approvals, quotas }) {
        approvals.addRule(largeNamespaces);
        quotas.addDimension(memory);
      },
    });
  },
});

describe.each(databases.eachSupportedId())(
  'a provisioner of a module on %s',
  databaseId => {
    const cluster: NamespaceCluster = {
      namespaces: new Map(),
      deletedWith: [],
      errors: [],
    };
    let directory: string;
    let knex: Knex;
    let api: Awaited<ReturnType<typeof startTestService>>;

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'blueprints-'));
      await writeFile(join(directory, 'namespace.yaml'), blueprint);
      knex = await databases.init(databaseId);
      api = await startTestService(
        knex,
        {
          ...config,
          blueprints: [{ type: 'file', target: directory }],
          quotas: { defaults: { group: { memory: 12 } } },
          engine: {
            pollInterval: { milliseconds: 50 },
            backoff: { milliseconds: 20 },
          },
        },
        {
          engine: true,
          features: [
            namespacesModule(cluster),
            restartNodesModule,
            rulesModule,
          ],
        },
      );
    });
    afterAll(async () => {
      await api.stop();
      await rm(directory, { recursive: true, force: true });
    });
    afterEach(async () => {
      await clearTables(knex);
      cluster.namespaces.clear();
      cluster.errors = [];
      cluster.deletedWith = [];
      cluster.refusal = undefined;
    });

    const input = (memoryGib: number, name = 'shop') => ({
      type: 'create',
      blueprint: 'namespace',
      name,
      owner: team,
      values: { config: { memoryGib } },
    });

    async function request(
      memoryGib: number,
      name?: string,
    ): Promise<EnvironmentRequest> {
      const { status, body } = await api.post(
        'dana',
        '/requests',
        input(memoryGib, name),
      );
      expect({ status, body }).toMatchObject({ status: 201 });
      return body;
    }

    async function read(id: string): Promise<Environment> {
      return (await api.get('dana', `/environments/${id}`)).body;
    }

    const remove = (id: string) =>
      api.post('dana', `/environments/${id}/deletion`, {});

    async function untilState(id: string, state: string): Promise<void> {
      await until(async () => (await read(id)).state === state, state);
    }

    it('takes an environment from its request to its end', async () => {
      const plan = await api.post('dana', '/plans', input(8));
      expect(plan.body).toMatchObject({
        outcome: 'acceptable',
        findings: [],
        size: { largest: { memoryGib: 8 } },
        cost: { hourly: { desired: { amount: '0.04' } } },
        approval: { mode: 'person', rule: 'It has more than 4 GiB' },
        quota: [{ dimension: 'memory', before: 0, after: 8, limit: 12 }],
      });
      const { id: requestId } = await request(8);
      const decision = await api.post(
        'pat',
        `/requests/${requestId}/decisions`,
        { decision: 'approve' },
      );
      expect(decision.status).toBe(200);
      const { environmentId: id = '' } = decision.body;
      await untilState(id, 'Ready');

      const environment = await read(id);
      const { clusterName, tags } = environment;
      expect(environment).not.toHaveProperty('kubernetesVersion');
      expect(JSON.stringify(environment)).not.toContain('uid-');
      expect(environment).toMatchObject({
        consoleUrl: `https://shared.example.com/namespaces/${clusterName}`,
        operation: {
          type: 'create',
          phases: [{ title: 'Namespace' }, { title: 'Quota' }],
        },
      });
      // The provisioner cannot tell how people reach a namespace.
      expect(
        (await read(id)).actions.map(({ action }) => action),
      ).not.toContain('connect');
      expect(cluster.namespaces.get(clusterName)).toEqual({
        memoryGib: 8,
        tags,
      });

      await knex.transaction(transaction =>
        api.parts.operations.enqueue(transaction, {
          environmentId: id,
          type: 'restart-nodes',
          input: { nodeGroups: ['all'] },
        }),
      );
      await until(
        async () => (await read(id)).operation?.state === 'Succeeded',
        'the restart',
      );

      expect((await remove(id)).status).toBe(202);
      await untilState(id, 'Deprovisioned');
      expect(cluster.namespaces.size).toBe(0);
      expect(cluster.deletedWith).toEqual([{ uid: `uid-${clusterName}` }]);
      expect((await read(id)).sweep?.kinds).toMatchObject([
        { label: 'namespaces' },
        { label: 'volumes' },
      ]);
      expect(await knex('quota_balances').where('amount', '<>', 0)).toEqual([]);
    });

    it('speaks of nothing that another provisioner has', async () => {
      const { environmentId: id = '' } = await request(2);
      await untilState(id, 'Ready');
      const { environmentId: drifted = '' } = await request(1, 'search');
      await untilState(drifted, 'Ready');
      cluster.errors = Array.from({ length: 9 }, () => new Error('Down'));
      const { environmentId: failed = '' } = await request(1, 'broken');
      await untilState(failed, 'ProvisioningFailed');
      const { clusterName: name, tags } = await read(id);
      const { clusterName: other } = await read(drifted);
      cluster.namespaces.delete(name);
      cluster.namespaces.get(other)!.memoryGib = 3;
      cluster.namespaces.set('lost', {
        memoryGib: 1,
        tags: {
          ...(tags as Record<string, string>),
          [ENVIRONMENT_ID]: '01K00000000000000000000001',
        },
      });

      const options = { ...api.parts, logger: mockServices.logger.mock() };
      const interval = Duration.fromMillis(0);
      const health = new HealthWatch({ ...options, interval });
      await health.checkDue('namespaces');
      await health.checkDue('namespaces');
      await new Reconciler({
        ...options,
        pause,
        interval,
        places: [{ account: 'shared', region: 'office' }],
        reconciliations: new ReconciliationStore({ knex }),
        findings: new FindingStore({ knex }),
      }).reconcileDue('namespaces');

      const fleet = (await api.get('pat', '/fleet')).body;
      expect(
        fleet.findings.map(({ summary }: FleetFinding) => summary).sort(),
      ).toEqual(
        [
          `${name} no longer exists.`,
          `The resource quota of ${other} is not as it was approved: 3 GiB instead of 1 GiB.`,
          'lost has the tags of this installation and the owner team-shop, but no environment.',
        ].sort(),
      );
      cluster.errors = [new Error('Down again')];
      for (const each of [id, drifted, failed]) {
        expect((await remove(each)).status).toBe(202);
        await untilState(each, 'Deprovisioned');
      }
      const texts = JSON.stringify([
        fleet.findings,
        fleet.notHealthy,
        await Promise.all([id, drifted, failed].map(read)),
        await knex('events'),
        await knex('outbox_messages'),
        await knex('environment_conditions'),
        await knex('operations').select('failure', 'message', 'phases'),
        await knex('operation_log').select('text'),
      ]);
      expect(texts).toContain('NamespaceMissing');
      expect(texts).toContain('is not as it was approved');
      // Tags and annotations have the name of the product.
      expect(
        texts
          .replace(/eks-environments/g, '')
          .match(
            /.{0,60}(?:eksctl|stack(?! trace)|\bEKS\b|\bAWS\b|CloudFormation).{0,60}/gi,
          ),
      ).toBeNull();
    });

    it('refuses what the provisioner or a quota refuses', async () => {
      const { body: large } = await api.post('dana', '/plans', input(13));
      expect(large).toMatchObject({ outcome: 'refused' });
      jest.spyOn(cluster.namespaces, 'has').mockReturnValueOnce(true);
      const { body } = await api.post('dana', '/plans', input(1));
      expect(body).toMatchObject({
        outcome: 'refused',
        findings: expect.arrayContaining([
          expect.objectContaining({ code: 'namespace-taken' }),
        ]),
      });
    });

    it('stores no request for a plan that the provisioner refuses with a warning only', async () => {
      cluster.refusal = [
        { severity: 'warning', code: 'full', message: 'There is no room' },
      ];
      const { body } = await api.post('dana', '/plans', input(1));
      expect(body).toMatchObject({
        outcome: 'refused',
        findings: [
          {
            severity: 'error',
            code: 'plan-refused',
            params: { provisioner: 'Namespaces' },
          },
          { severity: 'warning', code: 'full' },
        ],
      });
      expect(await api.post('dana', '/requests', input(1))).toMatchObject({
        status: 400,
        body: {
          error: {
            message: expect.stringContaining(
              'Namespaces cannot create this environment',
            ),
          },
        },
      });
      expect(await knex('requests')).toEqual([]);
    });

    it('retries a failure that the provisioner classifies, and one that it does not know', async () => {
      const { environmentId: id = '' } = await request(1);
      await untilState(id, 'Ready');
      cluster.errors = [
        new Error('The API server is down'),
        new Error('Again'),
      ];
      await remove(id);
      await untilState(id, 'Deprovisioned');
      const failures = await knex('events')
        .where('type', 'DeprovisioningRetried')
        .count({ count: '*' });
      expect(Number(failures[0].count)).toBe(2);
    });

    it('creates although no replica can run the provisioner of another environment, whose operations wait', async () => {
      const other = await insertEnvironment(knex, {
        state: 'Deprovisioning',
        provisioner: 'removed-module',
        blueprint_name: 'namespace',
      });
      await knex.transaction(transaction =>
        api.parts.operations.enqueue(transaction, {
          environmentId: other.id,
          type: 'delete',
        }),
      );
      const { environmentId: id = '' } = await request(1);
      await untilState(id, 'Ready');
      expect(
        await knex('operations').where('environment_id', other.id).first(),
      ).toMatchObject({ state: 'Pending', provisioner: 'removed-module' });
      expect(await read(other.id)).toMatchObject({ state: 'Deprovisioning' });
    });

    it('is named by blueprints, which are refused if there is no such provisioner', async () => {
      await writeFile(
        join(directory, 'other.yaml'),
        blueprint
          .replace('name: namespace', 'name: other')
          .replace('provisioner: namespaces', 'provisioner: terraform'),
      );
      const again = await startTestService(
        knex,
        { ...config, blueprints: [{ type: 'file', target: directory }] },
        { features: [namespacesModule(cluster)] },
      );
      const { body } = await again.get('pat', '/fleet');
      expect(body.blueprintProblems).toMatchObject([
        {
          path: 'spec.provisioner',
          message: expect.stringMatching(
            /^must be one of .*namespaces.*, not "terraform"$/,
          ),
        },
      ]);
      await again.stop();
    });
  },
);
