import { UnpricedPart } from '../model/clusterShape';

/**
 * Prices of one region. Money is a decimal string in USD.
 *
 * @public
 */
export type PriceTable = {
  /** Day the prices were read, `YYYY-MM-DD`. */
  date: string;
  source: string;
  /** Region that the prices hold for; estimates for another region are marked as such. */
  region: string;
  controlPlaneHourly: string;
  controlPlaneExtendedSupportHourly: string;
  natGatewayHourly: string;
  publicIpv4Hourly: string;
  /** Interface VPC endpoint, per zone. */
  vpcEndpointHourly: string;
  /** EC2 metrics in one-minute periods, per instance and month. */
  detailedMonitoringMonthly: string;
  /** EBS by volume type. A type that is not here has no price. */
  disks: Record<string, DiskPrice>;
  /** Hourly on-demand prices that replace the built-in ones, by instance type. */
  instances?: Record<string, string>;
};

/**
 * Price of an EBS volume type per month of 730 hours, as decimal strings in USD.
 *
 * @public
 */
export type DiskPrice = {
  gbMonthly: string;
  /** Per provisioned IOPS beyond those that are included. */
  iops?: {
    included: number;
    /** In ascending order: the price of each IOPS up to a number, the last one without a bound. */
    tiers: Array<{ upTo?: number; monthly: string }>;
  };
  /** Per provisioned MiB/s beyond what is included. */
  throughput?: { included: number; monthly: string };
};

/**
 * Money per hour as decimal strings in USD, for the least, the initial and the largest number of nodes.
 *
 * @public
 */
export type HourlyBand = { min: string; desired: string; max: string };

/**
 * One line of an estimate.
 *
 * @public
 */
export type CostItem = {
  name:
    | 'control-plane'
    | 'nodes'
    | 'disk'
    | 'monitoring'
    | 'nat'
    | 'vpc-endpoints'
    | 'ipv4';
  /** For people, such as `workers: 1-3 x m7i.large`. */
  detail: string;
  hourly: HourlyBand;
};

/**
 * What a cluster costs per hour, as far as that is known. Whoever compares it with a limit looks at `unpriced` first.
 *
 * @public
 */
export type CostEstimate = {
  /** Sum of the items: all of the cost where `unpriced` is empty, otherwise a lower bound. */
  hourly: HourlyBand;
  currency: 'USD';
  items: CostItem[];
  /** What costs money and is in no item. */
  unpriced: UnpricedPart[];
  priceDate: string;
  priceSource: string;
  /** True when prices of another region stand in. */
  estimated: boolean;
  /** How the figure was made, in sentences for people. */
  notes: string[];
};

/**
 * Nodes and what they have together.
 *
 * @public
 */
export type Capacity = { nodes: number; vcpu: number; memoryGib: number };

/**
 * The size of a cluster. A group that may use several instance types counts with the largest.
 *
 * @public
 */
export type ClusterSize = {
  /** What the cluster begins with. */
  desired: Capacity;
  /** What it can grow to, which is what quotas count. */
  largest: Capacity;
  /** What brings nodes, vCPU or memory beyond these numbers. */
  unknown: UnpricedPart[];
};
