import {
  type AvailableOperation,
  type Environment,
  type EnvironmentCondition,
  type EnvironmentCost,
  environmentEntityRef,
  hasCreationFailed,
  hasDeletionBegun,
  isGone,
  type Lease,
  type Operation,
} from 'backstage-plugin-eks-environments-common';
import type { AnyOperationType } from 'backstage-plugin-eks-environments-node';
import type { DateTime } from 'luxon';
import {
  type EnvironmentRow,
  fromColumn,
  type LeaseRow,
  type OperationRow,
} from '../../database';
import { readFailure } from '../../failures';
import { expectedHours } from '../../leases/leaseTimes';
import { type BoundedProvisioner, toProvisioned } from '../../provisioners';
import { toMoney } from '../../util/money';
import { environmentActions } from './environmentActions';

/** An environment with its lease, as one query reads them. */
export type LeasedEnvironmentRow = EnvironmentRow &
  LeaseRow & {
    reason: string | null;
    pending_request_id: string | null;
    pending_request_type: string | null;
  };

/** Converts an environment for the API. */
export function toEnvironment(
  row: LeasedEnvironmentRow,
  options: {
    operation?: Operation;
    conditions: EnvironmentCondition[];
    /** Undefined when its module is no longer installed. */
    provisioner: BoundedProvisioner | undefined;
    /** The installation in the ownership tags. */
    installation: string;
    accountNumber?: string;
    maximumRetries: number;
    /** Millionths of a dollar. */
    costSoFar: number;
    now: DateTime;
    /** What people can start. */
    operations: AvailableOperation[];
    /** Includes what only a single environment shows. */
    detailed?: boolean;
  },
): Environment {
  const {
    operation,
    conditions,
    provisioner,
    accountNumber,
    maximumRetries,
    costSoFar,
    now,
    operations,
    detailed = false,
  } = options;
  const provisioned = toProvisioned(row, options);
  return {
    id: row.id,
    name: row.name,
    clusterName: row.resource_ref,
    state: row.state,
    stateSince: row.state_since,
    power: row.power,
    powerSince: row.power_since,
    endReason: row.end_reason ?? undefined,
    endedBy: row.ended_by ?? undefined,
    owner: row.owner,
    requester: row.requester,
    blueprint: { name: row.blueprint_name, version: row.blueprint_version },
    account: row.account,
    accountNumber,
    region: row.region,
    requestId: row.request_id,
    reason: row.reason ?? undefined,
    values: JSON.parse(row.values),
    lease: toLease(row),
    cost: toCost(row, costSoFar, now),
    nodes: row.nodes ?? undefined,
    kubernetesVersion: row.kubernetes_version ?? undefined,
    endpoint: row.endpoint ?? undefined,
    certificateAuthority: row.certificate_authority ?? undefined,
    entityRef: entityRefOf(row),
    consoleUrl: provisioner?.consoleUrl?.(provisioned),
    operation,
    pendingRequest: toPendingRequest(row),
    retries: { used: row.retries, limit: maximumRetries },
    conditions,
    failure: readFailure(row.failure),
    sweep:
      row.sweep === null
        ? undefined
        : provisioner?.presentSweep(JSON.parse(row.sweep), row),
    createdAt: row.created_at,
    readyAt: row.ready_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    updatedAt: row.updated_at,
    actions: environmentActions(row, {
      lease: row,
      hasAccess: provisioner?.access !== undefined,
      maximumRetries,
      now,
    }),
    operations,
    ...(detailed
      ? { config: row.spec, tags: provisioner?.tags(provisioned) }
      : {}),
  };
}

/**
 * Converts an operation for the API.
 *
 * @param type - undefined when its module is no longer installed
 */
export function toOperation(
  row: OperationRow,
  type: AnyOperationType | undefined,
): Operation {
  return {
    id: row.id,
    environmentId: row.environment_id,
    type: row.type,
    title: type?.title ?? row.type,
    lane: row.lane,
    cancellable: type?.cancellable ?? true,
    state: row.state,
    attempt: row.attempt,
    phase: row.phase ?? undefined,
    percent: row.percent,
    phases: JSON.parse(row.phases),
    message: messageOf(row, type),
    failure: readFailure(row.failure),
    createdAt: row.created_at,
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    logRemovedAt: row.log_removed_at ?? undefined,
    nextAttemptAt:
      row.state === 'Pending' && row.failure !== null ? row.due_at : undefined,
  };
}

/** The newest log message, or why nothing happens. */
function messageOf(
  { type: id, message, finished_at: finishedAt }: OperationRow,
  type: AnyOperationType | undefined,
): string | undefined {
  return type === undefined && finishedAt === null
    ? `The operation type ${id} is not installed any more, so nobody runs this; install its module again or delete the environment`
    : message ?? undefined;
}

function toPendingRequest({
  pending_request_id: id,
  pending_request_type: type,
}: LeasedEnvironmentRow): Environment['pendingRequest'] {
  return id !== null && type !== null ? { id, type } : undefined;
}

function toLease(row: LeasedEnvironmentRow): Lease {
  return {
    phase: row.phase,
    duration: row.duration,
    startedAt: row.started_at ?? undefined,
    expiresAt: row.expires_at ?? undefined,
    graceEndsAt: row.grace_ends_at ?? undefined,
    latestEnd: row.latest_end ?? undefined,
    latestApprovedEnd: row.latest_approved_end ?? undefined,
    grace: row.grace,
    extensions: row.extensions,
    maximumExtensions: row.maximum_extensions,
    usualExtension: row.usual_extension,
    deadline: row.deadline ?? undefined,
  };
}

function toCost(
  row: LeasedEnvironmentRow,
  soFar: number,
  now: DateTime,
): EnvironmentCost {
  return {
    hourly: toMoney(row.hourly_cost),
    soFar: toMoney(soFar),
    expected: toMoney(soFar + remainingCost(row, now)),
    items: JSON.parse(row.cost_items),
    unpriced: JSON.parse(row.unpriced),
  };
}

/** The remaining cost, if the lease runs to its end, or the failed create to its deadline; before the lease has started, the whole cost. */
function remainingCost(row: LeasedEnvironmentRow, now: DateTime): number {
  if (hasDeletionBegun(row.state)) {
    return 0;
  }
  const end =
    row.expires_at ?? (hasCreationFailed(row.state) ? row.deadline : null);
  const hours =
    end === null
      ? expectedHours(row, now)
      : fromColumn(end).diff(now).as('hours');
  return row.hourly_cost * Math.max(0, hours);
}

/** The catalog has an entity from the first answer of the cluster until nothing is left of it. */
function entityRefOf(row: EnvironmentRow): string | undefined {
  return row.ready_at !== null && !isGone(row.state)
    ? environmentEntityRef({ clusterName: row.resource_ref })
    : undefined;
}
