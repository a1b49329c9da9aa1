/** The id of the operation type that creates environments. */
export const CREATE = 'create';

export interface CreateInput {
  /** Whether what exists was created with earlier values, and is deleted first. */
  fromScratch: boolean;
}

/** The progress of a creation, for a takeover. */
export interface CreateCheckpoint {
  /** Whether what was created with earlier values is deleted. */
  cleared?: boolean;
}

/** The cluster that a creation built. */
export interface BuiltCluster {
  nodes: number;
  kubernetesVersion: string;
  endpoint?: string;
  certificateAuthority?: string;
  /** What is not healthy in a cluster that is usable all the same, one sentence each. */
  unhealthy?: string[];
}

export interface CreateResult {
  cluster: BuiltCluster;
}
