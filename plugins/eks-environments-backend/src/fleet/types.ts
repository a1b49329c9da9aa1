import type { FindingKind } from 'backstage-plugin-eks-environments-common';
import type { CodedText, Place } from 'backstage-plugin-eks-environments-node';
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

/** The details of a difference, as JSON; which ones depends on its kind. */
export interface DifferenceDetails {
  /** Whether another resource has the name now. */
  isAnothersNow?: boolean;
  /** Names of parts that exist. */
  parts?: string[];
  /** The part that differs. */
  part?: string;
  /** How the provisioner calls that part. */
  title?: CodedText;
  differences?: string[];
  /** The environment, the owner and the version that the resource itself tells; empty if it does not. */
  environmentId?: string;
  owner?: string;
  version?: string;
}

/** A difference between what exists and the records. */
export interface Difference {
  kind: FindingKind;
  /** Unique in its kind and scope. */
  subject: string;
  clusterName: string;
  environmentId?: string;
  /** Nothing in it changes by itself: a change opens an ignored finding again. */
  details: DifferenceDetails;
}
