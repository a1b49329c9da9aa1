import {
  type Finding,
  formatEntityName,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type { EnvironmentRow, RequestRow } from '../database';
import { refusal } from './findings';

/** The code of the finding that makes a refusal a conflict, not bad input. */
export const NAME_TAKEN = 'name-taken';

/** Says that an owner uses a name already. */
export function nameTaken(owner: string, name: string): string {
  return `name: ${formatEntityName(
    owner,
  )} has an environment or a request called "${name}" already; choose another name`;
}

/** An owner has each name once among what lives and what waits for a decision; indices see to it in the end. */
export async function checkNameIsFree(
  knex: Knex,
  owner: string,
  name: string,
): Promise<Finding[]> {
  const environment = await knex<EnvironmentRow>('environments')
    .where({ owner, name })
    .whereNot('state', 'Deprovisioned')
    .first('id');
  const request = await knex<RequestRow>('requests')
    .where({ owner, name, state: 'PendingApproval' })
    .first('id');
  return environment || request
    ? [refusal(NAME_TAKEN, 'name', nameTaken(owner, name))]
    : [];
}
