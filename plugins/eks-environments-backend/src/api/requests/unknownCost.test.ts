import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { stringify } from 'yaml';
import { clearTables } from '../../__testUtils__/clearTables';
import { startTestService } from '../../__testUtils__/startTestService';
import { migrate } from '../../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const approvers = ['group:default/environment-approvers'];

/** A blueprint that accepts a raw config, and what it may contain besides the usual. */
function blueprint(name: string, approval: JsonObject): string {
  return stringify({
    apiVersion: 'eks-environments.io/v1',
    kind: 'Blueprint',
    metadata: { name, version: 1, title: name, description: name },
    spec: {
      raw: true,
      accounts: ['sandbox'],
      regions: ['us-east-1'],
      allowedPaths: ['managedNodeGroups[].instanceSelector.**'],
      lease: {
        default: { days: 2 },
        maximum: { days: 5 },
        maximumTotal: { days: 14 },
        grace: { hours: 6 },
        warnings: [],
        extension: { days: 1 },
        maximumExtensions: 3,
        failureDeadline: { hours: 4 },
      },
      approval,
    },
  });
}

const directory = createMockDirectory({
  content: {
    'cheap.yaml': blueprint('cheap', {
      mode: 'person',
      approvers,
      automaticUpTo: { hourlyCost: 1 },
    }),
    'free.yaml': blueprint('free', { mode: 'automatic' }),
  },
});

const group = (parts: JsonObject): JsonObject => ({
  managedNodeGroups: [
    { name: 'w', instanceType: 'm5.large', privateNetworking: true, ...parts },
  ],
});

function input(blueprintName: string, config: JsonObject) {
  return {
    type: 'create',
    blueprint: blueprintName,
    name: 'shop',
    owner: 'group:default/team-shop',
    values: {
      config: stringify({
        apiVersion: 'eksctl.io/v1alpha5',
        kind: 'ClusterConfig',
        metadata: { name: 'shop', region: 'us-east-1' },
        ...config,
      }),
    },
  };
}

