/** The id of the operation type that deletes environments. */
export const DELETE = 'delete';

/** The report of a sweep, stored as evidence. */
export interface SweepEvidence {
  /** The kinds of resources that the sweep searched for. */
  looked: readonly string[];
}

/**
 * The result of a deletion. With a failure, it says that the cluster and its stacks are deleted and a sweep found leftovers that could not
 * be removed. Omitted with a failure: the cluster itself may exist.
 */
export interface DeleteResult {
  sweep: SweepEvidence;
}
