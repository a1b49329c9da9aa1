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

/** What AWS holds in a place; read to the end, or not at all. */
export interface FleetView {
  /** All of them, whoever made them. */
  clusters: EksCluster[];
  /** All that eksctl made. */
  stacks: InventoryStack[];
  /** The managed node groups of clusters that were asked for them, by the cluster's name. */
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
