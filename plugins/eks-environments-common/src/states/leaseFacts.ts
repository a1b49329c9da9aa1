import type { LeasePhase } from '../schema/openapi';
import { leasePhases } from './leasePhases';
import { statesOf } from './stateTable';

/** The properties of every lease in a phase. */
interface LeaseFacts {
  /** The lease, or the grace after it, is in progress. */
  isRunning: boolean;
  /** Its end is in the future. */
  isBeforeEnd: boolean;
  /** The lease has ended, and an extension is still possible. */
  isInGrace: boolean;
}

const leaseFacts: Readonly<Record<LeasePhase, LeaseFacts>> = {
  pending: { isRunning: false, isBeforeEnd: true, isInGrace: false },
  active: { isRunning: true, isBeforeEnd: true, isInGrace: false },
  grace: { isRunning: true, isBeforeEnd: false, isInGrace: true },
  ended: { isRunning: false, isBeforeEnd: false, isInGrace: false },
};

/**
 * Whether a lease, or the grace after it, is in progress in this phase.
 *
 * @public
 */
export function hasRunningLease(phase: LeasePhase): boolean {
  return leaseFacts[phase].isRunning;
}

/**
 * Whether the end of a lease in this phase is in the future.
 *
 * @public
 */
export function isBeforeEnd(phase: LeasePhase): boolean {
  return leaseFacts[phase].isBeforeEnd;
}

/**
 * Whether the lease has ended and its grace is in progress.
 *
 * @public
 */
export function isInGrace(phase: LeasePhase): boolean {
  return leaseFacts[phase].isInGrace;
}

/**
 * The phases for which a predicate is true, for a query.
 *
 * @example `leasePhasesWhere(hasRunningLease)`
 *
 * @public
 */
export function leasePhasesWhere(
  predicate: (phase: LeasePhase) => boolean,
): LeasePhase[] {
  return statesOf(leasePhases).filter(predicate);
}
