import type { JsonObject } from '@backstage/types';
import {
  CHANGE_FAILED,
  HEALTHY,
  type PowerState,
} from 'backstage-plugin-eks-environments-common';
import type {
  OperationEnvironment,
  OperationEvent,
  OperationStart,
  OperationTransaction,
  PowerInput,
} from 'backstage-plugin-eks-environments-node';
import type { Knex } from 'knex';
import { removeConditions } from '../../conditions';
import type { HealthCheckRow } from '../../database';
import { mustMovePower } from '../transactions';
import { readRestore } from './restore';

/** Begins a change of the power: the environment has the new power while the operation waits. */
export async function startPowerChange(
  { knex, at }: OperationTransaction,
  { id, power }: OperationEnvironment,
  { to, event }: { to: PowerState; event: OperationEvent },
): Promise<OperationStart<PowerInput>> {
  // After a failure, the power is what it is to be already; the queue refuses a second operation.
  if (power !== to) {
    await mustMovePower(knex, { id, from: power, to, at });
  }
  await forgetObservations(knex, id);
  const restore = await readRestore(knex, id);
  return { input: toInput(restore?.provisioner), event };
}

/** The input of both operation types. */
function toInput(restore: JsonObject | undefined): PowerInput {
  return restore ? { restore } : {};
}

/** What was observed before says nothing about the environment after the change. */
async function forgetObservations(
  transaction: Knex.Transaction,
  environmentId: string,
): Promise<void> {
  await removeConditions(transaction, environmentId, [HEALTHY, CHANGE_FAILED]);
  await transaction<HealthCheckRow>('health_checks')
    .where('environment_id', environmentId)
    .update({ failures: 0, failing_since: null });
}
