import { TestDatabases } from '@backstage/backend-test-utils';
import { type Simulator, startSimulator } from 'aws-simulator/testing';
import type { Knex } from 'knex';
import { clearTables } from '../../__testUtils__/clearTables';
import {
  sandboxInput,
  startTestService,
} from '../../__testUtils__/startTestService';
import { until } from '../../__testUtils__/until';
import { migrate } from '../../database';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('a plan that eksctl checks', () => {
  let simulator: Simulator;
  let knex: Knex;
  let api: Awaited<ReturnType<typeof startTestService>>;

  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, speed: 2000 });
    knex = await databases.init('SQLITE_3');
    await migrate(knex);
    const { url: endpoint, credentials, eksctlPath } = simulator;
    api = await startTestService(
      knex,
      {
        eksctl: {
          path: eksctlPath,
          dryRun: { enabled: true, timeout: { seconds: 30 } },
        },
      },
      { aws: { endpoint, credentials } },
    );
  });

  afterEach(async () => {
    await clearTables(knex);
    simulator.reset();
  });

  afterAll(async () => {
    await simulator.close();
  });

  function rawInput(instanceType: string) {
    return {
      type: 'create',
      blueprint: 'raw-cluster-config',
      name: 'shop-raw',
      owner: 'group:default/team-shop',
      reason: 'Try a new instance type',
      values: {
        config: `
managedNodeGroups:
  - { name: workers, instanceType: ${instanceType}, desiredCapacity: 1 }
`,
      },
    };
  }

  const codesOf = (plan: string) =>
    JSON.parse(plan).findings.map(({ code }: { code: string }) => code);
  const askedEksctl = () =>
    simulator
      .calls()
      .some(({ action }) => action === 'DescribeInstanceTypeOfferings');

  it('is made a request when eksctl accepts it', async () => {
    const created = await api.post('dana', '/requests', sandboxInput);
    expect(created.status).toBe(201);
    expect(askedEksctl()).toBe(true);
    const [{ plan }] = await knex('requests');
    expect(codesOf(plan)).not.toContain('dry-run');
    expect(JSON.parse(plan)).toMatchObject({ dryRun: 'accepted' });
  });

  it('is refused in eksctl’s words, beside the form as soon as they are known', async () => {
    const refused = await api.post(
      'dana',
      '/requests',
      rawInput('u-3tb1.56xlarge'),
    );
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain(
      'eksctl refuses this config: none of the provided AZs "" support instance type u-3tb1.56xlarge in nodegroup workers',
    );
    expect(await knex('requests')).toEqual([]);

    const { body } = await api.post(
      'dana',
      '/plans',
      rawInput('u-3tb1.56xlarge'),
    );
    expect(body).toMatchObject({ outcome: 'refused' });
  });

  it('is answered beside a form before eksctl has looked, and better afterwards', async () => {
    const first = await api.post('dana', '/plans', rawInput('u-6tb1.56xlarge'));
    expect(first.body).toMatchObject({
      outcome: 'acceptable',
      dryRun: 'pending',
    });
    await until(async () => {
      const { body } = await api.post(
        'dana',
        '/plans',
        rawInput('u-6tb1.56xlarge'),
      );
      return body.outcome === 'refused';
    }, 'the verdict of eksctl');
  });

  it('is made a request with a warning when eksctl may not look', async () => {
    simulator.faults.add({
      effect: { kind: 'access-denied' },
      match: { service: 'eks', action: 'DescribeClusterVersions' },
    });
    const created = await api.post('dana', '/requests', {
      ...sandboxInput,
      name: 'shop-other',
      values: { nodes: 2 },
    });
    expect(created.status).toBe(201);
    const [{ plan }] = await knex('requests');
    expect(JSON.parse(plan).findings).toContainEqual(
      expect.objectContaining({ severity: 'warning', code: 'dry-run' }),
    );
  });
});
