/**
 * A CloudFormation stack that eksctl created, as returned by a list of stacks.
 *
 * @public
 */
export type InventoryStack = {
  name: string;
  /** CloudFormation's status, such as `CREATE_COMPLETE`. */
  status: string;
  /** The cluster of the stack, according to eksctl's tag. */
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
  /** In GiB; absent where a launch template defines it. */
  volumeSizeGb?: number;
  amiFamily?: string;
  tags: Record<string, string>;
};

/**
 * The health of a cluster.
 *
 * - `healthy`: EKS reports it as active and its Kubernetes API reports that it is ready
 * - `unhealthy`: the cluster itself has a problem
 * - `unknown`: the check failed for a reason outside the cluster, such as the portal's credentials or an outage of AWS
 *
 * The `code` is stable, the `params` are those of the message. `detail` is the raw answer of AWS or Kubernetes.
 *
 * @public
 */
export type ClusterHealth =
  | { kind: 'healthy' }
  | {
      kind: 'unhealthy' | 'unknown';
      code: string;
      params?: Record<string, string | number>;
      message: string;
      detail?: string;
    };
