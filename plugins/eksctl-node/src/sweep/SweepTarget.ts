/**
 * Whose leftovers are looked for.
 *
 * @public
 */
export type SweepTarget = {
  /** Unique in its account and region, so there it proves by itself whose a resource is. */
  clusterName: string;
  /** Of the cluster, and of the clients. */
  region: string;
  /** The tag on all stacks of the cluster: it proves by itself whose a resource is. */
  ownership: ResourceTag;
  /** The tag of the program that manages the cluster: a resource with another value is never touched. */
  manager: ResourceTag;
};

/**
 * A tag of a resource in AWS.
 *
 * @public
 */
export type ResourceTag = { key: string; value: string };
