import type { LeftoverKind } from 'aws-simulator/testing';
import { TestDatabases } from '@backstage/backend-test-utils';
import { type EksctlRunner } from 'backstage-plugin-eksctl-node';
import {
  buildForDeletion,
  stackOf,
  sweepOf,
} from '../__testUtils__/buildForDeletion';
import { localRunner } from '../__testUtils__/engineFixture';
import { SimulatorHarness } from '../__testUtils__/SimulatorHarness';
import { until } from '../__testUtils__/until';

jest.setTimeout(120_000);

/*
 * Deletions that AWS, a person or a workload makes difficult. Each begins with a cluster that the engine created. Differences between
 * databases are tested elsewhere, so one is enough here.
 */

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const globals: LeftoverKind[] = [
  'oidc-provider',
  'iam-role',
  'instance-profile',
];

const plantable: LeftoverKind[] = [
  'volume',
  'log-group',
  'load-balancer',
  'classic-load-balancer',
  'target-group',
  'network-interface',
  'security-group',
  'instance',
  'launch-template',
  'nat-gateway',
  'elastic-ip',
  ...globals,
];

describe('deletions that are hard', () => {
  let harness: SimulatorHarness;

  beforeAll(async () => {
    harness = await SimulatorHarness.start(2000);
  });
  afterEach(() => harness.endTest());
  afterAll(() => harness.close());

  const build = () => buildForDeletion(harness, databases);

  /** eksctl on this machine, with hooks for a test that observes or interferes. */
  function watchedRunner(watch: {
    onStart?: (args: string[]) => void;
    onLine?: (text: string) => void;
    onExit?: (kind: string) => void;
  }): EksctlRunner {
    const local: EksctlRunner = localRunner(harness.aws, message => {
      throw new Error(message);
    });
    return {
      find: subject => local.find(subject),
      start: async options => {
        watch.onStart?.(options.args);
        const run = await local.start(options);
        return {
          operation: run.operation,
          stop: () => run.stop(),
          leave: () => run.leave(),
          follow: async onLine => {
            const exit = await run.follow(line => {
              watch.onLine?.(line.text);
              onLine(line);
            });
            watch.onExit?.(exit.kind);
            return exit;
          },
        };
      },
    };
  }

  it('finds every kind of leftover by its proof, and nothing of what stands beside them', async () => {
    const cluster = await build();
    const { clusterName, region, plant } = cluster;
    const before = new Set(cluster.everything());
    // A name that begins with ours, one that ours begins with, and an unrelated one.
    for (const other of [
      `${clusterName}-2`,
      clusterName.slice(0, -1),
      'shop',
    ]) {
      plant(other, [...plantable, 'vpc']);
    }
    // The same name in another region: IAM is global.
    plant(clusterName, globals, undefined, 'eu-north-1');
    region.volumes.push({
      id: 'vol-of-another-portal',
      zone: 'eu-west-1a',
      sizeGiB: 1,
      state: 'available',
      createdAt: 0,
      tags: {
        [`kubernetes.io/cluster/${clusterName}`]: 'owned',
        'eks-environments.io/installation': 'another',
      },
    });
    const foreign = cluster.everything().filter(id => !before.has(id));
    plant(clusterName, plantable, region.vpcs[0].id);
    plant(clusterName, ['vpc']);

    await cluster.begin();
    harness.startEngine(cluster.parts);
    const gone = await cluster.end();

    expect(gone.state).toBe('Deprovisioned');
    const { items, incomplete } = sweepOf(gone);
    expect(incomplete).toEqual([]);
    expect(items.every(({ outcome }) => outcome === 'removed')).toBe(true);
    const proofs = items.map(({ kind, proof }) => [
      kind,
      proof.replace(clusterName, 'NAME'),
    ]);
    const owned = 'tag kubernetes.io/cluster/NAME=owned';
    const balancer = 'tag elbv2.k8s.aws/cluster=NAME';
    const eksctl = 'tag alpha.eksctl.io/cluster-name=NAME';
    expect(Object.fromEntries(proofs)).toEqual(
      expect.objectContaining({
        volume: owned,
        'log-group': 'log group path of NAME',
        'load-balancer': balancer,
        'classic-load-balancer': owned,
        'target-group': balancer,
        'network-interface': owned,
        'security-group': owned,
        instance: owned,
        'launch-template': owned,
        'nat-gateway': eksctl,
        'elastic-ip': eksctl,
        'oidc-provider': `${eksctl}, in eu-west-1`,
        'iam-role': `${eksctl}, in eu-west-1`,
        'instance-profile': `${owned}, in eu-west-1`,
        vpc: eksctl,
        subnet: eksctl,
        'route-table': eksctl,
        'internet-gateway': eksctl,
      }),
    );
    expect(cluster.everything().sort()).toEqual(foreign.sort());
  });

  it('goes on by itself when the cluster goes as eksctl begins, and --force panics', async () => {
    const cluster = await build();
    await cluster.begin();
    await cluster
      .knex('operations')
      .where('type', 'delete')
      .update({ attempt: 1 });
    const exits: string[] = [];
    const runner = watchedRunner({
      onStart: args => {
        expect(args).toContain('--force');
        cluster.region.clusters.length = 0;
      },
      onExit: kind => exits.push(kind),
    });
    harness.startEngine(cluster.parts, { runner });

    expect((await cluster.end()).state).toBe('Deprovisioned');
    expect(exits).toEqual(['panicked']);
    expect(harness.existing(cluster.clusterName)).toEqual([]);
  });

  it('deletes again what an update kept from being deleted', async () => {
    const cluster = await build();
    harness.simulator.faults.add({
      effect: { kind: 'update-in-progress' },
      times: 1,
    });
    await cluster.begin();
    harness.startEngine(cluster.parts);

    expect((await cluster.end()).state).toBe('Deprovisioned');
    expect(await cluster.deletion()).toMatchObject({ attempt: 1 });
    expect(JSON.stringify(cluster.region.stacks)).toContain(
      'currently has an update in progress',
    );
    expect(harness.existing(cluster.clusterName)).toEqual([]);
  });

  it('deletes node groups that somebody added by hand, without which EKS keeps the cluster', async () => {
    const cluster = await build();
    const [{ nodegroups }] = cluster.region.clusters;
    nodegroups.push({ ...nodegroups[0], name: 'by-hand' });
    await cluster.begin();
    harness.startEngine(cluster.parts);

    const gone = await cluster.end();
    expect(gone.state).toBe('Deprovisioned');
    expect(sweepOf(gone).items).toContainEqual({
      kind: 'nodegroup',
      id: `${cluster.clusterName}/by-hand`,
      proof: `part of the cluster ${cluster.clusterName}`,
      outcome: 'removed',
    });
    expect(harness.existing(cluster.clusterName)).toEqual([]);
  });

  it('clears up after somebody who deleted the cluster by hand', async () => {
    const cluster = await build();
    cluster.region.clusters.length = 0;
    cluster.region.instances.length = 0;
    const deleting = stackOf(cluster.region, 'nodegroup');
    deleting.status = 'DELETE_IN_PROGRESS';
    await cluster.begin();
    const earlier = new Set(harness.simulator.calls());
    const calls = () =>
      harness.simulator.calls().filter(call => !earlier.has(call));
    harness.startEngine(cluster.parts);

    // A deletion by somebody else is waited for.
    await until(
      async () =>
        calls().filter(({ action }) => action === 'DescribeStacks').length > 10,
      'looks at the stacks',
    );
    expect(calls().map(({ action }) => action)).not.toContain('DeleteStack');
    deleting.status = 'DELETE_COMPLETE';

    expect((await cluster.end()).state).toBe('Deprovisioned');
    expect(await cluster.log()).toContain('EKS has no cluster of this name');
    expect(harness.existing(cluster.clusterName)).toEqual([]);
  });

  it('names the foreign interface that keeps the network, touches it not, and ends when it is gone', async () => {
    const cluster = await build();
    const { region } = cluster;
    const database = {
      id: 'eni-of-a-database',
      vpcId: region.vpcs[0].id,
      subnetId: region.subnets[0].id,
      description: 'RDSNetworkInterface',
      status: 'in-use' as const,
      groupIds: [],
      tags: { Name: cluster.clusterName },
    };
    region.networkInterfaces.push(database);
    await cluster.begin();
    harness.startEngine(cluster.parts, { attempts: 1 });

    const kept = await cluster.end();
    expect(kept.state).toBe('Quarantined');
    expect(sweepOf(kept).items).toContainEqual(
      expect.objectContaining({
        kind: 'vpc',
        outcome: 'remaining',
        heldBy: [
          {
            kind: 'network-interface',
            id: database.id,
            name: 'RDSNetworkInterface',
          },
        ],
      }),
    );
    expect(JSON.parse(kept.failure ?? '')).toMatchObject({
      class: 'conflict',
      cause: expect.stringContaining(database.id),
    });
    expect(region.networkInterfaces).toEqual([database]);
    expect(region.clusters).toEqual([]);
    expect(await cluster.quotaHeld()).toBe(true);
    expect(
      await cluster.knex('events').orderBy('id', 'desc').first(),
    ).toMatchObject({ type: 'EnvironmentQuarantined' });

    region.networkInterfaces.length = 0;
    await cluster.retry();
    expect((await cluster.end()).state).toBe('Deprovisioned');
    expect(await cluster.quotaHeld()).toBe(false);
    expect(harness.existing(cluster.clusterName)).toEqual([]);
  });

  it('asks no disruption budget, and passes over no node group whose deletion failed', async () => {
    const cluster = await build();
    const { region } = cluster;
    const [instance] = region.instances;
    stackOf(region, 'nodegroup').tags['alpha.eksctl.io/nodegroup-type'] =
      'unmanaged';
    region.clusters[0].pods.push({
      namespace: 'default',
      name: 'web-0',
      nodeName: `ip-${instance.privateIp.replaceAll(
        '.',
        '-',
      )}.eu-west-1.compute.internal`,
      evictable: false,
    });
    harness.simulator.faults.add({
      effect: {
        kind: 'stack-delete-fails',
        resourceType: 'AWS::EKS::Nodegroup',
        reason: 'DependencyViolation - resource has a dependent object',
      },
      times: 1,
    });
    await cluster.begin();
    harness.startEngine(cluster.parts);

    expect((await cluster.end()).state).toBe('Deprovisioned');
    expect(await cluster.log()).toMatch(
      /drained all nodes: \[ip-[^]*waiter state/,
    );
    expect(await cluster.deletion()).toMatchObject({ attempt: 1 });
    expect(harness.existing(cluster.clusterName)).toEqual([]);
  });

  it.each([
    ['credentials that expire', 'expired-credentials', 2],
    ['throttling', 'throttling', 1],
  ] as const)('survives %s midway', async (_, kind, attempt) => {
    const cluster = await build();
    let begun = false;
    const runner = watchedRunner({
      onLine: text => {
        if (!begun && text.startsWith('waiting for stack')) {
          begun = true;
          harness.simulator.faults.add({
            match: { service: 'cloudformation' },
            effect: { kind },
            times: 2,
          });
        }
      },
    });
    await cluster.begin();
    harness.startEngine(cluster.parts, { runner });

    expect((await cluster.end()).state).toBe('Deprovisioned');
    expect(await cluster.deletion()).toMatchObject({ attempt });
    expect(harness.existing(cluster.clusterName)).toEqual([]);
  });

  it('is not gone while one kind can not be looked for, and keeps its evidence', async () => {
    const cluster = await build();
    cluster.plant(cluster.clusterName, ['volume']);
    const denied = harness.simulator.faults.add({
      match: { service: 'iam', action: 'ListRoles' },
      effect: { kind: 'access-denied' },
    });
    await cluster.begin();
    harness.startEngine(cluster.parts, { attempts: 1 });

    const kept = await cluster.end();
    expect(kept.state).toBe('Quarantined');
    expect(sweepOf(kept)).toMatchObject({
      incomplete: [
        { kind: 'iam-role', reason: expect.stringContaining('not authorized') },
      ],
      items: [{ kind: 'volume', outcome: 'removed' }],
    });
    expect(JSON.parse(kept.failure ?? '')).toMatchObject({
      class: 'permission',
      message: expect.stringContaining('could not search for IAM roles'),
    });
    expect(await cluster.quotaHeld()).toBe(true);

    harness.simulator.faults.remove(denied.id);
    await cluster.retry();
    const gone = await cluster.end();
    expect(gone.state).toBe('Deprovisioned');
    expect(sweepOf(gone).items).toMatchObject([
      { kind: 'volume', outcome: 'removed' },
    ]);
  });
});
