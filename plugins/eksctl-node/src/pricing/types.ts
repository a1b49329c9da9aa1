/**
 * An EC2 instance type.
 *
 * @public
 */
export type InstanceType = {
  name: string;
  vcpu: number;
  memoryMib: number;
  architecture: 'amd64' | 'arm64';
  gpus: number;
  /** What its GPUs, or what counts as such, are: `l4`, `inferentia2`. */
  accelerator?: string;
  maxPods: number;
  /** On-demand Linux price in us-east-1, in micro-dollars (1e-6 USD) per hour. */
  hourlyMicroUsd: number | undefined;
};

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
  /** gp3, per GB and month of 730 hours. */
  diskGbMonthly: string;
  /** Hourly on-demand prices that replace the built-in ones, by instance type. */
  instances?: Record<string, string>;
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
  name: 'control-plane' | 'nodes' | 'disk' | 'nat' | 'ipv4';
  /** For people, such as `workers: 1-3 x m7i.large`. */
  detail: string;
  hourly: HourlyBand;
};

/**
 * What a cluster costs per hour.
 *
 * @public
 */
export type CostEstimate = {
  hourly: HourlyBand;
  currency: 'USD';
  items: CostItem[];
  priceDate: string;
  priceSource: string;
  /** True when prices of another region stand in, or when a part of the cost could not be priced (see `notes`). */
  estimated: boolean;
  /** What the figure leaves out, in sentences for people. */
  notes: string[];
};

/**
 * What a cluster takes from a quota: its largest possible size.
 *
 * @public
 */
export type ClusterSize = {
  nodes: number;
  vcpu: number;
  memoryGib: number;
  /** Instance types that are not known and count as nothing; {@link checkClusterConfig} refuses them. */
  unknownTypes: string[];
};
