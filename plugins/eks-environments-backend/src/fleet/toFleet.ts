import type {
  EnvironmentHealth,
  FleetFinding,
  FleetLook,
} from 'backstage-plugin-eks-environments-common';
import type {
  EnvironmentHealthRow,
  FleetFindingRow,
  FleetLookRow,
} from '../database';

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
    summary: summaryOf(row, details),
    details,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    ignoredBy: row.ignored_by ?? undefined,
    ignoredAt: row.ignored_at ?? undefined,
    reason: row.reason ?? undefined,
    actions: actionsOf(row),
  };
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

function summaryOf(
  { kind, cluster_name: cluster }: FleetFindingRow,
  details: {
    isAnothersNow?: boolean;
    stacks?: string[];
    nodeGroup?: string;
    differences?: string[];
    owner?: string;
  },
): string {
  const { stacks = [], differences = [] } = details;
  switch (kind) {
    case 'ClusterVanished':
      return details.isAnothersNow
        ? `The cluster ${cluster} is gone; another one, which is not ours, has its name now.`
        : `EKS knows no cluster ${cluster} any more${
            stacks.length > 0 ? `; ${stacks.length} of its stacks stand` : ''
          }.`;
    case 'ClusterWithoutRecord':
      return `The cluster ${cluster} carries our tags${
        details.owner ? ` and the owner ${details.owner}` : ''
      }, but there is no environment for it.`;
    case 'StacksLeftOver':
      return `The cluster ${cluster} is gone; ${stacks.join(', ')} of it ${
        stacks.length === 1 ? 'is' : 'are'
      } left.`;
    default:
      return `The node group ${
        details.nodeGroup
      } of ${cluster} is not as it was approved: ${differences.join('; ')}.`;
  }
}
