import type { EnvironmentState } from '../schema/openapi';

/** The properties of every environment in a state. */
interface EnvironmentFacts {
  /** The engine works on it, or will. */
  isChanging: boolean;
  /** Its cluster was created, and all or parts of it may still exist in AWS. */
  wasBuilt: boolean;
  /** Its cluster should respond, and users can connect to it. */
  answers: boolean;
  /** The operation that failed and can be retried. */
  failed: 'none' | 'creation' | 'deletion';
  /** Its lifecycle has ended. */
  isGone: boolean;
}

const NOTHING: EnvironmentFacts = {
  isChanging: false,
  wasBuilt: false,
  answers: false,
  failed: 'none',
  isGone: false,
};
const CHANGING: EnvironmentFacts = { ...NOTHING, isChanging: true };
const BUILT: EnvironmentFacts = { ...NOTHING, wasBuilt: true };

const environmentFacts: Readonly<Record<EnvironmentState, EnvironmentFacts>> = {
  Queued: CHANGING,
  Provisioning: CHANGING,
  ProvisioningFailed: { ...NOTHING, failed: 'creation' },
  Ready: { ...BUILT, answers: true },
  Deprovisioning: { ...BUILT, isChanging: true },
  DeprovisioningFailed: { ...BUILT, failed: 'deletion' },
  Quarantined: { ...BUILT, failed: 'deletion' },
  Deprovisioned: { ...NOTHING, isGone: true },
};

/**
 * Whether the engine works on an environment in this state, or will.
 *
 * @public
 */
export function isChanging(state: EnvironmentState): boolean {
  return environmentFacts[state].isChanging;
}

/**
 * Whether the cluster of an environment in this state was created, so that all or parts of it may still exist in AWS. Leftovers of a
 * failed creation do not count.
 *
 * @public
 */
export function wasBuilt(state: EnvironmentState): boolean {
  return environmentFacts[state].wasBuilt;
}

/**
 * Whether the cluster of an environment in this state should respond.
 *
 * @public
 */
export function answers(state: EnvironmentState): boolean {
  return environmentFacts[state].answers;
}

/**
 * Whether the creation of an environment in this state failed, so that it can be retried or revised.
 *
 * @public
 */
export function hasCreationFailed(state: EnvironmentState): boolean {
  return environmentFacts[state].failed === 'creation';
}

/**
 * Whether the deletion of an environment in this state failed or left resources, so that it can be retried.
 *
 * @public
 */
export function hasDeletionFailed(state: EnvironmentState): boolean {
  return environmentFacts[state].failed === 'deletion';
}

/**
 * Whether the lifecycle of an environment in this state has ended.
 *
 * @public
 */
export function isGone(state: EnvironmentState): boolean {
  return environmentFacts[state].isGone;
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
  return (Object.keys(environmentFacts) as EnvironmentState[]).filter(
    predicate,
  );
}
