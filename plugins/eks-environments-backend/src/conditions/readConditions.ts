import {
  appliesIn,
  type EnvironmentCondition,
  type EnvironmentState,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { EnvironmentConditionRow } from '../database';

/** The stored conditions of environments that have a meaning in their state, by the id of the environment, in the order of their types. */
export async function readConditions(
  knex: Knex,
  environments: ReadonlyArray<{ id: string; state: EnvironmentState }>,
): Promise<Map<string, EnvironmentCondition[]>> {
  const rows = await knex<EnvironmentConditionRow>('environment_conditions')
    .whereIn(
      'environment_id',
      environments.map(({ id }) => id),
    )
    .orderBy('type');
  return new Map(
    environments.map(({ id, state }) => [
      id,
      rows
        .filter(row => row.environment_id === id && appliesIn(row.type, state))
        .map(toCondition),
    ]),
  );
}

/** Converts a condition for the API. */
export function toCondition(
  row: Omit<EnvironmentConditionRow, 'environment_id'>,
): EnvironmentCondition {
  return {
    type: row.type,
    status: row.status,
    reason: row.reason,
    params: row.params === null ? undefined : JSON.parse(row.params),
    message: row.message,
    detail: row.detail ?? undefined,
    since: row.since,
    checkedAt: row.checked_at ?? undefined,
  };
}
