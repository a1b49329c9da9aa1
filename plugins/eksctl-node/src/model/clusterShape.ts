/**
 * Minimum, initial and maximum number.
 *
 * @public
 */
export type Band = { min: number; desired: number; max: number };

/**
 * An EBS volume of each node of a group.
 *
 * @public
 */
export type VolumeShape = {
  /** EBS volume type, such as `gp3`. */
  type: string;
  /** GiB; `undefined` where the snapshot defines it. */
  sizeGb: number | undefined;
  /** Provisioned IOPS; `undefined` means the included IOPS. */
  iops?: number;
  /** MiB/s; `undefined` means the included throughput. */
  throughput?: number;
};

/**
 * A part of a cluster that costs money but is in no total, because its cost cannot be computed from the config and the price table.
 *
 * @public
 */
export type UnpricedPart = {
  /** Stable identifier of the kind, such as `instance-type` or `auto-mode`. */
  code: string;
  /** What it is, to be used within a sentence: `p5e.48xlarge (node group workers)`. */
  subject: string;
  /** Why its cost is not known, as a clause. */
  reason: string;
  /** Whether it adds nodes, vCPU or memory that are not counted in the size. */
  unknownSize: boolean;
};

/**
 * The properties of a node group that prices and quotas use.
 *
 * @public
 */
export type NodeGroupShape = Band & {
  name: string;
  /** The types that AWS may choose from; prices use the most expensive one, quotas the largest. Empty where something else decides. */
  instanceTypes: string[];
  spot: boolean;
  /** The volumes of each node, the root volume first. */
  volumes: VolumeShape[];
  /** Whether each node has EC2 metrics in one-minute periods. */
  detailedMonitoring: boolean;
  /** Whether each node has a public IPv4 address. */
  publicIp: boolean;
};

/**
 * The numbers of a config for prices, quotas and the summary shown to users.
 *
 * @public
 */
export type ClusterShape = {
  nodes: Band;
  nodeGroups: NodeGroupShape[];
  natGateways: number;
  /** Interface endpoints of a private cluster, each counted once per zone. */
  vpcEndpoints: number;
  /** Parts of the config whose cost cannot be computed from it. */
  unpriced: UnpricedPart[];
  /** Number of availability zones. */
  zones: number;
  /** `undefined` means eksctl's default. */
  kubernetesVersion?: string;
  extendedSupport: boolean;
};
