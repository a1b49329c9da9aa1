import type {
  EnvironmentHealth,
  FleetExecutor,
  FleetFinding,
  FleetLook,
} from 'backstage-plugin-eks-environments-common';
import type {
  EnvironmentHealthRow,
  FleetFindingRow,
  FleetLookRow,
} from '../database';
import type { Executor } from '../executors';
import { formatFinding } from './formatFinding';

/** A finding as the API shows it. */
export function toFinding(row: FleetFindingRow): FleetFinding {
  const details = JSON.parse(row.details);
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    account: row.account,
    region: row.region,
    subject: row.subject,
    clusterName: row.cluster_name,
    environmentId: row.environment_id ?? undefined,
    summary: formatFinding({
      kind: row.kind,
      clusterName: row.cluster_name,
      details,
    }),
    details,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    ignoredBy: row.ignored_by ?? undefined,
    ignoredAt: row.ignored_at ?? undefined,
    reason: row.reason ?? undefined,
    actions: actionsOf(row),
  };
}

/** A replica as the API shows it. */
export function toExecutor(executor: Executor): FleetExecutor {
  const { isAlive, ...shown } = executor;
  return { ...shown, alive: isAlive };
}

/** A look as the API shows it. */
export function toLook(row: FleetLookRow & { looking: boolean }): FleetLook {
  return {
    account: row.account,
    region: row.region,
    looking: row.looking,
    finishedAt: row.finished_at ?? undefined,
    succeededAt: row.succeeded_at ?? undefined,
    error: row.error ?? undefined,
    clusters: row.clusters ?? undefined,
  };
}

/** How a cluster does, as the API shows it. */
export function toHealth(
  row: Pick<EnvironmentHealthRow, 'state' | 'since' | 'message' | 'checked_at'>,
): EnvironmentHealth {
  return {
    state: row.state,
    since: row.since,
    message: row.message ?? undefined,
    checkedAt: row.checked_at ?? undefined,
  };
}

/** What can be done about a finding. */
export function actionsOf({
  kind,
  state,
}: Pick<FleetFindingRow, 'kind' | 'state'>): FleetFinding['actions'] {
  if (state === 'ignored') {
    return ['reopen'];
  }
  switch (kind) {
    case 'ClusterWithoutRecord':
      return ['adopt', 'delete', 'ignore'];
    case 'NodeGroupDrift':
      return ['ignore'];
    default:
      return ['delete', 'ignore'];
  }
}
