import {
  environmentStates,
  isTransition,
} from 'backstage-plugin-eks-environments-common';
import type { OperationTransaction } from 'backstage-plugin-eks-environments-node';
import type { EnvironmentRow } from '../../database';
import { endLease } from '../../leases/endLease';
import { mustMove } from '../transactions';
import { DELETE } from './types';

/**
 * Begins the deletion that was requested while another operation ran, once that operation stopped.
 *
 * @returns whether there was such a request
 */
export async function beginRequestedDeletion(
  { knex, at, operations }: OperationTransaction,
  environmentId: string,
): Promise<boolean> {
  const environment = await knex<EnvironmentRow>('environments')
    .where('id', environmentId)
    .first('state', 'end_reason');
  if (
    !environment?.end_reason ||
    !isTransition(environmentStates, environment.state, 'Deprovisioning')
  ) {
    return false;
  }
  await mustMove(knex, {
    id: environmentId,
    from: environment.state,
    to: 'Deprovisioning',
    at,
    // The failure is cleared, because no retry follows any more.
    changes: { failure: null },
  });
  await endLease(knex, { environmentId });
  await operations.enqueue(knex, { environmentId, type: DELETE });
  return true;
}
