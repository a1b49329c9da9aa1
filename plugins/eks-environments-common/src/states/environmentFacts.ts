import type { EnvironmentState } from '../schema/openapi';

/** What is true of every environment in a state. */
interface EnvironmentFacts {
  /** The engine works on it, or is about to. */
  isChanging: boolean;
  /** Its cluster was built, and all or some of it may still stand in AWS. */
  wasBuilt: boolean;
  /** Its cluster should answer, and people can connect to it. */
  answers: boolean;
  /** Its lease or the grace after it runs, so an extension is possible. */
  hasRunningLease: boolean;
  /** Nothing more happens to it. */
  isGone: boolean;
}

const NOTHING: EnvironmentFacts = {
  isChanging: false,
  wasBuilt: false,
  answers: false,
  hasRunningLease: false,
  isGone: false,
};
const CHANGING: EnvironmentFacts = { ...NOTHING, isChanging: true };
const BUILT: EnvironmentFacts = { ...NOTHING, wasBuilt: true };
const RUNNING: EnvironmentFacts = {
  ...BUILT,
  answers: true,
  hasRunningLease: true,
};

const environmentFacts: Readonly<Record<EnvironmentState, EnvironmentFacts>> = {
  Queued: CHANGING,
  Provisioning: CHANGING,
  ProvisioningFailed: NOTHING,
  Ready: RUNNING,
  Expiring: RUNNING,
  Deprovisioning: { ...BUILT, isChanging: true },
  DeprovisioningFailed: BUILT,
  Quarantined: BUILT,
  Deprovisioned: { ...NOTHING, isGone: true },
};

/**
 * Whether the engine works on an environment in this state, or is about to.
 *
 * @public
 */
export function isChanging(state: EnvironmentState): boolean {
  return environmentFacts[state].isChanging;
}

/**
 * Whether the cluster of an environment in this state was built, so that all or some of it may still stand in AWS. What a failed creation left
 * does not count.
 *
 * @public
 */
export function wasBuilt(state: EnvironmentState): boolean {
  return environmentFacts[state].wasBuilt;
}

/**
 * Whether the cluster of an environment in this state should answer.
 *
 * @public
 */
export function answers(state: EnvironmentState): boolean {
  return environmentFacts[state].answers;
}

/**
 * Whether a lease, or the grace after it, runs in this state.
 *
 * @public
 */
export function hasRunningLease(state: EnvironmentState): boolean {
  return environmentFacts[state].hasRunningLease;
}

/**
 * Whether nothing more happens to an environment in this state.
 *
 * @public
 */
export function isGone(state: EnvironmentState): boolean {
  return environmentFacts[state].isGone;
}

/**
 * The states for which a predicate holds, for a query.
 *
 * @example `statesWhere(hasRunningLease)`
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
