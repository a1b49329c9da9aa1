import type {
  FleetExecutor,
  FleetFinding,
  FleetReconciliation,
} from 'backstage-plugin-eks-environments-common';
import type { FleetFindingRow } from '../database';
import type { Executor } from '../executors';
import { findingText } from './findingText';
import type { ListedReconciliation } from './ReconciliationStore';

/** Converts a finding for the API. */
export function toFinding(row: FleetFindingRow): FleetFinding {
  const details = JSON.parse(row.details);
  const { code, params, message } = findingText({
    kind: row.kind,
    clusterName: row.resource_ref,
    details,
  });
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    account: row.account,
    region: row.region,
    provisioner: row.provisioner,
    subject: row.subject,
    clusterName: row.resource_ref,
    environmentId: row.environment_id ?? undefined,
    summary: message,
    code,
    params,
    details,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    ignoredBy: row.ignored_by ?? undefined,
    ignoredAt: row.ignored_at ?? undefined,
    reason: row.reason ?? undefined,
    actions: actionsOf(row),
  };
}

/** Converts a replica for the API. */
export function toExecutor(executor: Executor): FleetExecutor {
  const { isAlive, ...shown } = executor;
  return { ...shown, alive: isAlive };
}

/** Converts a reconciliation for the API. */
export function toReconciliation(
  row: ListedReconciliation,
): FleetReconciliation {
  return {
    account: row.account,
    region: row.region,
    provisioner: row.provisioner,
    inProgress: row.isInProgress,
    finishedAt: row.finished_at ?? undefined,
    succeededAt: row.succeeded_at ?? undefined,
    error: row.error ?? undefined,
    clusters: row.clusters ?? undefined,
  };
}

/** The actions that a finding allows. */
export function actionsOf({
  kind,
  state,
}: Pick<FleetFindingRow, 'kind' | 'state'>): FleetFinding['actions'] {
  if (state === 'ignored') {
    return ['reopen'];
  }
  switch (kind) {
    case 'ResourceWithoutRecord':
      return ['adopt', 'delete', 'ignore'];
    case 'PartDrift':
      return ['ignore'];
    default:
      return ['delete', 'ignore'];
  }
}
