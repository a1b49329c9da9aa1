import {
  Band,
  ClusterShape,
  NodeGroupShape,
  UnpricedPart,
  VolumeShape,
} from '../model/clusterShape';
import { defaultPrices } from './defaultPrices';
import {
  findInstanceType,
  INSTANCE_PRICES,
} from '../instanceTypes/instanceTypes';
import { formatUsd, parseUsd } from '../util/money';
import { priceOfVolume } from './priceOfVolume';
import { CostEstimate, CostItem, HourlyBand, PriceTable } from './types';

/** AWS divides monthly prices by this number. */
const HOURS_PER_MONTH = 730;

type Part = Omit<CostItem, 'hourly'> & { micros: Band };

/** The priced parts and the unpriced parts of something. */
type Priced = { parts: Part[]; unpriced: UnpricedPart[] };

/**
 * The cost of a cluster of this shape per hour, without data transfer, load balancers, requests to KMS, and volumes that workloads
 * create.
 *
 * A node group with several instance types is priced at the most expensive one, and spot capacity at the on-demand price: an upper bound.
 * Parts without a price are listed in `unpriced` and never count as free.
 *
 * @public
 */
export function estimateCost(
  shape: ClusterShape,
  options: { region: string; prices?: PriceTable },
): CostEstimate {
  const { region, prices = defaultPrices } = options;
  const groups = shape.nodeGroups.filter(group => group.max > 0);
  const standIn = standInRegion(groups, region, prices);
  const priced = [
    ...groups.map(group => nodes(group, prices)),
    ...groups.map(group => disks(group, prices)),
  ];
  const parts = [
    controlPlane(shape, prices),
    ...priced.flatMap(each => each.parts),
    ...groups.flatMap(group => monitoring(group, prices)),
    ...natGateways(shape, prices),
    ...vpcEndpoints(shape, prices),
    ...publicAddresses(shape, prices),
  ];
  return {
    hourly: format(total(parts)),
    currency: 'USD',
    items: parts.map(({ micros, ...item }) => ({
      ...item,
      hourly: format(micros),
    })),
    unpriced: [...priced.flatMap(each => each.unpriced), ...shape.unpriced],
    priceDate: prices.date,
    priceSource: prices.source,
    estimated: standIn !== undefined,
    notes: notesOn(groups, standIn, region),
  };
}

function notesOn(
  groups: NodeGroupShape[],
  standIn: string | undefined,
  region: string,
): string[] {
  return [
    ...(groups.some(group => group.spot)
      ? ['Spot capacity is priced like on-demand capacity.']
      : []),
    ...(standIn
      ? [`Prices of ${standIn} stand in for those of ${region}.`]
      : []),
  ];
}

/** The region whose prices are used for another region, if any: the table's region, or that of a built-in instance price. */
function standInRegion(
  groups: NodeGroupShape[],
  region: string,
  prices: PriceTable,
): string | undefined {
  if (region !== prices.region) {
    return prices.region;
  }
  const usesBuiltIn = groups
    .flatMap(group => group.instanceTypes)
    .some(name => ownPrice(name, prices) === undefined);
  return usesBuiltIn && region !== INSTANCE_PRICES.region
    ? INSTANCE_PRICES.region
    : undefined;
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

function nodes(group: NodeGroupShape, prices: PriceTable): Priced {
  const known: Array<{ name: string; price: number }> = [];
  const unpriced: UnpricedPart[] = [];
  for (const name of group.instanceTypes) {
    const price = priceOf(name, prices);
    if (price === undefined) {
      unpriced.push({
        code: 'instance-type',
        subject: `${name} (node group ${group.name})`,
        reason: 'there is no price for this instance type',
        unknownSize: false,
      });
    } else {
      known.push({ name, price });
    }
  }
  if (known.length === 0) {
    return { parts: [], unpriced };
  }
  const dearest = known.reduce((a, b) => (b.price > a.price ? b : a));
  return {
    parts: [
      {
        name: 'nodes',
        detail: `${group.name}: ${group.min}–${group.max} × ${dearest.name}`,
        micros: times(group, dearest.price),
      },
    ],
    unpriced,
  };
}

function priceOf(name: string, prices: PriceTable): number | undefined {
  const own = ownPrice(name, prices);
  return own === undefined
    ? findInstanceType(name)?.hourlyMicroUsd
    : parseUsd(own);
}

function ownPrice(
  name: string,
  { instances = {} }: PriceTable,
): string | undefined {
  return Object.hasOwn(instances, name) ? instances[name] : undefined;
}

function disks(group: NodeGroupShape, prices: PriceTable): Priced {
  const parts: Part[] = [];
  const unpriced: UnpricedPart[] = [];
  for (const volume of group.volumes) {
    const monthly = priceOfVolume(volume, prices);
    if (monthly === undefined) {
      unpriced.push({
        code: 'volume',
        subject: `volumes of type ${volume.type} (node group ${group.name})`,
        reason:
          'there is no price for the type, or the size or the IOPS are not given',
        unknownSize: false,
      });
    } else {
      parts.push({
        name: 'disk',
        detail: `${group.name}: ${describeVolume(volume)} per node`,
        micros: times(group, Math.round(monthly / HOURS_PER_MONTH)),
      });
    }
  }
  return { parts, unpriced };
}

function describeVolume({
  type,
  sizeGb,
  iops,
  throughput,
}: VolumeShape): string {
  return [
    `${sizeGb} GiB ${type}`,
    ...(iops === undefined ? [] : [`${iops} IOPS`]),
    ...(throughput === undefined ? [] : [`${throughput} MiB/s`]),
  ].join(', ');
}

function monitoring(group: NodeGroupShape, prices: PriceTable): Part[] {
  const monthly = parseUsd(prices.detailedMonitoringMonthly);
  return group.detailedMonitoring
    ? [
        {
          name: 'monitoring',
          detail: `${group.name}: detailed EC2 metrics of each node`,
          micros: times(group, Math.round(monthly / HOURS_PER_MONTH)),
        },
      ]
    : [];
}

function vpcEndpoints(
  { vpcEndpoints: count }: ClusterShape,
  prices: PriceTable,
): Part[] {
  return count === 0
    ? []
    : [
        {
          name: 'vpc-endpoints',
          detail: `${count} interface endpoints, one per service and zone`,
          micros: times(
            { min: count, desired: count, max: count },
            parseUsd(prices.vpcEndpointHourly),
          ),
        },
      ];
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

/** A NAT gateway has one address, and so has each node outside private networks. */
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
