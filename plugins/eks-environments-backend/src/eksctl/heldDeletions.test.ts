import { TestDatabases } from '@backstage/backend-test-utils';
import {
  buildForDeletion,
  stackOf,
  sweepOf,
} from '../__testUtils__/buildForDeletion';
import { SimulatorHarness } from '../__testUtils__/SimulatorHarness';

jest.setTimeout(120_000);

/* Deletions blocked by something that belongs to no stack. What is provably the cluster's is removed, everything else is not. */

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('deletions that are held', () => {
  let harness: SimulatorHarness;

  beforeAll(async () => {
    harness = await SimulatorHarness.start(2000);
  });
  afterEach(() => harness.endTest());
  afterAll(() => harness.close());

  const build = () => buildForDeletion(harness, databases);

  it('detaches from roles what others attached, and leaves the policies and profiles of others', async () => {
    const cluster = await build();
    const { account, clusterName } = cluster;
    cluster.plant('shop', ['iam-role', 'role-attachments']);
    cluster.plant(clusterName, ['role-attachments']);
    const [shop] = account.roles.filter(
      ({ tags }) => tags['alpha.eksctl.io/cluster-name'] === 'shop',
    );
    const before = JSON.stringify(shop);
    const profiles = account.instanceProfiles.map(({ name }) => name);
    await cluster.begin();
    harness.startEngine(cluster.parts);

    const gone = await cluster.end();
    expect(gone.state).toBe('Deprovisioned');
    expect(await cluster.deletion()).toMatchObject({ attempt: 1 });
    expect(JSON.stringify(cluster.region.stacks)).toContain(
      'Cannot delete entity, must remove roles from instance profile first.',
    );
    expect(sweepOf(gone).items).toContainEqual({
      kind: 'iam-role',
      id: expect.stringContaining('NodeInstanceRole'),
      proof: expect.stringMatching(
        /^resource NodeInstanceRole of the stack eksctl-.*-nodegroup-/,
      ),
      outcome: 'removed',
    });
    expect(account.roles).toEqual([shop]);
    expect(JSON.stringify(shop)).toBe(before);
    expect(account.instanceProfiles.map(({ name }) => name)).toEqual(profiles);
    expect(harness.existing(clusterName)).toEqual([]);
  });

  it('removes what GuardDuty left in the network, and nothing of what it has in others', async () => {
    const cluster = await build();
    const { clusterName, region } = cluster;
    cluster.plant('shop', ['vpc']);
    const theirs = region.vpcs.find(
      ({ tags }) => tags['alpha.eksctl.io/cluster-name'] === 'shop',
    );
    cluster.plant('shop', ['guard-duty'], theirs?.id);
    const foreign = JSON.stringify([
      region.vpcEndpoints,
      region.securityGroups.at(-1),
    ]);
    cluster.plant(clusterName, ['guard-duty'], region.vpcs[0].id);
    const [, endpoint] = region.vpcEndpoints;
    const group = region.securityGroups.at(-1);
    await cluster.begin();
    harness.startEngine(cluster.parts);

    const gone = await cluster.end();
    expect(gone.state).toBe('Deprovisioned');
    const proof = expect.stringMatching(
      /^tag GuardDutyManaged=true, in the network vpc-/,
    );
    expect(sweepOf(gone).items).toEqual(
      expect.arrayContaining([
        {
          kind: 'vpc-endpoint',
          id: endpoint.id,
          proof,
          outcome: 'removed',
        },
        { kind: 'security-group', id: group?.id, proof, outcome: 'removed' },
      ]),
    );
    expect(
      JSON.stringify([region.vpcEndpoints, region.securityGroups[0]]),
    ).toBe(foreign);
    expect(harness.existing(clusterName)).toEqual([]);
  });

  it('removes VPC endpoints of every type by their tags', async () => {
    const cluster = await build();
    const { clusterName, region } = cluster;
    cluster.plant('shop', ['vpc-endpoint'], 'vpc-of-others');
    const foreign = JSON.stringify(region.vpcEndpoints);
    cluster.plant(clusterName, ['vpc-endpoint'], region.vpcs[0].id);
    await cluster.begin();
    harness.startEngine(cluster.parts);

    const gone = await cluster.end();
    expect(gone.state).toBe('Deprovisioned');
    expect(
      sweepOf(gone).items.filter(({ kind }) => kind === 'vpc-endpoint'),
    ).toHaveLength(3);
    expect(JSON.stringify(region.vpcEndpoints)).toBe(foreign);
  });

  it.each(['Gateway', 'Interface'] as const)(
    'names an endpoint of the type %s that somebody made by hand, and does not touch it',
    async type => {
      const cluster = await build();
      const { clusterName, region } = cluster;
      cluster.plant(clusterName, ['vpc-endpoint'], region.vpcs[0].id);
      const theirs = region.vpcEndpoints.filter(item => item.type === type);
      theirs[0].tags = { Name: clusterName };
      await cluster.begin();
      harness.startEngine(cluster.parts, { attempts: 1 });

      const kept = await cluster.end();
      expect(kept.state).toBe('Quarantined');
      expect(sweepOf(kept).items).toContainEqual(
        expect.objectContaining({
          kind: 'vpc',
          outcome: 'remaining',
          heldBy: [
            expect.objectContaining({
              kind: 'vpc-endpoint',
              id: theirs[0].id,
            }),
          ],
        }),
      );
      expect(region.vpcEndpoints).toEqual(theirs);
      expect(region.clusters).toEqual([]);
    },
  );

  it('removes whatever else belongs to its network, and nothing of another one', async () => {
    const cluster = await build();
    const { clusterName, region } = cluster;
    cluster.plant('shop', ['network-parts'], 'vpc-of-others');
    const foreign = JSON.stringify(region.networkParts);
    cluster.plant(clusterName, ['network-parts'], region.vpcs[0].id);
    const flowLog = region.networkParts.find(
      ({ kind, vpcId }) => kind === 'flow-log' && vpcId !== 'vpc-of-others',
    );
    Object.assign(flowLog ?? {}, { tags: {} });
    await cluster.begin();
    harness.startEngine(cluster.parts);

    const gone = await cluster.end();
    expect(gone.state).toBe('Deprovisioned');
    const { items } = sweepOf(gone);
    expect(items.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'egress-only-internet-gateway',
        'carrier-gateway',
        'transit-gateway-attachment',
        'vpn-gateway',
        'vpc-peering',
        'network-acl',
        'flow-log',
        'dhcp-options',
        'prefix-list',
      ]),
    );
    expect(items).toContainEqual(
      expect.objectContaining({
        id: flowLog?.id,
        proof: expect.stringMatching(/^setting of vpc-/),
      }),
    );
    expect(JSON.stringify(region.networkParts)).toBe(foreign);
    expect(harness.existing(clusterName)).toEqual([]);
  });

  it.each([
    'egress-only-internet-gateway',
    'transit-gateway-attachment',
    'vpc-peering',
  ] as const)('names a %s that is not its own', async kind => {
    const cluster = await build();
    const { region } = cluster;
    const part = { kind, id: `of-others-${kind}`, vpcId: region.vpcs[0].id };
    region.networkParts.push({ ...part, tags: { Name: cluster.clusterName } });
    await cluster.begin();
    harness.startEngine(cluster.parts, { attempts: 1 });

    const kept = await cluster.end();
    expect(kept.state).toBe('Quarantined');
    expect(sweepOf(kept).items).toContainEqual(
      expect.objectContaining({
        kind: 'vpc',
        heldBy: [expect.objectContaining({ kind, id: part.id })],
      }),
    );
    expect(JSON.parse(kept.failure ?? '')).toMatchObject({
      cause: expect.stringContaining(part.id),
    });
    expect(region.networkParts).toMatchObject([part]);
  });

  it('takes off its network what Route 53 Resolver associates with every network', async () => {
    const cluster = await build();
    const { clusterName, region } = cluster;
    cluster.plant('shop', ['resolver-associations'], 'vpc-of-others');
    const foreign = JSON.stringify(region.resolverAssociations);
    cluster.plant(
      clusterName,
      // The endpoint keeps the network in place until the sweep.
      ['resolver-associations', 'vpc-endpoint'],
      region.vpcs[0].id,
    );
    await cluster.begin();
    harness.startEngine(cluster.parts);

    const gone = await cluster.end();
    expect(gone.state).toBe('Deprovisioned');
    expect(
      sweepOf(gone)
        .items.filter(({ proof }) => proof.startsWith('setting of vpc-'))
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual([
      'dns-firewall-association',
      'query-log-association',
      'resolver-rule-association',
    ]);
    expect(JSON.stringify(region.resolverAssociations)).toBe(foreign);
  });

  it('disables deletion protection of its own resources', async () => {
    const cluster = await build();
    const { clusterName, region } = cluster;
    region.clusters[0].deletionProtection = true;
    cluster.plant('shop', ['instance']);
    cluster.plant(clusterName, ['instance'], region.vpcs[0].id);
    const [theirs, ours] = region.instances.slice(-2);
    Object.assign(theirs, { isProtected: true });
    Object.assign(ours, { isProtected: true });
    await cluster.begin();
    harness.startEngine(cluster.parts);

    expect((await cluster.end()).state).toBe('Deprovisioned');
    expect(region.instances).toEqual([theirs]);
    expect(theirs.isProtected).toBe(true);
    expect(await cluster.log()).toContain('Disabled deletion protection');
  });

  it('names a stack of others that uses what its own stack exports', async () => {
    const cluster = await build();
    const { region, clusterName } = cluster;
    const own = stackOf(region, 'cluster');
    const stack = {
      ...own,
      id: own.id.replace(own.name, 'shop'),
      name: 'shop',
      tags: {},
      resources: [],
      outputs: [],
      template: JSON.stringify({
        Resources: {
          Bucket: {
            Type: 'AWS::S3::Bucket',
            Properties: {
              Vpc: { 'Fn::ImportValue': `eksctl-${clusterName}-cluster::VPC` },
            },
          },
        },
      }),
    };
    region.stacks.push(stack);
    await cluster.begin();
    harness.startEngine(cluster.parts, { attempts: 1 });

    const kept = await cluster.end();
    expect(kept.state).toBe('Quarantined');
    expect(sweepOf(kept).items).toContainEqual(
      expect.objectContaining({
        kind: 'stack',
        heldBy: [{ kind: 'stack', id: 'shop' }],
      }),
    );
    expect(region.clusters).toEqual([]);
    expect(region.stacks).toContain(stack);
  });

  it('deletes capabilities, and Fargate profiles one at a time, where eksctl is not asked', async () => {
    const cluster = await build();
    const [eks] = cluster.region.clusters;
    eks.status = 'FAILED';
    cluster.plant(cluster.clusterName, ['fargate-profiles', 'capability']);
    await cluster.begin();
    harness.startEngine(cluster.parts);

    const gone = await cluster.end();
    expect(gone.state).toBe('Deprovisioned');
    expect(await cluster.deletion()).toMatchObject({ attempt: 1 });
    expect(
      sweepOf(gone).items.filter(({ kind }) => kind === 'fargate-profile'),
    ).toMatchObject([{ outcome: 'removed' }, { outcome: 'removed' }]);
    expect(sweepOf(gone).items).toContainEqual(
      expect.objectContaining({ kind: 'capability', outcome: 'removed' }),
    );
    expect(
      harness.simulator
        .calls()
        .filter(({ action }) => action === 'DeleteFargateProfile'),
    ).toHaveLength(2);
    expect(harness.existing(cluster.clusterName)).toEqual([]);
  });

  describe('by a role that the portal may not empty', () => {
    async function buildHeld() {
      const cluster = await build();
      cluster.plant(cluster.clusterName, ['role-attachments']);
      harness.simulator.faults.add({
        match: { service: 'iam', action: 'DetachRolePolicy' },
        effect: { kind: 'access-denied' },
      });
      return cluster;
    }

    it('are carried on as far as possible, so that nothing costs money', async () => {
      const cluster = await buildHeld();
      await cluster.begin();
      harness.startEngine(cluster.parts, { attempts: 1 });

      const kept = await cluster.end();
      expect(kept.state).toBe('Quarantined');
      const { clusters, instances, natGateways, vpcs } = cluster.region;
      expect([clusters, instances, natGateways, vpcs].flat()).toEqual([]);
      expect(JSON.parse(kept.failure ?? '')).toMatchObject({
        cause: expect.stringMatching(
          /IAM role eksctl-.*NodeInstanceRole.*: AccessDenied: .*not authorized to perform: iam:DetachRolePolicy/,
        ),
      });
    });

    it('are explained by that role, not by the export that its stack uses', async () => {
      const cluster = await buildHeld();
      harness.simulator.faults.add({
        match: { service: 'eks', action: 'DeleteCluster' },
        effect: { kind: 'access-denied' },
      });
      await cluster.begin();
      harness.startEngine(cluster.parts, { attempts: 1 });

      const failed = await cluster.end();
      expect(failed.state).toBe('DeprovisioningFailed');
      expect(JSON.stringify(cluster.region.stacks)).toContain(
        'Cannot delete export',
      );
      expect(JSON.parse(failed.failure ?? '')).toMatchObject({
        cause: expect.stringMatching(
          /^NodeInstanceRole \(AWS::IAM::Role eksctl-\S+-NodeInstanceRole-\w+\) of the stack eksctl-\S+-nodegroup-\S+: .*Cannot delete entity/,
        ),
        remedy: expect.any(String),
      });
    });
  });
});
