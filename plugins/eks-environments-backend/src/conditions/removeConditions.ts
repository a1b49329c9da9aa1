import type { Knex } from 'knex';
import type { EnvironmentConditionRow } from '../database';

/** Removes conditions that have no meaning any more. */
export async function removeConditions(
  transaction: Knex,
  environmentId: string,
  types: readonly string[],
): Promise<void> {
  await transaction<EnvironmentConditionRow>('environment_conditions')
    .where('environment_id', environmentId)
    .whereIn('type', types)
    .delete();
}
