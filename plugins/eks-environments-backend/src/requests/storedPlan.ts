import type { JsonObject } from '@backstage/types';
import type {
  LeaseRules,
  Plan,
} from 'backstage-plugin-eks-environments-common';
import type { RequestRow } from '../database';
import type { ApprovedRevision } from '../environments/types';
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
  /** Id of the provisioner. */
  provisioner: string;
  /** Millionths of a dollar, with the desired nodes. */
  hourlyCost: number;
  leaseRules: LeaseRules;
  /** What it takes of the quotas. */
  amounts: QuotaAmount[];
}

export function readStoredPlan(row: Pick<RequestRow, 'plan'>): StoredPlan {
  return JSON.parse(row.plan);
}

/** The plan as people saw it. */
export function shownPlan(stored: StoredPlan): Plan {
  const {
    environmentId,
    clusterName,
    provisioner,
    hourlyCost,
    leaseRules,
    amounts,
    ...plan
  } = stored;
  return plan;
}

/** The part of a stored input that all requests for an environment have. */
export interface EnvironmentInput extends JsonObject {
  /** ISO 8601 duration. */
  lease: string;
  /** With the blueprint's defaults. */
  values: JsonObject;
}

export function readEnvironmentInput(
  row: Pick<RequestRow, 'input'>,
): EnvironmentInput {
  return JSON.parse(row.input);
}

/** What the engine builds: only what is in the approved request. */
export function toApprovedRequest(
  row: RequestRow,
  decision: { actor?: string; at: string },
): ApprovedRevision {
  const plan = readStoredPlan(row);
  const { lease, values } = readEnvironmentInput(row);
  return {
    requestId: row.id,
    environmentId: plan.environmentId,
    clusterName: plan.clusterName,
    provisioner: plan.provisioner,
    name: row.name,
    owner: row.owner,
    requester: row.requester,
    blueprint: { name: row.blueprint_name, version: row.blueprint_version },
    account: row.account,
    region: row.region,
    lease,
    leaseRules: plan.leaseRules,
    values,
    spec: row.spec,
    hourlyCost: plan.hourlyCost,
    amounts: plan.amounts,
    costItems: JSON.stringify(plan.cost?.items ?? []),
    unpriced: JSON.stringify(plan.cost?.unpriced ?? []),
    ...decision,
  };
}
