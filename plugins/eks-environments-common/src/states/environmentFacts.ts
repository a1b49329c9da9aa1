import type { EnvironmentState } from '../schema/openapi';
import { environmentStates } from './environmentStates';
import { statesOf } from './stateTable';

/** The properties of every environment in a state. */
interface EnvironmentFacts {
  /** The part of the lifecycle. */
  stage: 'creation' | 'use' | 'deletion' | 'over';
  /** What the engine does with it: an operation waits or runs, its last one failed, or it does nothing. */
  engine: 'waiting' | 'working' | 'failed' | 'idle';
  /** A sweep found resources that could not be removed. */
  hasLeftovers?: true;
}

const environmentFacts: Readonly<Record<EnvironmentState, EnvironmentFacts>> = {
  Queued: { stage: 'creation', engine: 'waiting' },
  Provisioning: { stage: 'creation', engine: 'working' },
  ProvisioningFailed: { stage: 'creation', engine: 'failed' },
  Ready: { stage: 'use', engine: 'idle' },
  Deprovisioning: { stage: 'deletion', engine: 'working' },
  DeprovisioningFailed: { stage: 'deletion', engine: 'failed' },
  Quarantined: { stage: 'deletion', engine: 'failed', hasLeftovers: true },
  Deprovisioned: { stage: 'over', engine: 'idle' },
};

/** The values that a predicate accepts in each column of the table. Exhaustive, so that a new value has to be decided on. */
type Accepted<TValue extends string> = Readonly<Record<TValue, boolean>>;

const IN_PROGRESS: Accepted<EnvironmentFacts['engine']> = {
  waiting: true,
  working: true,
  failed: false,
  idle: false,
};

const AFTER_CREATION: Accepted<EnvironmentFacts['stage']> = {
  creation: false,
  use: true,
  deletion: true,
  over: false,
};

const AFTER_USE: Accepted<EnvironmentFacts['stage']> = {
  creation: false,
  use: false,
  deletion: true,
  over: true,
};

/**
 * Whether the engine works on an environment in this state, or will.
 *
 * @public
 */
export function isChanging(state: EnvironmentState): boolean {
  return IN_PROGRESS[environmentFacts[state].engine];
}

/**
 * Whether the creation of an environment in this state waits for the engine. Unless it is retried, nothing exists.
 *
 * @public
 */
export function isQueued(state: EnvironmentState): boolean {
  return environmentFacts[state].engine === 'waiting';
}

/**
 * Whether the creation of an environment in this state is waiting or in progress.
 *
 * @public
 */
export function isBeingBuilt(state: EnvironmentState): boolean {
  return environmentFacts[state].stage === 'creation' && isChanging(state);
}

/**
 * Whether the deletion of an environment in this state is waiting or in progress.
 *
 * @public
 */
export function isBeingDeleted(state: EnvironmentState): boolean {
  return environmentFacts[state].stage === 'deletion' && isChanging(state);
}

/**
 * Whether the cluster of an environment in this state was created, so that all or parts of it may still exist. Leftovers of a
 * failed creation do not count.
 *
 * @public
 */
export function wasBuilt(state: EnvironmentState): boolean {
  return AFTER_CREATION[environmentFacts[state].stage];
}

/**
 * Whether the cluster of an environment in this state should respond.
 *
 * @public
 */
export function answers(state: EnvironmentState): boolean {
  return environmentFacts[state].stage === 'use';
}

/**
 * Whether the creation of an environment in this state failed, so that it can be retried or revised.
 *
 * @public
 */
export function hasCreationFailed(state: EnvironmentState): boolean {
  return environmentFacts[state].stage === 'creation' && hasFailed(state);
}

/**
 * Whether the deletion of an environment in this state failed or left resources, so that it can be retried.
 *
 * @public
 */
export function hasDeletionFailed(state: EnvironmentState): boolean {
  return environmentFacts[state].stage === 'deletion' && hasFailed(state);
}

/**
 * Whether the creation or the deletion of an environment in this state failed.
 *
 * @public
 */
export function hasFailed(state: EnvironmentState): boolean {
  return environmentFacts[state].engine === 'failed';
}

/**
 * Whether a sweep found resources of an environment in this state that could not be removed.
 *
 * @public
 */
export function hasLeftovers(state: EnvironmentState): boolean {
  return environmentFacts[state].hasLeftovers === true;
}

/**
 * Whether the deletion of an environment in this state has begun. From then on, the lease no longer determines the end.
 *
 * @public
 */
export function hasDeletionBegun(state: EnvironmentState): boolean {
  return AFTER_USE[environmentFacts[state].stage];
}

/**
 * Whether the lifecycle of an environment in this state has ended.
 *
 * @public
 */
export function isGone(state: EnvironmentState): boolean {
  return environmentFacts[state].stage === 'over';
}

/**
 * The states for which a predicate is true, for a query.
 *
 * @example `statesWhere(answers)`
 *
 * @public
 */
export function statesWhere(
  predicate: (state: EnvironmentState) => boolean,
): EnvironmentState[] {
  return statesOf(environmentStates).filter(predicate);
}
