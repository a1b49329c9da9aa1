import { NotFoundError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { EnvironmentRow } from '../database';

/** @throws NotFoundError when there is no such environment */
export async function findEnvironment(
  knex: Knex,
  id: string,
): Promise<EnvironmentRow> {
  const row = await knex<EnvironmentRow>('environments').where({ id }).first();
  if (!row) {
    throw new NotFoundError(`There is no environment ${id}`);
  }
  return row;
}
