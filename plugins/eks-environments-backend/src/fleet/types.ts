import type { JsonObject } from '@backstage/types';
import type { FindingKind } from 'backstage-plugin-eks-environments-common';
import type { Place } from 'backstage-plugin-eks-environments-node';
import type { EnvironmentRow } from '../database';

/** What one reconciliation covers: the resources of one provisioner in one place. */
export interface ReconciliationScope extends Place {
  readonly provisioner: string;
}

/** An environment as the comparison needs it. */
export type RecordedEnvironment = Pick<
  EnvironmentRow,
  | 'id'
  | 'provisioner'
  | 'tagged_as'
  | 'resource_ref'
  | 'state'
  | 'state_since'
  | 'power_since'
  | 'spec'
> & {
  /** Whether an operation is waiting or running. */
  isBusy: boolean;
};

/** A difference between what exists and the records. */
export interface Difference {
  kind: FindingKind;
  /** Unique in its kind and scope. */
  subject: string;
  clusterName: string;
  environmentId?: string;
  /** Nothing in it changes by itself: a change opens an ignored finding again. */
  details: JsonObject;
}
