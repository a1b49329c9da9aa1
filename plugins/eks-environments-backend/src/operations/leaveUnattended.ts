import {
  type EnvironmentState,
  isBeingBuilt,
  isBeingDeleted,
  openOperationStates,
} from 'backstage-plugin-eks-environments-common';
import type { OperationInfo } from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import {
  type EnvironmentRow,
  type OperationRow,
  transitionEnvironment,
} from '../database';
import { setFailureDeadline, setNextDeletion } from '../leases/failureDeadline';
import { showFailure } from './showFailure';

interface Exit {
  to: EnvironmentState;
  /** Sets when the reaper acts if nobody else does. */
  setDue: typeof setFailureDeadline;
}

const creationFailed: Exit = {
  to: 'ProvisioningFailed',
  setDue: setFailureDeadline,
};
const deletionFailed: Exit = {
  to: 'DeprovisioningFailed',
  setDue: setNextDeletion,
};

/** Undefined for a state in which an environment waits for no operation. */
function exitOf(state: EnvironmentState): Exit | undefined {
  if (isBeingBuilt(state)) {
    return creationFailed;
  }
  return isBeingDeleted(state) ? deletionFailed : undefined;
}

/**
 * For an operation that ended without the hook of its type. If the environment waits for an operation and none is open, it becomes a failed
 * one, which people can retry or delete and the reaper deletes. Any other environment stays as it is.
 */
export async function leaveUnattended(
  transaction: Knex.Transaction,
  operation: Pick<OperationInfo, 'id' | 'environmentId'>,
  at: string,
): Promise<void> {
  const { environmentId } = operation;
  const environment = await transaction<EnvironmentRow>('environments')
    .where('id', environmentId)
    .first('state');
  const exit = environment && exitOf(environment.state);
  if (!exit || (await hasOpenOperation(transaction, environmentId))) {
    return;
  }
  await transitionEnvironment(transaction, {
    id: environmentId,
    from: environment.state,
    to: exit.to,
    at,
  });
  await showFailure(transaction, operation, { updated_at: at });
  await exit.setDue(transaction, { environmentId, at });
}

/** Whether an operation of the environment waits or runs. */
export async function hasOpenOperation(
  transaction: Knex.Transaction,
  environmentId: string,
): Promise<boolean> {
  const open = await transaction<OperationRow>('operations')
    .where('environment_id', environmentId)
    .whereIn('state', openOperationStates)
    .first('id');
  return open !== undefined;
}
