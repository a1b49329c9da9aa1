import {
  environmentStateLabels,
  hasDeletionBegun,
  type Message,
  type OperationLane,
  powerStateLabels,
} from 'backstage-plugin-eks-environments-common';
import type { OperationTrigger } from 'backstage-plugin-eks-environments-node';
import type { EnvironmentRow } from '../database';
import { toOperationEnvironment } from './operationEnvironment';
import { OperationRefusedError } from './OperationRefusedError';
import { readAvailability } from './readAvailability';

export const beingDeleted: Message = {
  code: 'being-deleted',
  message: 'The environment is being deleted; no other operation can be queued',
};

/** Whether an environment takes an operation of a lane: once its deletion has begun, only of the lane teardown. */
export function accepts(
  { state }: Pick<EnvironmentRow, 'state'>,
  lane: OperationLane,
): boolean {
  return lane === 'teardown' || !hasDeletionBegun(state);
}

/** @throws OperationRefusedError when the environment takes no operation of the lane */
export function assertAccepts(
  environment: Pick<EnvironmentRow, 'state'>,
  lane: OperationLane,
): void {
  if (!accepts(environment, lane)) {
    throw new OperationRefusedError(beingDeleted);
  }
}

/**
 * @throws OperationRefusedError when people cannot start an operation of the type on the environment now, Error when the trigger fails
 */
export function assertAvailable(
  row: EnvironmentRow,
  trigger: OperationTrigger<any>,
  options: { installation: string },
): void {
  const available = readAvailability(
    trigger,
    toOperationEnvironment(row, options),
  );
  if (available.kind === 'refused') {
    throw new OperationRefusedError(available.reason);
  }
  if (available.kind === 'notOffered') {
    throw new OperationRefusedError(notOffered(trigger.title, row));
  }
}

function notOffered(
  title: string,
  { state, power }: Pick<EnvironmentRow, 'state' | 'power'>,
): Message {
  return {
    code: 'operation-not-offered',
    params: { title, state, power },
    message: `${title} is not possible: the environment is ${environmentStateLabels[state]} and its power is ${powerStateLabels[power]}`,
  };
}
