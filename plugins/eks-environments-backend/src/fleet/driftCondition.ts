import { DRIFTED } from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import { type ObservedCondition, setConditions } from '../conditions';
import type { FleetFindingRow } from '../database';
import { findingText } from './findingText';

/**
 * Stores the condition `Drifted` of environments that were compared with what exists: true while a finding about them is open. An ignored finding
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
    // A resource that vanished comes before its parts that differ.
    .orderBy([{ column: 'kind', order: 'desc' }, { column: 'subject' }]);
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
        'It could not be compared with what was approved several times in a row.',
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
          .map(
            ({ kind, resource_ref: clusterName, details }) =>
              findingText({ kind, clusterName, details: JSON.parse(details) })
                .message,
          )
          .join(' '),
      }
    : {
        ...observed,
        status: 'False',
        reason: 'AsApproved',
        message: 'It is as it was approved.',
      };
}
