import { readFileSync } from 'node:fs';
import { JsonObject } from '@backstage/types';
import { checkClusterConfig } from '../config/checkClusterConfig';
import { finishClusterConfig } from '../config/finishClusterConfig';
import { summarizeClusterConfig } from '../config/summarizeClusterConfig';
import { packageFile } from '../util/packageFile';
import { defaultPrices } from './defaultPrices';
import { estimateCost } from './estimateCost';
import { sizeOf } from './sizeOf';

const metadata = { name: 'demo', region: 'us-east-1' };

function config(parts: JsonObject): JsonObject {
  return {
    apiVersion: 'eksctl.io/v1alpha5',
    kind: 'ClusterConfig',
    metadata,
    ...parts,
  };
}

function group(parts: JsonObject): JsonObject {
  return config({
    managedNodeGroups: [{ name: 'w', instanceType: 'm5.large', ...parts }],
  });
}

function selfManaged(parts: JsonObject): JsonObject {
  return config({
    nodeGroups: [{ name: 'w', instanceType: 'm5.large', ...parts }],
  });
}

function estimateOf(of: JsonObject) {
  const shape = summarizeClusterConfig(of);
  return {
    cost: estimateCost(shape, { region: 'us-east-1' }),
    size: sizeOf(shape),
  };
}

/** Instance types of the table that have no price. */
const withoutPrice = readFileSync(
  packageFile('data', 'ec2-instance-types.csv'),
  'utf8',
)
  .split('\n')
  .filter(row => row.trim().endsWith(','))
  .map(row => row.split(',')[0]);

