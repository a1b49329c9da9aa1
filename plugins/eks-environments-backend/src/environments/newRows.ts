import { Duration } from 'luxon';
import { type CostRate, rateColumns } from '../costs';
import type { EnvironmentRow, LeaseRow } from '../database';
import type { ApprovedRequest } from './types';

/** The row of an environment that waits for the engine. */
export function toEnvironmentRow(
  request: ApprovedRequest,
): Partial<EnvironmentRow> {
  return {
    id: request.environmentId,
    name: request.name,
    resource_ref: request.clusterName,
    state: 'Queued',
    state_since: request.at,
    power_since: request.at,
    owner: request.owner,
    account: request.account,
    region: request.region,
    provisioner: request.provisioner,
    created_at: request.at,
    updated_at: request.at,
    ...toAskedColumns(request),
    ...rateColumns(rateOf(request)),
  };
}

/** What the environment costs from now on. */
export function rateOf(request: ApprovedRequest): CostRate {
  const { hourlyCost, costItems: items, unpriced } = request;
  return { hourlyCost, items, unpriced };
}

/** The columns that a revision may change, besides the rate. */
export function toAskedColumns(
  request: ApprovedRequest,
): Partial<EnvironmentRow> {
  return {
    request_id: request.requestId,
    requester: request.requester,
    blueprint_name: request.blueprint.name,
    blueprint_version: request.blueprint.version,
    values: JSON.stringify(request.values),
    spec: request.spec,
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
    approved_total: rules.approvedTotal,
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
