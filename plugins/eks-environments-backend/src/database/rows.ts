import type {
  ApprovalStepState,
  EndReason,
  EnvironmentState,
  EventType,
  LeasePhase,
  OperationLane,
  OperationState,
  PowerState,
  RequestState,
} from 'backstage-plugin-eks-environments-common';

/*
 * The rows of the tables of `migrations/`. Times are ISO 8601 text in UTC; JSON columns hold its text. SQL's NULL is null here and becomes
 * undefined when a row is read into the domain.
 */

export interface BlueprintRow {
  name: string;
  version: number;
  digest: string;
  document: string;
  loaded_at: string;
  withdrawn_at: string | null;
  used_at: string | null;
}

export interface RequestRow {
  id: string;
  /** Id of a registered request type. */
  type: string;
  state: RequestState;
  requester: string;
  owner: string;
  blueprint_name: string;
  blueprint_version: number;
  name: string;
  account: string;
  region: string;
  reason: string | null;
  /** JSON: the input of the type, with the defaults that apply. */
  input: string;
  /** JSON: what people saw. */
  plan: string;
  /** JSON that only the type reads: what the approval needs besides. */
  details: string;
  created_at: string;
  updated_at: string;
  expires_at: string | null;
  /** The environment that it is about, or that it became. */
  environment_id: string | null;
}

export interface ApprovalStepRow {
  request_id: string;
  /** From 0, in the order of the decisions. */
  step: number;
  /** Id of the approval rule that demands it. */
  rule: string;
  reason: string;
  quorum: number;
  state: ApprovalStepState;
}

export interface ApprovalStepApproverRow {
  request_id: string;
  step: number;
  approver: string;
}

export interface DecisionRow {
  id: string;
  request_id: string;
  /** Null for a decision by policy, which has no steps. */
  step: number | null;
  decision: 'approved' | 'denied';
  decided_by: string;
  comment: string | null;
  decided_at: string;
}

export interface EnvironmentRow {
  id: string;
  request_id: string;
  name: string;
  resource_ref: string;
  state: EnvironmentState;
  state_since: string;
  power: PowerState;
  power_since: string;
  /** JSON of {@link Restore}: what a resumption restores. Null unless the environment was hibernated. */
  restore: string | null;
  end_reason: EndReason | null;
  ended_by: string | null;
  owner: string;
  requester: string;
  blueprint_name: string;
  blueprint_version: number;
  account: string;
  region: string;
  /** Id of its provisioner. */
  provisioner: string;
  values: string;
  /** What the provisioner gets. */
  spec: string;
  /** The spec of what exists, if a revision replaced it since. */
  existing_spec: string | null;
  /** JSON that the provisioner stored for itself. */
  outputs: string | null;
  /** The present rate, which the next cost segment has: millionths of a dollar. */
  hourly_cost: number;
  cost_items: string;
  /** JSON of UnpricedPart[]: what the cost does not include. */
  unpriced: string;
  nodes: number | null;
  kubernetes_version: string | null;
  endpoint: string | null;
  certificate_authority: string | null;
  failure: string | null;
  sweep: string | null;
  created_at: string;
  ready_at: string | null;
  ended_at: string | null;
  updated_at: string;
  /** How often people retried the failed create of these values. */
  retries: number;
  /** Read by {@link idInTags}. */
  tagged_as: string | null;
}

/** A time in which an environment had one rate. */
export interface CostSegmentRow {
  id: string;
  environment_id: string;
  started_at: string;
  /** Null while it is charged for; at most one segment of an environment is open. */
  ended_at: string | null;
  /** Millionths of a dollar. */
  hourly_cost: number;
  /** JSON of CostItem[]. */
  items: string;
  /** JSON of UnpricedPart[]: what the cost does not include. */
  unpriced: string;
}

export interface LeaseRow {
  environment_id: string;
  phase: LeasePhase;
  duration: string;
  grace: string;
  maximum: string;
  maximum_total: string;
  approved_total: string;
  usual_extension: string;
  maximum_extensions: number;
  extensions: number;
  warnings: string;
  warnings_sent: number;
  started_at: string | null;
  expires_at: string | null;
  grace_ends_at: string | null;
  latest_end: string | null;
  latest_approved_end: string | null;
  failure_deadline: string;
  deadline: string | null;
  due_at: string | null;
  tag_due_at: string | null;
}

export interface OperationRow {
  id: string;
  environment_id: string;
  /** Id of a registered operation type. */
  type: string;
  lane: OperationLane;
  /** Of its environment. */
  provisioner: string;
  state: OperationState;
  attempt: number;
  /** During this attempt. */
  takeovers: number;
  /** During this attempt, in a row. */
  waits: number;
  phase: string | null;
  percent: number;
  phases: string;
  message: string | null;
  failure: string | null;
  /** SQLite has 0 and 1, PostgreSQL false and true: test only for truthiness. */
  cancel_requested: boolean | number;
  /** JSON, as the schema of the type returned it. */
  input: string;
  /** JSON: the progress that the operation stored. */
  checkpoint: string;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  due_at: string;
  claimed_by: string | null;
  claimed_until: string | null;
  fencing_token: string | null;
  /** Of the environment, like account and region; set by the database. */
  owner: string;
  account: string;
  region: string;
  log_removed_at: string | null;
}

export interface CircuitBreakerRow {
  provisioner: string;
  account: string;
  region: string;
  state: 'closed' | 'open' | 'halfOpen';
  fencing_token: string;
  failures: number;
  openings: number;
  failure: string | null;
  failed_operation: string | null;
  opened_at: string | null;
  retry_at: string | null;
  probe: string | null;
}

export interface EnginePauseRow {
  id: string;
  lane: OperationLane;
  account: string | null;
  reason: string;
  paused_by: string;
  paused_at: string;
}

export interface OperationLogRow {
  operation_id: string;
  sequence: number;
  time: string;
  level: string;
  text: string;
}

export interface EventRow {
  id: string;
  type: EventType;
  environment_id: string | null;
  request_id: string | null;
  actor: string | null;
  message: string;
  code: string | null;
  params: string | null;
  data: string | null;
  at: string;
}

export interface QuotaLimitRow {
  scope: string;
  dimension: string;
  amount: number;
  set_by: string;
  set_at: string;
}

export interface QuotaBalanceRow {
  scope: string;
  dimension: string;
  amount: number;
}

export interface QuotaReservationRow {
  holder_kind: 'request' | 'environment';
  holder_id: string;
  scope: string;
  dimension: string;
  amount: number;
  reserved_at: string;
  released_at: string | null;
}

export interface OutboxMessageRow {
  id: string;
  event_id: string;
  topic: EventType;
  title: string;
  text: string;
  path: string;
  recipients: string;
  severity: 'normal' | 'high';
  created_at: string;
}

export interface OutboxDeliveryRow {
  message_id: string;
  channel: string;
  state: 'Pending' | 'Delivered' | 'Rejected' | 'Superseded';
  attempts: number;
  due_at: string;
  claimed_until: string | null;
  fencing_token: string | null;
  last_error: string | null;
  settled_at: string | null;
}

export interface IdempotencyKeyRow {
  caller: string;
  key: string;
  operation: string;
  digest: string;
  target_id: string;
  created_at: string;
}
