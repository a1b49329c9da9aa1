import type { JsonObject } from '@backstage/types';
import type { FindingKind } from 'backstage-plugin-eks-environments-common';
import type {
  EksCluster,
  InventoryStack,
  NodeGroupFacts,
} from 'backstage-plugin-eksctl-node';
import type { EnvironmentRow } from '../database';

/** One region of one account. */
export interface Place {
  account: string;
  region: string;
}

/** What exists in a place; read completely, or not at all. */
export interface FleetView {
  /** All clusters, whoever created them. */
  clusters: EksCluster[];
  /** All stacks that eksctl created. */
  stacks: InventoryStack[];
  /** The managed node groups of the clusters for which they were read, by the cluster's name. */
  nodeGroups: Map<string, NodeGroupFacts[]>;
}

/** An environment as the comparison needs it. */
export type RecordedEnvironment = Pick<
  EnvironmentRow,
  'id' | 'tagged_as' | 'cluster_name' | 'state' | 'state_since' | 'config'
> & {
  /** Whether an operation is waiting or running. */
  isBusy: boolean;
};

/** A difference between AWS and the records. */
export interface Difference {
  kind: FindingKind;
  /** Unique in its kind and place. */
  subject: string;
  clusterName: string;
  environmentId?: string;
  /** Nothing in it changes by itself: a change opens an ignored finding again. */
  details: JsonObject;
}
