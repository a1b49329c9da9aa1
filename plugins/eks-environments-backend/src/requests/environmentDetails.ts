import { ConflictError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type {
  LeaseRules,
  Plan,
  RequestInput,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { BlueprintStore } from '../blueprints';
import type { RequestRow } from '../database';
import type { ApprovedRevision } from '../environments/types';
import type { QuotaAmount } from '../quotas';
import type { PlannedRequest } from './PlannedRequest';
import type { PlannedEnvironment } from './planning';

/**
 * What it takes to build exactly what a plan shows.
 *
 * @remarks
 *
 * The cluster's name and the environment's id are in the approved spec, and the lease rules are those at the time of the plan: a change of
 * the configuration between request and decision changes nothing.
 */
export interface EnvironmentDetails {
  environmentId: string;
  clusterName: string;
  /** Id of the provisioner. */
  provisioner: string;
  /** SHA-256 of the blueprint's document; empty for a cluster that was imported. */
  blueprintDigest: string;
  /** What the provisioner gets, byte for byte as approved. */
  spec: string;
  /** Millionths of a dollar, with the desired nodes. */
  hourlyCost: number;
  leaseRules: LeaseRules;
  /** What it takes of the quotas. */
  amounts: QuotaAmount[];
}

/** The part of a stored input that all requests for an environment have. */
export interface EnvironmentInput extends JsonObject {
  /** ISO 8601 duration. */
  lease: string;
  /** With the blueprint's defaults. */
  values: JsonObject;
}

export function readEnvironmentDetails(
  row: Pick<RequestRow, 'details'>,
): EnvironmentDetails {
  return JSON.parse(row.details);
}

export function readEnvironmentInput(
  row: Pick<RequestRow, 'input'>,
): EnvironmentInput {
  return JSON.parse(row.input);
}

/** What pages show of a stored input: all the rest is in columns of the request. */
export function shownEnvironmentInput(
  row: Pick<RequestRow, 'input'>,
): EnvironmentInput {
  const { lease, values } = readEnvironmentInput(row);
  return { lease, values };
}

/**
 * The request for a planned environment.
 *
 * @param request - `environmentId` is undefined until the environment exists
 */
export function toEnvironmentRequest(
  { resolved, plan, build, expiresAfter }: PlannedEnvironment,
  request: {
    type: RequestInput['type'];
    environmentId?: string;
    input: EnvironmentInput;
  },
): PlannedRequest {
  const { blueprint } = resolved;
  const { environmentId, ...rest } = request;
  const planned =
    build.kind === 'planned'
      ? build
      : { spec: '', hourlyCost: 0, amounts: [] as QuotaAmount[] };
  const details: EnvironmentDetails = {
    environmentId: resolved.environmentId,
    clusterName: resolved.clusterName,
    provisioner: blueprint.provisioner,
    blueprintDigest: blueprint.digest,
    spec: planned.spec,
    hourlyCost: planned.hourlyCost,
    leaseRules: resolved.leaseRules,
    amounts: planned.amounts,
  };
  return {
    ...rest,
    environment: {
      id: environmentId,
      name: resolved.name,
      owner: resolved.owner,
      blueprint: { name: blueprint.name, version: blueprint.version },
      account: resolved.account ?? '',
      region: resolved.region ?? '',
    },
    requester: resolved.requester,
    reason: resolved.reason,
    plan,
    details,
    amounts: planned.amounts,
    expiresAfter,
  };
}

/**
 * Marks the blueprint of a request as used, in the transaction that stores the request.
 *
 * @throws ConflictError when the blueprint is no longer as it was planned with
 */
export async function holdBlueprint(
  transaction: Knex.Transaction,
  row: RequestRow,
  blueprints: Pick<BlueprintStore, 'markUsed'>,
): Promise<void> {
  const { blueprint_name: name, blueprint_version: version } = row;
  const { blueprintDigest: digest } = readEnvironmentDetails(row);
  const outcome = await blueprints.markUsed(
    transaction,
    { name, version, digest },
    row.created_at,
  );
  if (outcome === 'changed') {
    throw new ConflictError(
      `The blueprint ${name}@${version} was changed in the meantime; ask again`,
    );
  }
}

/** What the engine builds: only what is in the approved request. */
export function toApprovedRequest(
  row: RequestRow,
  decision: { actor?: string; at: string },
): ApprovedRevision {
  const details = readEnvironmentDetails(row);
  const { cost }: Plan = JSON.parse(row.plan);
  const { lease, values } = readEnvironmentInput(row);
  return {
    requestId: row.id,
    environmentId: details.environmentId,
    clusterName: details.clusterName,
    provisioner: details.provisioner,
    name: row.name,
    owner: row.owner,
    requester: row.requester,
    blueprint: { name: row.blueprint_name, version: row.blueprint_version },
    account: row.account,
    region: row.region,
    lease,
    leaseRules: details.leaseRules,
    values,
    spec: details.spec,
    hourlyCost: details.hourlyCost,
    amounts: details.amounts,
    costItems: JSON.stringify(cost?.items ?? []),
    unpriced: JSON.stringify(cost?.unpriced ?? []),
    ...decision,
  };
}
