import type {
  ConditionStatus,
  FindingKind,
} from 'backstage-plugin-eks-environments-common';

/* The rows of fleet and executor tables; see rows.ts. */

export interface ExecutorRow {
  replica: string;
  started_at: string;
  seen_at: string;
  /** JSON: by the id of the provisioner. */
  versions: string;
  problems: string;
  /** JSON: RunnableType[]. */
  runnable: string;
}

export interface FleetReconciliationRow {
  provisioner: string;
  account: string;
  region: string;
  due_at: string;
  claimed_until: string | null;
  fencing_token: string | null;
  started_at: string | null;
  finished_at: string | null;
  succeeded_at: string | null;
  error: string | null;
  /** In a row, up to the newest one. */
  failures: number;
  clusters: number | null;
}

export interface FleetFindingRow {
  id: string;
  provisioner: string;
  account: string;
  region: string;
  kind: FindingKind;
  subject: string;
  resource_ref: string;
  environment_id: string | null;
  state: 'open' | 'ignored' | 'resolved';
  details: string;
  first_seen: string;
  last_seen: string;
  ignored_by: string | null;
  ignored_at: string | null;
  reason: string | null;
  resolved_at: string | null;
}

export interface HealthCheckRow {
  environment_id: string;
  failures: number;
  failing_since: string | null;
  due_at: string;
  fencing_token: string | null;
}

export interface EnvironmentConditionRow {
  environment_id: string;
  type: string;
  status: ConditionStatus;
  reason: string;
  params: string | null;
  message: string;
  detail: string | null;
  since: string;
  checked_at: string | null;
}
