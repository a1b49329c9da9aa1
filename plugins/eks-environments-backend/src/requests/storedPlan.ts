import type {
  LeaseRules,
  Plan,
} from 'backstage-plugin-eks-environments-common';
import type { ApprovedRequest } from '../environments/types';
import type { RequestRow } from '../database';

/**
 * A plan as it stands in the table: what people saw, and what it takes to build just that.
 *
 * @remarks
 *
 * The cluster's name and the environment's id are in the config that was approved, and the lease rules are those of that day: a
 * change of the configuration between request and decision changes nothing.
 */
export interface StoredPlan extends Plan {
  environmentId: string;
  clusterName: string;
  /** Millionths of a dollar, with the desired nodes. */
  hourlyCost: number;
  leaseRules: LeaseRules;
}

export function readStoredPlan(row: Pick<RequestRow, 'plan'>): StoredPlan {
  return JSON.parse(row.plan);
}

/** The plan as people saw it. */
export function shownPlan(stored: StoredPlan): Plan {
  const { environmentId, clusterName, hourlyCost, leaseRules, ...plan } =
    stored;
  return plan;
}

/** What the engine builds: nothing but what stands in the approved request. */
export function toApprovedRequest(
  row: RequestRow,
  decision: { actor?: string; at: string },
): ApprovedRequest {
  const plan = readStoredPlan(row);
  return {
    requestId: row.id,
    environmentId: plan.environmentId,
    clusterName: plan.clusterName,
    name: row.name,
    owner: row.owner,
    requester: row.requester,
    blueprint: { name: row.blueprint_name, version: row.blueprint_version },
    account: row.account,
    region: row.region,
    lease: row.lease,
    leaseRules: plan.leaseRules,
    values: JSON.parse(row.values),
    config: row.config,
    hourlyCost: plan.hourlyCost,
    costItems: JSON.stringify(plan.cost?.items ?? []),
    ...decision,
  };
}