describe('what has no price', () => {
  it('is found in the table of instance types', () => {
    expect(withoutPrice.length).toBeGreaterThan(10);
  });

  it.each([...withoutPrice, 'z9.huge', 'constructor'])(
    'an instance type: %s',
    type => {
      const { cost } = estimateOf(group({ instanceType: type }));

      expect(cost.unpriced).toMatchObject([
        { code: 'instance-type', subject: `${type} (node group w)` },
      ]);
    },
  );

  it.each<[string, JsonObject, string, 'size known' | 'size unknown']>([
    [
      'one of several instance types',
      config({
        managedNodeGroups: [
          { name: 'w', instanceTypes: ['m5.large', 'p5e.48xlarge'] },
        ],
      }),
      'instance-type',
      'size known',
    ],
    [
      'one of several types of a self-managed group',
      config({
        nodeGroups: [
          {
            name: 'w',
            instancesDistribution: {
              instanceTypes: ['m5.large', 'trn2.48xlarge'],
            },
          },
        ],
      }),
      'instance-type',
      'size known',
    ],
    [
      'a group that begins with no node',
      group({
        instanceType: 'p5e.48xlarge',
        minSize: 0,
        desiredCapacity: 0,
        maxSize: 20,
      }),
      'instance-type',
      'size known',
    ],
    [
      'a selector of instance types',
      config({
        managedNodeGroups: [
          { name: 'w', instanceSelector: { vCPUs: 96, memory: '768' } },
        ],
      }),
      'instance-selector',
      'size unknown',
    ],
    [
      'a launch template',
      config({
        managedNodeGroups: [{ name: 'w', launchTemplate: { id: 'lt-1' } }],
      }),
      'launch-template',
      'size unknown',
    ],
    [
      'a capacity block',
      group({ instanceMarketOptions: { marketType: 'capacity-block' } }),
      'config-path',
      'size known',
    ],
    ['io1 without IOPS', group({ volumeType: 'io1' }), 'volume', 'size known'],
    ['io2 without IOPS', group({ volumeType: 'io2' }), 'volume', 'size known'],
    [
      'magnetic volumes, billed by request',
      group({ volumeType: 'standard' }),
      'volume',
      'size known',
    ],
    [
      'IOPS of a type that has none to sell',
      group({ volumeType: 'gp2', volumeIOPS: 9000 }),
      'volume',
      'size known',
    ],
    [
      'a volume of a snapshot',
      group({
        additionalVolumes: [{ volumeName: '/dev/xvdb', snapshotID: 'snap-1' }],
      }),
      'volume',
      'size known',
    ],
    [
      'a volume of less than nothing',
      group({ volumeSize: -9 }),
      'volume',
      'size known',
    ],
    [
      'a volume without a size',
      group({ volumeSize: 0 }),
      'volume',
      'size known',
    ],
    ['IOPS below none', group({ volumeIOPS: -1 }), 'volume', 'size known'],
    [
      'Auto Mode',
      config({ autoModeConfig: { enabled: true } }),
      'auto-mode',
      'size unknown',
    ],
    [
      'Fargate',
      config({
        fargateProfiles: [{ name: 'f', selectors: [{ namespace: 'a' }] }],
      }),
      'fargate',
      'size unknown',
    ],
    [
      'Karpenter',
      config({ karpenter: { version: '1.6.0' } }),
      'karpenter',
      'size unknown',
    ],
    [
      'logs of the control plane',
      config({ cloudWatch: { clusterLogging: { enableTypes: ['*'] } } }),
      'control-plane-logs',
      'size known',
    ],
    [
      'an add-on that is billed by use',
      config({ addons: [{ name: 'amazon-cloudwatch-observability' }] }),
      'addon',
      'size known',
    ],
    [
      'an add-on of the marketplace',
      config({ addons: [{ name: 'datadog_operator' }] }),
      'addon',
      'size known',
    ],
    [
      'Windows',
      group({ amiFamily: 'WindowsServer2022CoreContainer' }),
      'ami-licence',
      'size known',
    ],
    [
      'Ubuntu Pro',
      group({ amiFamily: 'UbuntuPro2204' }),
      'ami-licence',
      'size known',
    ],
    ['an image', group({ ami: 'ami-1234' }), 'ami-licence', 'size known'],
    [
      'unlimited CPU credits',
      selfManaged({ instanceType: 't3.large', cpuCredits: 'unlimited' }),
      'cpu-credits',
      'size known',
    ],
    [
      'a control plane of a higher tier',
      config({ controlPlaneScalingConfig: { tier: 'tier-xl' } }),
      'config-path',
      'size known',
    ],
    [
      'a capability',
      config({ capabilities: [{ name: 'argocd', type: 'ARGOCD' }] }),
      'config-path',
      'size known',
    ],
    [
      'local zones',
      selfManaged({ localZones: ['us-east-1-bos-1a'] }),
      'config-path',
      'size known',
    ],
    [
      'an Outpost',
      config({ outpost: { controlPlaneOutpostARN: 'arn:aws:outposts:x' } }),
      'config-path',
      'size unknown',
    ],
    [
      'nodes on an Outpost',
      group({ outpostARN: 'arn:aws:outposts:x' }),
      'config-path',
      'size known',
    ],
    [
      'hybrid nodes',
      config({ remoteNetworkConfig: { iam: { provider: 'ssm' } } }),
      'config-path',
      'size unknown',
    ],
    [
      'what eksctl learns some day',
      config({ turboMode: { level: 11 } }),
      'config-path',
      'size known',
    ],
  ])('%s', (_what, of, code, size) => {
    const estimate = estimateOf(of);

    expect(estimate.cost.unpriced).toEqual([
      expect.objectContaining({
        code,
        subject: expect.any(String),
        reason: expect.any(String),
      }),
    ]);
    expect(estimate.size.unknown.length > 0).toBe(size === 'size unknown');
  });

  it('brings an unknown size where the instance type is not known either', () => {
    expect(estimateOf(group({ instanceType: 'z9.huge' })).size.unknown).toEqual(
      [expect.objectContaining({ code: 'instance-type' })],
    );
  });

  it.each<[string, JsonObject]>([
    ['a group without sizes', group({})],
    ['spot', group({ spot: true, instanceTypes: ['m5.large', 'm5a.large'] })],
    [
      'a group that can have no node',
      group({
        instanceType: 'p5e.48xlarge',
        minSize: 0,
        desiredCapacity: 0,
        maxSize: 0,
      }),
    ],
    [
      'the standard tier',
      config({ controlPlaneScalingConfig: { tier: 'standard' } }),
    ],
    ['Auto Mode that is off', config({ autoModeConfig: { enabled: false } })],
    [
      'no logs',
      config({ cloudWatch: { clusterLogging: { enableTypes: [] } } }),
    ],
    ['an empty selector', group({ instanceSelector: {} })],
    [
      'a capacity reservation',
      group({ capacityReservation: { capacityReservationPreference: 'open' } }),
    ],
    ['Bottlerocket', group({ amiFamily: 'Bottlerocket' })],
    ['Ubuntu', group({ amiFamily: 'Ubuntu2204' })],
    [
      'a key of the account',
      config({ secretsEncryption: { keyARN: 'arn:aws:kms:x' } }),
    ],
  ])('does not hold %s', (_what, of) => {
    expect(estimateOf(of).cost.unpriced).toEqual([]);
  });

  it('does not hold what we add to a config ourselves', () => {
    const draft = group({ desiredCapacity: 2 });
    expect(checkClusterConfig(draft)).toEqual([]);

    const finished = finishClusterConfig(draft, {
      clusterName: 'demo',
      region: 'us-east-1',
      tags: { 'eks-environments.io/environment-id': '01H' },
      accessEntries: [{ principalArn: 'arn:aws:iam::111111111111:role/a' }],
    });
    expect(estimateOf(finished as unknown as JsonObject).cost.unpriced).toEqual(
      [],
    );
  });
});

