import { Duration } from 'luxon';
import type { EnvironmentRow, LeaseRow } from '../database';
import type { ApprovedRequest } from './types';

/** The row of an environment that waits for the engine. */
export function toEnvironmentRow(
  request: ApprovedRequest,
): Partial<EnvironmentRow> {
  return {
    id: request.environmentId,
    name: request.name,
    cluster_name: request.clusterName,
    state: 'Queued',
    state_since: request.at,
    owner: request.owner,
    account: request.account,
    region: request.region,
    provisioner: request.provisioner,
    created_at: request.at,
    updated_at: request.at,
    ...toAskedColumns(request),
  };
}

/** The columns that a revision may change. */
export function toAskedColumns(
  request: ApprovedRequest,
): Partial<EnvironmentRow> {
  return {
    request_id: request.requestId,
    requester: request.requester,
    blueprint_name: request.blueprint.name,
    blueprint_version: request.blueprint.version,
    values: JSON.stringify(request.values),
    config: request.config,
    hourly_cost: request.hourlyCost,
    cost_items: request.costItems,
    unpriced: request.unpriced,
  };
}

/** The row of a lease that has not begun. */
export function toLeaseRow(request: ApprovedRequest): Partial<LeaseRow> {
  const { leaseRules: rules } = request;
  return {
    environment_id: request.environmentId,
    duration: request.lease,
    grace: rules.grace,
    maximum: rules.maximum,
    maximum_total: rules.maximumTotal,
    usual_extension: rules.extension,
    maximum_extensions: rules.maximumExtensions,
    warnings: JSON.stringify(longestFirst(rules.warnings)),
    failure_deadline: rules.failureDeadline,
  };
}

function longestFirst(durations: string[]): string[] {
  return [...durations].sort(
    (a, b) => Duration.fromISO(b).toMillis() - Duration.fromISO(a).toMillis(),
  );
}
