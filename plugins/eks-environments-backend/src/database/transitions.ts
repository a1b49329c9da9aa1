import {
  answers,
  approvalStepStates,
  type ApprovalStepState,
  environmentStates,
  type EnvironmentState,
  isTransition,
  leasePhases,
  type LeasePhase,
  operationStates,
  type OperationState,
  powerStates,
  type PowerState,
  requestStates,
  type RequestState,
  statesWhere,
} from 'backstage-plugin-eks-environments-common';
import type { Knex } from 'knex';
import type {
  ApprovalStepRow,
  EnvironmentRow,
  LeaseRow,
  OperationRow,
  RequestRow,
} from './rows';

/** Whether the row was still in the expected state. */
export type TransitionOutcome = 'done' | 'lost';

/**
 * Moves an environment from one of the expected states to another by compare-and-set.
 *
 * @returns 'lost' when the row is no longer in one of the expected states: somebody else was first
 * @throws when the state table does not have the transition, which is a defect of the caller
 */
export async function transitionEnvironment(
  transaction: Knex.Transaction,
  options: {
    id: string;
    from: EnvironmentState | EnvironmentState[];
    to: EnvironmentState;
    at: string;
    changes?: Partial<EnvironmentRow>;
  },
): Promise<TransitionOutcome> {
  const from = [options.from].flat();
  for (const state of from) {
    if (!isTransition(environmentStates, state, options.to)) {
      throw new Error(`No environment goes from ${state} to ${options.to}`);
    }
  }
  const changed = await transaction<EnvironmentRow>('environments')
    .where('id', options.id)
    .whereIn('state', from)
    .update({
      ...options.changes,
      state: options.to,
      state_since: options.at,
      updated_at: options.at,
    });
  return changed === 1 ? 'done' : 'lost';
}

/**
 * Moves the power of an environment in use from one of the expected states to another by compare-and-set.
 *
 * @returns 'lost' when the power is no longer in one of the expected states, or the environment in none of the given ones
 * @throws when the table of power states does not have the transition, which is a defect of the caller
 */
export async function transitionPower(
  transaction: Knex.Transaction,
  options: {
    id: string;
    from: PowerState | PowerState[];
    to: PowerState;
    at: string;
    changes?: Partial<EnvironmentRow>;
  },
): Promise<TransitionOutcome> {
  const { id, to, at, changes } = options;
  const from = [options.from].flat();
  for (const power of from) {
    if (!isTransition(powerStates, power, to)) {
      throw new Error(
        `The power of no environment goes from ${power} to ${to}`,
      );
    }
  }
  const changed = await transaction<EnvironmentRow>('environments')
    .where({ id })
    .whereIn('state', statesWhere(answers))
    .whereIn('power', from)
    .update({ ...changes, power: to, power_since: at, updated_at: at });
  return changed === 1 ? 'done' : 'lost';
}

/**
 * Moves a lease from one phase to another by compare-and-set.
 *
 * @returns 'lost' when the row is not in the expected phase, or its columns differ from the expected ones
 * @throws when the table of phases does not have the transition, which is a defect of the caller
 */
export async function transitionLease(
  transaction: Knex.Transaction,
  options: {
    environmentId: string;
    from: LeasePhase;
    to: LeasePhase;
    /** Columns as they were read. */
    expected?: Partial<LeaseRow>;
    changes?: Partial<LeaseRow>;
  },
): Promise<TransitionOutcome> {
  const { environmentId, from, to, expected, changes } = options;
  if (!isTransition(leasePhases, from, to)) {
    throw new Error(`No lease goes from ${from} to ${to}`);
  }
  const changed = await transaction<LeaseRow>('leases')
    .where({ ...expected, environment_id: environmentId, phase: from })
    .update({ ...changes, phase: to });
  return changed === 1 ? 'done' : 'lost';
}

/**
 * Moves a request to another state by compare-and-set.
 *
 * @returns 'lost' when it was decided, withdrawn or expired already
 * @throws when the state table does not have the transition, which is a defect of the caller
 */
export async function transitionRequest(
  transaction: Knex.Transaction,
  options: { id: string; from: RequestState; to: RequestState; at: string },
): Promise<TransitionOutcome> {
  if (!isTransition(requestStates, options.from, options.to)) {
    throw new Error(`No request goes from ${options.from} to ${options.to}`);
  }
  const changed = await transaction<RequestRow>('requests')
    .where({ id: options.id, state: options.from })
    .update({ state: options.to, updated_at: options.at });
  return changed === 1 ? 'done' : 'lost';
}

/**
 * Moves the steps of a request that are in a given state, or the given one of them, by compare-and-set.
 *
 * @returns how many were moved
 * @throws when the state table does not have the transition, which is a defect of the caller
 */
export async function transitionApprovalStep(
  transaction: Knex.Transaction,
  options: {
    requestId: string;
    step?: number;
    from: ApprovalStepState;
    to: ApprovalStepState;
  },
): Promise<number> {
  const { requestId, step, from, to } = options;
  if (!isTransition(approvalStepStates, from, to)) {
    throw new Error(`No approval step goes from ${from} to ${to}`);
  }
  return transaction<ApprovalStepRow>('approval_steps')
    .where({ request_id: requestId, state: from })
    .modify(query => {
      if (step !== undefined) {
        query.where({ step });
      }
    })
    .update({ state: to });
}

/**
 * Moves an operation to another state by compare-and-set.
 *
 * @returns 'lost' when it is no longer in the expected state
 * @throws when the state table does not have the transition, which is a defect of the caller
 */
export async function transitionOperation(
  transaction: Knex.Transaction,
  options: {
    id: string;
    from: OperationState;
    to: OperationState;
    changes?: Partial<OperationRow>;
  },
): Promise<TransitionOutcome> {
  assertOperationMove(options.from, options.to);
  const changed = await transaction<OperationRow>('operations')
    .where({ id: options.id, state: options.from })
    .update({ ...options.changes, state: options.to });
  return changed === 1 ? 'done' : 'lost';
}

/** @throws when the state table does not have the transition, which is a defect of the caller */
export function assertOperationMove(
  from: OperationState,
  to: OperationState,
): void {
  if (!isTransition(operationStates, from, to)) {
    throw new Error(`No operation goes from ${from} to ${to}`);
  }
}