describe('what has a price', () => {
  it.each<[string, JsonObject, number]>([
    ['that begins with none', { desiredCapacity: 0 }, 1],
    ['that may be empty', { minSize: 0 }, 1],
    ['of no node at all', { minSize: 0, maxSize: 0 }, 0],
    ['without sizes', {}, 2],
  ])(
    'is the node that eksctl lets a managed group %s grow to',
    (_, sizes, max) => {
      const { cost, size } = estimateOf(
        group({ instanceType: 'p5.48xlarge', ...sizes }),
      );

      expect(size.largest.nodes).toBe(max);
      expect(Number(cost.hourly.max) > 50).toBe(max > 0);
      // A self-managed group keeps its maximum size
      const own = estimateOf(selfManaged(sizes)).size.largest.nodes;
      expect(own).toBe(max === 1 ? 0 : max);
    },
  );

  const perHour = (monthly: number) => (monthly / 730).toFixed(6);

  it.each<[JsonObject, number]>([
    [{}, 80 * 0.08],
    [{ volumeType: 'gp2' }, 80 * 0.1],
    [{ volumeIOPS: 3000, volumeThroughput: 125 }, 80 * 0.08],
    [{ volumeIOPS: 16000 }, 80 * 0.08 + 13000 * 0.005],
    [{ volumeThroughput: 1000 }, 80 * 0.08 + 875 * 0.04],
    [
      { volumeType: 'io1', volumeSize: 100, volumeIOPS: 5000 },
      100 * 0.125 + 5000 * 0.065,
    ],
    [
      { volumeType: 'io2', volumeSize: 100, volumeIOPS: 64000 },
      100 * 0.125 + 32000 * 0.065 + 32000 * 0.0455,
    ],
    [
      { volumeType: 'io2', volumeSize: 1000, volumeIOPS: 100000 },
      1000 * 0.125 + 32000 * 0.065 + 32000 * 0.0455 + 36000 * 0.03185,
    ],
    [{ volumeType: 'st1', volumeSize: 500 }, 500 * 0.045],
  ])('is a volume of %j', (volume, monthly) => {
    const { cost } = estimateOf(group({ ...volume, desiredCapacity: 1 }));

    expect(cost.unpriced).toEqual([]);
    const disk = cost.items.find(({ name }) => name === 'disk');
    expect(Number(disk!.hourly.desired).toFixed(6)).toBe(perHour(monthly));
  });

  it('is an additional volume, each on its own line', () => {
    const { cost } = estimateOf(
      group({
        desiredCapacity: 1,
        additionalVolumes: [{ volumeName: '/dev/xvdb', volumeSize: 200 }],
      }),
    );

    expect(cost.items.filter(({ name }) => name === 'disk')).toMatchObject([
      { detail: 'w: 80 GiB gp3 per node' },
      { detail: 'w: 200 GiB gp3 per node' },
    ]);
  });

  it('is detailed monitoring of each node', () => {
    const { cost } = estimateOf(
      group({ enableDetailedMonitoring: true, desiredCapacity: 2 }),
    );

    expect(cost.items).toContainEqual(
      expect.objectContaining({
        name: 'monitoring',
        hourly: expect.objectContaining({ desired: '0.005754' }),
      }),
    );
  });

  it.each<[string, JsonObject, number]>([
    ['one NAT gateway by default', {}, 1],
    [
      'one in an IPv6 cluster',
      { kubernetesNetworkConfig: { ipFamily: 'IPv6' } },
      1,
    ],
    ['one by name', { vpc: { nat: { gateway: 'Single' } } }, 1],
    [
      'one in each zone',
      {
        vpc: { nat: { gateway: 'HighlyAvailable' } },
        availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
      },
      3,
    ],
    [
      'one in each zone that eksctl chooses',
      { vpc: { nat: { gateway: 'HighlyAvailable' } } },
      2,
    ],
    ['none', { vpc: { nat: { gateway: 'Disable' } } }, 0],
    ['none in a VPC that is there', { vpc: { id: 'vpc-1' } }, 0],
    [
      'none where subnets name the VPC',
      { vpc: { subnets: { private: { 'us-east-1a': { id: 'subnet-1' } } } } },
      0,
    ],
    ['one where no subnet is named', { vpc: { subnets: {} } }, 1],
    ['none in a private cluster', { privateCluster: { enabled: true } }, 0],
  ])('is %s', (_what, parts, count) => {
    expect(summarizeClusterConfig(config(parts)).natGateways).toBe(count);
  });

  it.each<[JsonObject, number]>([
    [{ privateCluster: { enabled: true } }, 8],
    [{ privateCluster: { enabled: false } }, 0],
    [{ privateCluster: { enabled: true, skipEndpointCreation: true } }, 0],
    [
      {
        privateCluster: {
          enabled: true,
          additionalEndpointServices: ['autoscaling'],
        },
        availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
      },
      15,
    ],
    [
      {
        privateCluster: { enabled: true },
        cloudWatch: { clusterLogging: { enableTypes: ['api'] } },
      },
      10,
    ],
  ])('is the endpoints of %j', (parts, count) => {
    const shape = summarizeClusterConfig(config(parts));

    expect(shape.vpcEndpoints).toBe(count);
    const { hourly } = estimateCost(shape, {
      region: 'us-east-1',
      prices: {
        ...defaultPrices,
        natGatewayHourly: '0',
        publicIpv4Hourly: '0',
      },
    });
    expect(Number(hourly.max)).toBeCloseTo(0.1 + count * 0.01);
  });
});
