/**
 * Something that belongs to a cluster and outlived it.
 *
 * @public
 */
export type SweepItem = {
  /** Kind of resource, such as `volume`. */
  kind: string;
  id: string;
  /** Why it is ours, such as `tag kubernetes.io/cluster/demo-x7=owned`. */
  proof: string;
  outcome: 'removed' | 'remaining' | 'failed';
  reason?: string;
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
