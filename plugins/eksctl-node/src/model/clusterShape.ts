/**
 * How many of something at least, at the start, and at most.
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
  /** GiB; `undefined` where a snapshot decides. */
  sizeGb: number | undefined;
  /** Provisioned IOPS; `undefined` means those that are included. */
  iops?: number;
  /** MiB/s; `undefined` means what is included. */
  throughput?: number;
};

/**
 * A part of a cluster that costs money and is in no sum, because nobody can tell how much from the config and the price table.
 *
 * @public
 */
export type UnpricedPart = {
  /** Stable identifier of the kind, such as `instance-type` or `auto-mode`. */
  code: string;
  /** What it is, for the middle of a sentence: `p5e.48xlarge (node group workers)`. */
  subject: string;
  /** Why its cost is not known, as a clause. */
  reason: string;
  /** Whether it brings nodes, vCPU or memory that are in no size either. */
  unknownSize: boolean;
};

/**
 * One node group as prices and quotas see it.
 *
 * @public
 */
export type NodeGroupShape = Band & {
  name: string;
  /** The types that AWS may choose from; prices and quotas take the dearest and the largest. Empty where something else decides. */
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
 * What a config amounts to: the numbers behind prices, quotas and the summary shown to people.
 *
 * @public
 */
export type ClusterShape = {
  nodes: Band;
  nodeGroups: NodeGroupShape[];
  natGateways: number;
  /** Interface endpoints of a private cluster, each counted once per zone. */
  vpcEndpoints: number;
  /** What the config switches on whose cost does not follow from it. */
  unpriced: UnpricedPart[];
  /** Number of availability zones. */
  zones: number;
  /** `undefined` means eksctl's default. */
  kubernetesVersion?: string;
  extendedSupport: boolean;
};
