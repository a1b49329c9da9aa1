import type {
  CostEstimate,
  LeaseRules,
  Plan,
  PlanSize,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import {
  type DecisionRow,
  type EnvironmentRow,
  newId,
  type RequestRow,
} from '../database';
import { toEnvironmentRow, toLeaseRow } from '../environments/newRows';
import {
  type EnvironmentDetails,
  toApprovedRequest,
} from '../requests/environmentDetails';
import type { QuotaAmount } from '../quotas';
import {
  ensureImportedBlueprint,
  IMPORTED_BLUEPRINT,
} from './importedBlueprint';
import type { AdoptedId } from './ownership';
import type { ReconciliationScope } from './types';

/** A resource that gets a record. */
export interface AdoptedCluster extends ReconciliationScope, AdoptedId {
  clusterName: string;
  name: string;
  owner: string;
  /** Who adopts it. */
  requester: string;
  reason?: string;
  /** ISO 8601 duration. */
  lease: string;
  leaseRules: LeaseRules;
  /** The spec for the provisioner. */
  config: string;
  /** Millionths of a dollar. */
  hourlyCost: number;
  size?: PlanSize;
  cost?: CostEstimate;
  /** What it takes of the quotas. */
  amounts: QuotaAmount[];
}

/**
 * Writes the rows of an environment whose resource exists: request, decision, environment and lease. The permission to manage the fleet
 * replaces the approval.
 *
 * @param columns - what is known of the resource
 * @returns the id of the request, which holds the reservations
 */
export async function insertAdopted(
  transaction: Knex.Transaction,
  adopted: AdoptedCluster,
  columns: Partial<EnvironmentRow>,
  at: string,
): Promise<string> {
  await ensureImportedBlueprint(transaction, at);
  const row = toRequestRow(adopted, at);
  await transaction('requests').insert(row);
  await transaction<DecisionRow>('decisions').insert({
    id: newId(),
    request_id: row.id,
    step: null,
    decision: 'approved',
    decided_by: `policy:${IMPORTED_BLUEPRINT.name}@${IMPORTED_BLUEPRINT.version}`,
    comment: 'What existed already',
    decided_at: at,
  });
  const request = toApprovedRequest(row, { at });
  await transaction('environments').insert({
    ...toEnvironmentRow(request),
    state: 'Ready',
    ready_at: at,
    tagged_as: adopted.taggedAs,
    ...columns,
  });
  await transaction('leases').insert(toLeaseRow(request));
  return row.id;
}

function toRequestRow(adopted: AdoptedCluster, at: string): RequestRow {
  const { account, region, name, owner, requester, lease } = adopted;
  const row = {
    id: newId(),
    type: 'create',
    state: 'Approved' as const,
    requester,
    owner,
    blueprint_name: IMPORTED_BLUEPRINT.name,
    blueprint_version: IMPORTED_BLUEPRINT.version,
    name,
    account,
    region,
    reason: adopted.reason ?? null,
    input: JSON.stringify({ lease, values: {} }),
    plan: JSON.stringify(toPlan(adopted)),
    details: JSON.stringify(toDetails(adopted)),
    created_at: at,
    updated_at: at,
    expires_at: null,
    environment_id: adopted.environmentId,
  };
  return row;
}

function toPlan(adopted: AdoptedCluster): Plan {
  const { leaseRules } = adopted;
  const { account, region, config, size, cost, lease } = adopted;
  return {
    outcome: 'acceptable',
    findings: [],
    blueprint: { ...IMPORTED_BLUEPRINT, title: 'Imported' },
    account,
    region,
    config,
    size,
    cost,
    changes: [],
    quota: [],
    approval: {
      mode: 'automatic',
      rule: 'Adopted by somebody who may manage the fleet',
      steps: [],
    },
    lease: {
      duration: lease,
      maximum: leaseRules.maximum,
      maximumTotal: leaseRules.maximumTotal,
      grace: leaseRules.grace,
    },
  };
}

function toDetails(adopted: AdoptedCluster): EnvironmentDetails {
  return {
    environmentId: adopted.environmentId,
    clusterName: adopted.clusterName,
    provisioner: adopted.provisioner,
    blueprintDigest: '',
    spec: adopted.config,
    hourlyCost: adopted.hourlyCost,
    leaseRules: adopted.leaseRules,
    amounts: adopted.amounts,
  };
}