describe.each(databases.eachSupportedId())('unknown cost on %s', databaseId => {
  let knex: Knex;

  const start = (parts: JsonObject = {}) =>
    startTestService(knex, {
      blueprints: [{ type: 'file', target: directory.path }],
      ...parts,
    });

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex);
  });

  afterEach(() => clearTables(knex));

  it.each<[JsonObject, 'automatic' | 'person', string]>([
    [group({ desiredCapacity: 2 }), 'automatic', 'costs no more than $1.00'],
    [
      group({ instanceType: 'p5e.48xlarge', desiredCapacity: 1 }),
      'person',
      'A person decides, because the cost of p5e.48xlarge (node group w) is not known',
    ],
    [
      group({
        instanceType: 'p5.48xlarge',
        minSize: 0,
        desiredCapacity: 0,
        maxSize: 20,
      }),
      'person',
      'it costs more than $1.00 per hour',
    ],
    [
      { autoModeConfig: { enabled: true } },
      'person',
      'the cost of nodes that Auto Mode starts is not known',
    ],
    [
      { fargateProfiles: [{ name: 'f', selectors: [{ namespace: 'a' }] }] },
      'person',
      'the cost of pods on Fargate is not known',
    ],
    [
      group({ volumeType: 'io2', volumeIOPS: 64000 }),
      'person',
      'it costs more than $1.00 per hour',
    ],
    [
      group({ volumeType: 'io1' }),
      'person',
      'the cost of volumes of type io1 (node group w) is not known',
    ],
  ])('%j: %s', async (config, mode, rule) => {
    const api = await start();

    const { body } = await api.post(
      'dana',
      '/requests',
      input('cheap', config),
    );

    const step = {
      rule: 'blueprint',
      reason: body.plan.approval.rule,
      approvers,
      quorum: 1,
    };
    expect(body.plan.approval).toEqual({
      mode,
      rule: expect.stringContaining(rule),
      steps: mode === 'person' ? [step] : [],
    });
    expect(body.state).toBe(mode === 'person' ? 'PendingApproval' : 'Approved');
  });

  it('counts the largest size, unless it is told to count the desired one', async () => {
    const config = group({
      instanceType: 'm5.4xlarge',
      desiredCapacity: 1,
      maxSize: 10,
    });
    const quotas = { defaults: { group: { hourlyCost: 100, nodes: 100 } } };
    const plan = async (parts: JsonObject) => {
      const api = await start({ ...parts, quotas });
      const { body } = await api.post('dana', '/plans', input('cheap', config));
      return body;
    };
    const costOf = (body: {
      quota: Array<{ dimension: string; after: number }>;
    }) => body.quota.find(({ dimension }) => dimension === 'hourlyCost')?.after;

    const largest = await plan({});
    expect(largest.approval.mode).toBe('person');
    expect(costOf(largest)).toBeGreaterThan(7);

    const desired = await plan({ pricing: { countAt: 'desired' } });
    expect(desired.approval.mode).toBe('automatic');
    expect(costOf(desired)).toBeLessThan(1);
    // Capacity still counts at the largest size.
    expect(desired.quota).toContainEqual(
      expect.objectContaining({ dimension: 'nodes', after: 10 }),
    );
    expect(desired.size).toEqual({
      minNodes: 1,
      desired: { nodes: 1, vcpu: 16, memoryGib: 64 },
      largest: { nodes: 10, vcpu: 160, memoryGib: 640 },
      unknown: [],
    });
  });

  it.each<[JsonObject, JsonObject, 'automatic' | 'person']>([
    [{}, { autoModeConfig: { enabled: true } }, 'automatic'],
    [{ environments: 3 }, { autoModeConfig: { enabled: true } }, 'automatic'],
    [{ hourlyCost: 5 }, { autoModeConfig: { enabled: true } }, 'person'],
    [{ vcpu: 8 }, { autoModeConfig: { enabled: true } }, 'person'],
    [{ hourlyCost: 5 }, group({ instanceType: 'p5e.48xlarge' }), 'person'],
    [{ nodes: 5 }, group({ instanceType: 'p5e.48xlarge' }), 'automatic'],
    [
      { nodes: 5 },
      {
        managedNodeGroups: [
          { name: 'w', instanceSelector: { vCPUs: 2, memory: '4' } },
        ],
      },
      'person',
    ],
    [{ hourlyCost: 5 }, group({}), 'automatic'],
  ])('passes no quota of %j with %j: %s', async (limits, config, mode) => {
    const api = await start({ quotas: { defaults: { group: limits } } });

    const { body } = await api.post('dana', '/plans', input('free', config));

    expect(body.outcome).toBe('acceptable');
    expect(body.approval.mode).toBe(mode);
    expect(body.approval.rule).toContain(
      mode === 'person' ? 'a quota cannot count' : 'Policy approves it',
    );
  });

  it.each<[string, JsonObject, string[], string[]]>([
    [
      'platform engineers',
      { permissions: { platformEngineers: ['Platform-Engineers'] } },
      ['group:default/platform-engineers'],
      ['group:default/platform-engineers'],
    ],
    ['operators', {}, [], ['group:default/operators']],
  ])(
    'tells %s when nobody is named who decides',
    async (_, parts, named, told) => {
      const api = await start({
        quotas: { defaults: { group: { hourlyCost: 5 } } },
        notifications: { operators: ['group:default/operators'] },
        ...parts,
      });
      const create = (name: string, config: JsonObject) =>
        api.post('dana', '/requests', { ...input('free', config), name });

      const waiting = await create('auto', {
        autoModeConfig: { enabled: true },
      });
      const approved = await create('plain', group({}));

      expect(waiting.body).toMatchObject({
        state: 'PendingApproval',
        plan: { approval: { mode: 'person', steps: [{ approvers: named }] } },
      });
      expect(approved.body.state).toBe('Approved');
      const messages = await knex('outbox_messages')
        .where('topic', 'RequestCreated')
        .select('title', 'recipients');
      expect(messages).toEqual([
        {
          title: 'auto of team-shop waits for your approval',
          recipients: JSON.stringify(told),
        },
      ]);
    },
  );

  it('shows the environment with what its cost does not include', async () => {
    const api = await start();
    await api.post(
      'dana',
      '/requests',
      input('free', { autoModeConfig: { enabled: true } }),
    );

    const { body } = await api.get('dana', '/environments?scope=teams');

    expect(body.items[0].cost).toMatchObject({
      hourly: { currency: 'USD' },
      unpriced: [
        {
          code: 'auto-mode',
          subject: 'nodes that Auto Mode starts',
          reason: 'nothing in the config limits their number and types',
        },
      ],
    });
  });

  it.each([
    [{ countAt: 'smallest' }, 'countAt must be largest or desired'],
    [
      { natGatewayHourly: 'cheap' },
      "natGatewayHourly must be an amount in US dollars such as '0.10'",
    ],
    [{ diskGbMonthly: '-1' }, 'diskGbMonthly must be an amount'],
    [
      { instances: { 'm5.large': '1e9' } },
      'instances.m5.large must be an amount',
    ],
  ])('does not start with %j', async (pricing, message) => {
    await expect(start({ pricing })).rejects.toThrow(message);
  });
});
