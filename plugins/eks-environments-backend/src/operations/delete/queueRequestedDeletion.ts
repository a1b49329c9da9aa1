import { isBeingDeleted } from 'backstage-plugin-eks-environments-common';
import type { OperationTransaction } from 'backstage-plugin-eks-environments-node';
import type { EnvironmentRow } from '../../database';
import { DELETE } from './types';

/**
 * Queues the deletion that was requested while another operation of the environment ran, once that operation is over.
 *
 * @returns whether a deletion was requested
 */
export async function queueRequestedDeletion(
  { knex, operations }: OperationTransaction,
  environmentId: string,
): Promise<boolean> {
  const environment = await knex<EnvironmentRow>('environments')
    .where('id', environmentId)
    .first('state');
  if (!environment || !isBeingDeleted(environment.state)) {
    return false;
  }
  await operations.enqueue(knex, { environmentId, type: DELETE });
  return true;
}
