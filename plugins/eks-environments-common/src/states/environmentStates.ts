import type { EnvironmentState } from '../schema/openapi';
import type { StateTable } from './stateTable';

/**
 * State transitions of an environment.
 *
 * @remarks
 *
 * `Deprovisioned` is reached only if a sweep of the account found nothing, or if nothing was ever created. `Quarantined` has leftovers
 * that could not be removed; another deletion may still remove them. The lease has a state machine of its own, see {@link leasePhases}.
 *
 * @public
 */
export const environmentStates: StateTable<EnvironmentState> = {
  Queued: [
    'Provisioning',
    'ProvisioningFailed',
    'Deprovisioning',
    'Deprovisioned',
  ],
  Provisioning: ['Ready', 'ProvisioningFailed', 'Deprovisioning'],
  ProvisioningFailed: ['Queued', 'Deprovisioning'],
  Ready: ['Deprovisioning'],
  Deprovisioning: ['Deprovisioned', 'DeprovisioningFailed', 'Quarantined'],
  DeprovisioningFailed: ['Deprovisioning'],
  Quarantined: ['Deprovisioning'],
  Deprovisioned: [],
};
