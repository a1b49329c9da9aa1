import type {
  LeaseRules,
  Plan,
} from 'backstage-plugin-eks-environments-common';
import type { RequestRow } from '../database';
import type { ReplannedRequest } from '../environments/types';
import type { QuotaAmount } from '../quotas';

/**
 * A plan as it is stored: what people saw, and what it takes to build exactly that.
 *
 * @remarks
 *
 * The cluster's name and the environment's id are in the approved config, and the lease rules are those at the time of the plan: a change
 * of the configuration between request and decision changes nothing.
 */
export interface StoredPlan extends Plan {
  environmentId: string;
  clusterName: string;
  /** Millionths of a dollar, with the desired nodes. */
  hourlyCost: number;
  leaseRules: LeaseRules;
  /** What it takes of the quotas. Plans from before revisions existed lack it. */
  amounts?: QuotaAmount[];
}

export function readStoredPlan(row: Pick<RequestRow, 'plan'>): StoredPlan {
  return JSON.parse(row.plan);
}

/** The plan as people saw it. */
export function shownPlan(stored: StoredPlan): Plan {
  const {
    environmentId,
    clusterName,
    hourlyCost,
    leaseRules,
    amounts,
    size,
    cost,
    ...plan
  } = stored;
  return {
    ...plan,
    // Older plans lack what is added here, and have one size instead of two.
    size: size && 'largest' in size ? size : undefined,
    cost: cost && { ...cost, unpriced: cost.unpriced ?? [] },
  };
}

/** What the engine builds: only what is in the approved request. */
export function toApprovedRequest(
  row: RequestRow,
  decision: { actor?: string; at: string },
): ReplannedRequest {
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
    amounts: plan.amounts ?? [],
    costItems: JSON.stringify(plan.cost?.items ?? []),
    unpriced: JSON.stringify(plan.cost?.unpriced ?? []),
    ...decision,
  };
}
