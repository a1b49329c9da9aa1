import { summarizeClusterConfig } from '../config/summarizeClusterConfig';
import { defaultPrices } from './defaultPrices';
import { estimateCost } from './estimateCost';
import { findInstanceType } from '../instanceTypes/instanceTypes';
import { formatUsd, parseUsd } from '../util/money';
import { sizeOf } from './sizeOf';

const shape = summarizeClusterConfig({
  metadata: { name: 'demo', region: 'us-east-1' },
  managedNodeGroups: [
    {
      name: 'workers',
      instanceTypes: ['m5.large', 'm5.xlarge'],
      minSize: 1,
      desiredCapacity: 2,
      maxSize: 4,
      volumeSize: 100,
      privateNetworking: true,
    },
  ],
});

describe('estimateCost', () => {
  it('adds up control plane, nodes, disks, NAT and addresses', () => {
    // 0.10 + n × (0.192 + 100 × 0.08 / 730) + 0.045 + 0.005
    expect(estimateCost(shape, { region: 'us-east-1' })).toMatchObject({
      hourly: { min: '0.352959', desired: '0.555918', max: '0.961836' },
      currency: 'USD',
      estimated: false,
      priceDate: '2026-07-20',
      unpriced: [],
      notes: [],
      items: [
        { name: 'control-plane', hourly: { desired: '0.10' } },
        {
          name: 'nodes',
          detail: 'workers: 1–4 × m5.xlarge',
          hourly: { min: '0.192', desired: '0.384', max: '0.768' },
        },
        {
          name: 'disk',
          detail: 'workers: 100 GiB gp3 per node',
          hourly: { min: '0.010959' },
        },
        { name: 'nat', hourly: { max: '0.045' } },
        { name: 'ipv4', hourly: { max: '0.005' } },
      ],
    });
  });

  it('has items that add up to the total, without noise of fractions', () => {
    const { hourly, items } = estimateCost(shape, { region: 'us-east-1' });
    for (const key of ['min', 'desired', 'max'] as const) {
      const sum = items.reduce((s, item) => s + parseUsd(item.hourly[key]), 0);
      expect(formatUsd(sum)).toBe(hourly[key]);
    }
  });

  it('takes other prices and says when they are of another region', () => {
    const prices = {
      ...defaultPrices,
      instances: { 'm5.large': '1.00', 'm5.xlarge': '0.50' },
    };
    const estimate = estimateCost(shape, { region: 'eu-west-1', prices });
    expect(estimate.items[1].hourly.min).toBe('1.00');
    expect(estimate.estimated).toBe(true);
    expect(estimate.notes).toEqual([
      'Prices of us-east-1 stand in for those of eu-west-1.',
    ]);
  });

  it('says when built-in prices stand in for types that a table of another region lacks', () => {
    const prices = { ...defaultPrices, region: 'eu-west-1', instances: {} };
    const estimate = estimateCost(shape, { region: 'eu-west-1', prices });

    expect(estimate.estimated).toBe(true);
    expect(estimate.notes).toEqual([
      'Prices of us-east-1 stand in for those of eu-west-1.',
    ]);
  });

  it('charges extended support', () => {
    const estimate = estimateCost(
      { ...shape, extendedSupport: true },
      { region: 'us-east-1' },
    );
    expect(estimate.items[0].hourly.min).toBe('0.60');
  });
});

describe('sizeOf', () => {
  it('counts the start and the largest size, each with the largest type', () => {
    expect(sizeOf(shape)).toEqual({
      desired: { nodes: 2, vcpu: 8, memoryGib: 32 },
      largest: { nodes: 4, vcpu: 16, memoryGib: 64 },
      unknown: [],
    });
  });
});

describe('findInstanceType', () => {
  it('knows types by name', () => {
    expect(findInstanceType('m7g.large')).toMatchObject({
      vcpu: 2,
      memoryMib: 8192,
      architecture: 'arm64',
    });
    expect(findInstanceType('constructor')).toBeUndefined();
  });
});

describe('formatUsd', () => {
  it.each([
    [0, '0.00'],
    [100_000, '0.10'],
    [1, '0.000001'],
    [1_234_560_000, '1234.56'],
  ])('writes %d micro-dollars as %s', (micros, text) => {
    expect(formatUsd(micros)).toBe(text);
    expect(parseUsd(text)).toBe(micros);
  });
});
