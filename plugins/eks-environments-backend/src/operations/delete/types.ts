/** The id of the operation type that removes environments. */
export const DELETE = 'delete';

/** The report of a sweep, stored as evidence. */
export interface SweepEvidence {
  /** The kinds of things looked for. */
  looked: readonly string[];
}

/**
 * The result of a deletion. With a failure, it says that cluster and stacks are gone and a sweep found what could not be removed: left out,
 * the cluster itself may exist.
 */
export interface DeleteResult {
  sweep: SweepEvidence;
}
