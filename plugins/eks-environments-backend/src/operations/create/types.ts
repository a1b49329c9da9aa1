/** The id of the operation type that makes environments. */
export const CREATE = 'create';

/** The input of a creation. */
export interface CreateInput {
  /** Whether what exists was made of earlier values, and is deleted first. */
  fromScratch: boolean;
}

/** What a creation has done, for whoever takes it over. */
export interface CreateCheckpoint {
  /** What was made of earlier values is deleted. */
  cleared?: boolean;
}

/** What a cluster turned out to be. */
export interface BuiltCluster {
  nodes: number;
  kubernetesVersion: string;
  endpoint?: string;
  certificateAuthority?: string;
  /** What is not healthy in a cluster that can be used all the same: a sentence for each. */
  unhealthy?: string[];
}

/** The result of a creation. */
export interface CreateResult {
  cluster: BuiltCluster;
}
