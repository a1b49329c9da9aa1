import type { PowerState } from '../schema/openapi';
import type { StateTable } from './stateTable';

/**
 * State transitions of the power of an environment.
 *
 * @remarks
 *
 * A change of the power is complete when the nodes are gone, or ready. Until then the environment is `hibernating` or `resuming`, even if
 * the operation failed: then the same change can be requested again, or the opposite one.
 *
 * @public
 */
export const powerStates: StateTable<PowerState> = {
  on: ['hibernating'],
  hibernating: ['off', 'resuming'],
  off: ['resuming'],
  resuming: ['on', 'hibernating'],
};
