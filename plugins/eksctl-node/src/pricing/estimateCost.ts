import { Band, ClusterShape, NodeGroupShape } from '../config/types';
import { defaultPrices } from './defaultPrices';
import { findInstanceType } from './instanceTypes';
import { formatUsd, parseUsd } from './money';
import { CostEstimate, CostItem, HourlyBand, PriceTable } from './types';

/** AWS divides monthly prices by this. */
const HOURS_PER_MONTH = 730;

type Part = Omit<CostItem, 'hourly'> & { micros: Band };

/**
 * What a cluster of this shape costs per hour, without data transfer, load balancers and volumes that workloads make.
 *
 * A node group that may use several instance types is priced at the dearest, spot capacity at the on-demand price: an upper bound.
 *
 * @public
 */
export function estimateCost(
  shape: ClusterShape,
  options: { region: string; prices?: PriceTable },
): CostEstimate {
  const { region, prices = defaultPrices } = options;
  const notes: string[] = [];
  const parts = [
    controlPlane(shape, prices),
    ...shape.nodeGroups.flatMap(group => nodes(group, prices, notes)),
    ...shape.nodeGroups.map(group => disks(group, prices)),
    ...natGateways(shape, prices),
    ...publicAddresses(shape, prices),
  ];
  const unpriced = notes.length > 0 || shape.autoMode || shape.fargate;
  if (shape.autoMode) {
    notes.push('Nodes that Auto Mode starts are not included.');
  }
  if (shape.fargate) {
    notes.push('Pods on Fargate are not included.');
  }
  if (shape.nodeGroups.some(group => group.spot)) {
    notes.push('Spot capacity is priced like on-demand capacity.');
  }
  if (region !== prices.region) {
    notes.push(`Prices of ${prices.region} stand in for those of ${region}.`);
  }
  return {
    hourly: format(total(parts)),
    currency: 'USD',
    items: parts.map(({ micros, ...item }) => ({
      ...item,
      hourly: format(micros),
    })),
    priceDate: prices.date,
    priceSource: prices.source,
    estimated: unpriced || region !== prices.region,
    notes,
  };
}

function controlPlane(shape: ClusterShape, prices: PriceTable): Part {
  const price = shape.extendedSupport
    ? prices.controlPlaneExtendedSupportHourly
    : prices.controlPlaneHourly;
  return {
    name: 'control-plane',
    detail: shape.extendedSupport ? 'Extended support' : 'Standard support',
    micros: times({ min: 1, desired: 1, max: 1 }, parseUsd(price)),
  };
}

function nodes(
  group: NodeGroupShape,
  prices: PriceTable,
  notes: string[],
): Part[] {
  const known = group.instanceTypes.flatMap(name => {
    const price = priceOf(name, prices);
    if (price === undefined) {
      notes.push(`There is no price for ${name} (node group ${group.name}).`);
      return [];
    }
    return [{ name, price }];
  });
  if (known.length === 0) {
    return [];
  }
  const dearest = known.reduce((a, b) => (b.price > a.price ? b : a));
  return [
    {
      name: 'nodes',
      detail: `${group.name}: ${group.min}–${group.max} × ${dearest.name}`,
      micros: times(group, dearest.price),
    },
  ];
}

function priceOf(name: string, { instances }: PriceTable): number | undefined {
  const own = instances?.[name];
  return own === undefined
    ? findInstanceType(name)?.hourlyMicroUsd
    : parseUsd(own);
}

function disks(group: NodeGroupShape, { diskGbMonthly }: PriceTable): Part {
  const perNode = Math.round(
    (parseUsd(diskGbMonthly) * group.volumeSizeGb) / HOURS_PER_MONTH,
  );
  return {
    name: 'disk',
    detail: `${group.name}: ${group.volumeSizeGb} GiB per node`,
    micros: times(group, perNode),
  };
}

function natGateways(shape: ClusterShape, prices: PriceTable): Part[] {
  const { natGateways: count } = shape;
  return count === 0
    ? []
    : [
        {
          name: 'nat',
          detail: `${count} NAT gateway${count === 1 ? '' : 's'}`,
          micros: times(
            { min: count, desired: count, max: count },
            parseUsd(prices.natGatewayHourly),
          ),
        },
      ];
}

/** A NAT gateway has one address, and so has each node outside of private networks. */
function publicAddresses(shape: ClusterShape, prices: PriceTable): Part[] {
  const count = shape.nodeGroups
    .filter(group => group.publicIp)
    .reduce(
      (sum, group) => ({
        min: sum.min + group.min,
        desired: sum.desired + group.desired,
        max: sum.max + group.max,
      }),
      {
        min: shape.natGateways,
        desired: shape.natGateways,
        max: shape.natGateways,
      },
    );
  return count.max === 0
    ? []
    : [
        {
          name: 'ipv4',
          detail: 'Public IPv4 addresses',
          micros: times(count, parseUsd(prices.publicIpv4Hourly)),
        },
      ];
}

function times({ min, desired, max }: Band, micros: number): Band {
  return { min: min * micros, desired: desired * micros, max: max * micros };
}

function total(parts: Part[]): Band {
  const sum = (key: keyof Band) =>
    parts.reduce((amount, part) => amount + part.micros[key], 0);
  return { min: sum('min'), desired: sum('desired'), max: sum('max') };
}

function format({ min, desired, max }: Band): HourlyBand {
  return {
    min: formatUsd(min),
    desired: formatUsd(desired),
    max: formatUsd(max),
  };
}
