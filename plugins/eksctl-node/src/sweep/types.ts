/**
 * A kind of resource that a cluster can leave.
 *
 * @public
 */
export type SweepKindInfo = {
  /** As in {@link SweepItem}, such as `load-balancer`. */
  kind: string;
  /** Display name, such as `load balancer`. */
  singular: string;
  plural: string;
  /** Whether AWS charges for it while it exists. */
  billed: boolean;
};

/**
 * The scope of a sweep. Only a report of `everything` is evidence.
 *
 * - `attached`: what EKS itself created for the cluster, in no stack, and which blocks the deletion of the cluster
 * - `holding`: what makes the deletion of a stack fail: resources in no stack that use resources of a stack, and roles that a stack could not delete
 *
 * @public
 */
export type SweepScope = 'everything' | 'holding' | 'attached';

/**
 * A resource that blocks a leftover and does not provably belong to the cluster, so it is not touched.
 *
 * @public
 */
export type SweepHolder = {
  kind: string;
  id: string;
  /** Its name or description in AWS. */
  name?: string;
};

/**
 * A resource that belongs to a cluster and outlived it.
 *
 * @public
 */
export type SweepItem = {
  /** Kind of resource, such as `volume`; see {@link sweepKinds}. */
  kind: string;
  id: string;
  /** The proof of ownership, such as `tag kubernetes.io/cluster/demo-x7=owned`. */
  proof: string;
  outcome: 'removed' | 'remaining' | 'failed';
  reason?: string;
  /** Resources of others that block its deletion. */
  heldBy?: SweepHolder[];
};

/**
 * The evidence of a sweep. See {@link isClean}.
 *
 * @public
 */
export type SweepReport = {
  /** ISO 8601. */
  startedAt: string;
  finishedAt: string;
  items: SweepItem[];
  /** Kinds that were searched for. */
  searchedKinds: string[];
  /** Kinds that could not be listed, and why; such a sweep proves nothing. */
  incomplete: Array<{ kind: string; reason: string }>;
};
