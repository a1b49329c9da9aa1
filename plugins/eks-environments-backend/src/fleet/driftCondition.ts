import { DRIFTED } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { type ObservedCondition, setConditions } from '../conditions';
import type { FleetFindingRow } from '../database';
import { formatFinding } from './formatFinding';

/**
 * Stores the condition `Drifted` of environments that were compared with AWS: true while a finding about them is open. An ignored finding
 * is an accepted difference.
 */
export async function updateDrift(
  transaction: Knex.Transaction,
  environmentIds: string[],
  at: string,
): Promise<void> {
  const open = await transaction<FleetFindingRow>('fleet_findings')
    .whereIn('environment_id', environmentIds)
    .where('state', 'open')
    // A cluster that vanished comes before its node groups.
    .orderBy(['kind', 'subject']);
  await setConditions(
    transaction,
    environmentIds.map(id =>
      toCondition(
        id,
        open.filter(finding => finding.environment_id === id),
        at,
      ),
    ),
  );
}

/** Stores that it is unknown whether environments drifted, because their inventory could not be read for a while. */
export async function showNotCompared(
  transaction: Knex.Transaction,
  environmentIds: string[],
  at: string,
): Promise<void> {
  await setConditions(
    transaction,
    environmentIds.map(environmentId => ({
      environmentId,
      type: DRIFTED,
      status: 'Unknown',
      reason: 'NotCompared',
      message:
        'AWS could not be compared with what was approved several times in a row.',
      since: at,
    })),
  );
}

function toCondition(
  environmentId: string,
  findings: FleetFindingRow[],
  at: string,
): ObservedCondition {
  const observed = { environmentId, type: DRIFTED, since: at };
  const [first] = findings;
  return first
    ? {
        ...observed,
        status: 'True',
        reason: first.kind,
        message: findings
          .map(({ kind, resource_ref: clusterName, details }) =>
            formatFinding({ kind, clusterName, details: JSON.parse(details) }),
          )
          .join(' '),
      }
    : {
        ...observed,
        status: 'False',
        reason: 'AsApproved',
        message: 'AWS has what was approved.',
      };
}
