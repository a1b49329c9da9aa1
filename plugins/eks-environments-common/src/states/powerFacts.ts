import type { PowerState } from '../schema/openapi';
import { powerStates } from './powerStates';
import { statesOf } from './stateTable';

/** The properties of every environment with a power state. */
interface PowerFacts {
  /** Its nodes run, and nothing changes that. */
  isOn: boolean;
  /** Its nodes are gone. */
  isOff: boolean;
}

const powerFacts: Readonly<Record<PowerState, PowerFacts>> = {
  on: { isOn: true, isOff: false },
  hibernating: { isOn: false, isOff: false },
  off: { isOn: false, isOff: true },
  resuming: { isOn: false, isOff: false },
};

/**
 * Whether the nodes of an environment should be ready.
 *
 * @public
 */
export function isOn(power: PowerState): boolean {
  return powerFacts[power].isOn;
}

/**
 * Whether an environment is hibernated: its nodes were removed, and it can be resumed.
 *
 * @public
 */
export function isOff(power: PowerState): boolean {
  return powerFacts[power].isOff;
}

/**
 * The power states for which a predicate is true, for a query.
 *
 * @example `powersWhere(isOn)`
 *
 * @public
 */
export function powersWhere(
  predicate: (power: PowerState) => boolean,
): PowerState[] {
  return statesOf(powerStates).filter(predicate);
}
