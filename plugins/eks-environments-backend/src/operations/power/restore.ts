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

/** @returns undefined unless a hibernation completed, and no resumption did after it */
export function parseRestore({
  restore,
}: Pick<EnvironmentRow, 'restore'>): Restore | undefined {
  return restore === null ? undefined : JSON.parse(restore);
}

/** Reads what a resumption restores, see {@link parseRestore}. */
export async function readRestore(
  knex: Knex,
  environmentId: string,
): Promise<Restore | undefined> {
  const environment = await knex<EnvironmentRow>('environments')
    .where('id', environmentId)
    .first('restore');
  return environment && parseRestore(environment);
}
