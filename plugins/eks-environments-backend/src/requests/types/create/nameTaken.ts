import {
  type Finding,
  formatEntityName,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import {
  type EnvironmentRow,
  type RequestRow,
  whereLiving,
} from '../../../database';
import { refusal } from '../../findings';

/** The code of the finding that makes a refusal a conflict instead of wrong input. */
export const NAME_TAKEN = 'name-taken';

/** The finding that an owner uses a name already. */
export function nameTaken(owner: string, name: string): string {
  return `name: ${formatEntityName(
    owner,
  )} has an environment or a request called "${name}" already; choose another name`;
}

/** A name is unique per owner among the environments that exist and the requests that wait for a decision; unique indexes guarantee it. */
export async function checkNameIsFree(
  knex: Knex,
  owner: string,
  name: string,
): Promise<Finding[]> {
  const environment = await knex<EnvironmentRow>('environments')
    .where({ owner, name })
    .modify(whereLiving)
    .first('id');
  const request = await knex<RequestRow>('requests')
    .where({ owner, name, state: 'PendingApproval' })
    .first('id');
  return environment || request
    ? [
        refusal(NAME_TAKEN, 'name', nameTaken(owner, name), {
          owner: formatEntityName(owner),
          name,
        }),
      ]
    : [];
}
