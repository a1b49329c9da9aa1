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
  /** Region of the prices; estimates for another region are marked as such. */
  region: string;
  controlPlaneHourly: string;
  controlPlaneExtendedSupportHourly: string;
  natGatewayHourly: string;
  publicIpv4Hourly: string;
  /** Interface VPC endpoint, per zone. */
  vpcEndpointHourly: string;
  /** EC2 metrics in one-minute periods, per instance and month. */
  detailedMonitoringMonthly: string;
  /** EBS prices by volume type. A type that is not listed has no price. */
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
  /** Per provisioned IOPS beyond the included ones. */
  iops?: {
    included: number;
    /** In ascending order: the price of each IOPS up to a number; the last tier has no upper bound. */
    tiers: Array<{ upTo?: number; monthly: string }>;
  };
  /** Per provisioned MiB/s beyond the included throughput. */
  throughput?: { included: number; monthly: string };
};

/**
 * Hourly cost as decimal strings in USD, for the minimum, the initial and the maximum number of nodes.
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
  /** For display, such as `workers: 1-3 x m7i.large`. */
  detail: string;
  hourly: HourlyBand;
};

/**
 * The hourly cost of a cluster, as far as known. Check `unpriced` before comparing it with a limit.
 *
 * @public
 */
export type CostEstimate = {
  /** Sum of the items: the whole cost if `unpriced` is empty, otherwise a lower bound. */
  hourly: HourlyBand;
  currency: 'USD';
  items: CostItem[];
  /** Parts that cost money but have no item. */
  unpriced: UnpricedPart[];
  priceDate: string;
  priceSource: string;
  /** True when prices of another region are used. */
  estimated: boolean;
  /** How the estimate was made, in sentences for display. */
  notes: string[];
};

/**
 * Nodes and their total resources.
 *
 * @public
 */
export type Capacity = { nodes: number; vcpu: number; memoryGib: number };

/**
 * The size of a cluster. A node group with several instance types counts with the largest.
 *
 * @public
 */
export type ClusterSize = {
  /** The initial size. */
  desired: Capacity;
  /** The maximum size, which quotas count. */
  largest: Capacity;
  /** Parts that add nodes, vCPU or memory beyond these numbers. */
  unknown: UnpricedPart[];
};
