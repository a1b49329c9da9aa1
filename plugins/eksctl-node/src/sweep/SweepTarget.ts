/**
 * The cluster whose leftovers are searched for.
 *
 * @public
 */
export type SweepTarget = {
  /** Unique in its account and region, so there it is sufficient proof of ownership. */
  clusterName: string;
  /** The region of the cluster, and of the clients. */
  region: string;
  /** The ownership tag on all stacks of the cluster: sufficient proof by itself. */
  ownership: ResourceTag;
  /** The tag of the installation that manages the cluster: a resource with another value is never touched. */
  manager: ResourceTag;
};

/**
 * A tag of an AWS resource.
 *
 * @public
 */
export type ResourceTag = { key: string; value: string };
