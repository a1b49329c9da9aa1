import { Band } from '../model/clusterShape';

/**
 * A node group of a cluster whose size can be changed.
 *
 * @public
 */
export type ScalableGroup = {
  /** Managed by EKS, or an Auto Scaling group of its own. */
  kind: 'managed' | 'selfManaged';
  /** The name in the ClusterConfig. */
  name: string;
  /** The ARN of a managed group, the name of the Auto Scaling group otherwise. */
  id: string;
  size: Band;
  /** Whether its size can be changed now; EKS allows one update at a time. */
  isBusy: boolean;
  tags: Record<string, string>;
  /** What AWS reports to be wrong with it, such as a lack of capacity. */
  issues: string[];
};
