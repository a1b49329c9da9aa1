import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import type { CostRate } from '../../costs';
import type { EnvironmentRow } from '../../database';

/** What a resumption restores. */
export interface Restore {
  /** The rate before the hibernation. */
  rate: CostRate;
  /** What the provisioner wants to know. */
  provisioner: JsonObject;
}

/**
 * Reads what a resumption restores.
 *
 * @returns undefined unless a hibernation completed, and no resumption did after it
 */
export async function readRestore(
  knex: Knex,
  environmentId: string,
): Promise<Restore | undefined> {
  const environment = await knex<EnvironmentRow>('environments')
    .where('id', environmentId)
    .first('restore');
  return environment?.restore ? JSON.parse(environment.restore) : undefined;
}
