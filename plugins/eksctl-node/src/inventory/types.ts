/**
 * A CloudFormation stack that eksctl made, as a list of all stacks shows it.
 *
 * @public
 */
export type InventoryStack = {
  name: string;
  /** CloudFormation's status, such as `CREATE_COMPLETE`. */
  status: string;
  /** The cluster it is of, as eksctl's tag says. */
  clusterName: string;
  tags: Record<string, string>;
};

/**
 * A managed node group as EKS knows it.
 *
 * @public
 */
export type NodeGroupFacts = {
  name: string;
  status: string;
  instanceTypes: string[];
  spot: boolean;
  min: number;
  desired: number;
  max: number;
  /** In GiB; absent where a launch template says it. */
  volumeSizeGb?: number;
  amiFamily?: string;
};

/**
 * How a cluster does.
 *
 * - `healthy`: EKS calls it active and its Kubernetes API says that it is ready
 * - `unhealthy`: the cluster itself is at fault
 * - `unknown`: it could not be asked, for a reason that is not the cluster's, such as our credentials or an outage of AWS
 *
 * @public
 */
export type ClusterHealth =
  | { kind: 'healthy' }
  | { kind: 'unhealthy'; reason: string }
  | { kind: 'unknown'; reason: string };
