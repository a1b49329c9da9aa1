/**
 * A kind of resource that a cluster can leave behind.
 *
 * @public
 */
export type SweepKindInfo = {
  /** As in {@link SweepItem}, such as `load-balancer`. */
  kind: string;
  /** In plain words, such as `load balancer`. */
  singular: string;
  plural: string;
  /** Whether AWS charges for it while it stands. */
  billed: boolean;
};

/**
 * What a sweep looks for. Only a report of `everything` proves something.
 *
 * - `attached`: what EKS itself made at the cluster, in no stack, and without whose removal it keeps the cluster
 * - `holding`: what makes the deletion of a stack fail: what stands in no stack and uses what a stack made, and roles that a stack could not
 *   delete
 *
 * @public
 */
export type SweepScope = 'everything' | 'holding' | 'attached';

/**
 * Something that holds a leftover and is not provably the cluster's, so it is not touched.
 *
 * @public
 */
export type SweepHolder = {
  kind: string;
  id: string;
  /** What AWS calls it: its name or description. */
  name?: string;
};

/**
 * Something that belongs to a cluster and outlived it.
 *
 * @public
 */
export type SweepItem = {
  /** Kind of resource, such as `volume`; see {@link sweepKinds}. */
  kind: string;
  id: string;
  /** Why it is ours, such as `tag kubernetes.io/cluster/demo-x7=owned`. */
  proof: string;
  outcome: 'removed' | 'remaining' | 'failed';
  reason?: string;
  /** What keeps it, where that is not ours. */
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
  /** Kinds that were looked for. */
  looked: string[];
  /** Kinds that could not be looked for, and why; such a sweep proves nothing. */
  incomplete: Array<{ kind: string; reason: string }>;
};
