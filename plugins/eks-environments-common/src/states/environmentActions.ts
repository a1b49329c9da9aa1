import type {
  Environment,
  EnvironmentState,
  Lease,
  PowerState,
} from '../schema/openapi';
import {
  answers,
  hasFailed,
  isBeingBuilt,
  isChanging,
} from './environmentFacts';
import { environmentStates } from './environmentStates';
import { hasRunningLease } from './leaseFacts';
import { powerStates } from './powerStates';
import { isTransition } from './stateTable';

/**
 * The independent axes of an environment: what can be done with it depends on all of them.
 *
 * @public
 */
export type EnvironmentAxes = Pick<Environment, 'state'> & {
  lease: Pick<Lease, 'phase'>;
};

/**
 * Whether the axes allow an extension of the lease: the cluster should respond, and the lease or its grace is in progress. The limits of
 * the lease may still forbid it.
 *
 * @public
 */
export function canExtend({ state, lease }: EnvironmentAxes): boolean {
  return answers(state) && hasRunningLease(lease.phase);
}

/**
 * Whether the creation of an environment in this state can be cancelled.
 *
 * @public
 */
export function canCancel(state: EnvironmentState): boolean {
  return isBeingBuilt(state);
}

/**
 * Whether the deletion of an environment in this state can begin. A creation in progress is cancelled instead, see {@link canCancel}.
 *
 * @public
 */
export function canDelete(state: EnvironmentState): boolean {
  return (
    !isChanging(state) &&
    isTransition(environmentStates, state, 'Deprovisioning')
  );
}

/**
 * Whether the failed creation or deletion of an environment in this state can be retried. The limit of retries may still forbid it.
 *
 * @public
 */
export function canRetry(state: EnvironmentState): boolean {
  return hasFailed(state);
}

/**
 * Whether the axes allow a hibernation to be requested, also one that failed before.
 *
 * @public
 */
export function canHibernate(
  axes: Pick<Environment, 'state' | 'power'>,
): boolean {
  return canChangePower(axes, 'hibernating');
}

/**
 * Whether the axes allow a resumption to be requested, also one that failed before.
 *
 * @public
 */
export function canResume(axes: Pick<Environment, 'state' | 'power'>): boolean {
  return canChangePower(axes, 'resuming');
}

function canChangePower(
  { state, power }: Pick<Environment, 'state' | 'power'>,
  to: PowerState,
): boolean {
  return (
    answers(state) && (power === to || isTransition(powerStates, power, to))
  );
}
