import type { Knex } from 'knex';
import type { LeaseRow } from '../database';

/** The lease of an environment. @throws Error when it has none, which is a defect: it is written with the environment */
export async function findLease(
  knex: Knex,
  environmentId: string,
): Promise<LeaseRow> {
  const lease = await knex<LeaseRow>('leases')
    .where('environment_id', environmentId)
    .first();
  if (!lease) {
    throw new Error(`The environment ${environmentId} has no lease`);
  }
  return lease;
}
